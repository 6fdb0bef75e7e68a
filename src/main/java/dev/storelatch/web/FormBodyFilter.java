package dev.storelatch.web;

import dev.storelatch.core.Failure;
import dev.storelatch.request.FormBody;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Predicate;
import org.springframework.http.MediaType;

/** Reads forms of pages, within limits of size, time and memory. Bodies of other types are not read and appear empty. */
final class FormBodyFilter extends HttpFilter {

    static final String ATTRIBUTE = FormBody.class.getName();

    /** More than any of our forms has: a password has up to 1,024 bytes, each of which may be escaped by three. */
    private static final int MAXIMUM_BYTES = 16 * 1024;

    /** The bytes, their text and the fields. */
    private static final int MEMORY_PER_BYTE = 5;

    private static final Duration TIME_LIMIT = Duration.ofSeconds(10);

    private final Predicate<HttpServletRequest> read;
    private final Clock clock;
    private final FailureWriter failures;
    private final ByteBudget budget;

    /** @param read matches the requests whose forms are read */
    FormBodyFilter(Predicate<HttpServletRequest> read, Clock clock, FailureWriter failures, ByteBudget budget) {
        this.read = read;
        this.clock = clock;
        this.failures = failures;
        this.budget = budget;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!read.test(request)) {
            request.setAttribute(ATTRIBUTE, FormBody.empty());
            chain.doFilter(request, response);
            return;
        }
        try (ByteBudget.Reservation memory = budget.open()) {
            try {
                request.setAttribute(ATTRIBUTE, isForm(request) ? read(request, memory) : FormBody.empty());
            } catch (Failure failure) {
                request.setAttribute(FailureController.FAILURE, failure);
                failures.write(request, response, failure);
                return;
            }
            chain.doFilter(request, response);
        }
    }

    private FormBody read(HttpServletRequest request, ByteBudget.Reservation memory) throws IOException {
        memory.resizeTo((long) MAXIMUM_BYTES * MEMORY_PER_BYTE);
        try (BodySource source = new BodySource(request.getInputStream(), MAXIMUM_BYTES, clock, TIME_LIMIT)) {
            byte[] body = source.readAllBytes();
            FormBody form = FormBody.parse(new String(body, StandardCharsets.UTF_8));
            memory.resizeTo((long) body.length * MEMORY_PER_BYTE);
            return form;
        } catch (IllegalArgumentException malformed) {
            throw new Failure.InvalidData("The request's body is not a form");
        } catch (BodySource.TooLargeException exceeded) {
            throw new Failure.ContentTooLarge("The request's body is larger than " + MAXIMUM_BYTES + " bytes");
        } catch (IOException failed) {
            throw BodySource.timedOut(failed);
        }
    }

    private static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null
                && type.split(";", 2)[0]
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .equals(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
    }
}
