package dev.storelatch.outbox;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import dev.storelatch.core.StartupException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;

/**
 * Mustache templates of the mails: for each notification type a text, whose first line is the subject, and an HTML file.
 * Mustache cannot run code, so a template of the shop is not trusted with anything. All are read once, at startup.
 */
final class EmailTemplates {

    /** Model key of the shop's name, available in every template. */
    static final String SHOP = "shop";

    private static final String SUBJECT = "Subject: ";

    private static final Mustache.Compiler TEXT =
            Mustache.compiler().escapeHTML(false).nullValue("");
    private static final Mustache.Compiler HTML = Mustache.compiler().nullValue("");

    private final @Nullable Path directory;
    private final Map<String, Parts> byType = new HashMap<>();

    /**
     * @param directory files here replace the bundled templates of the same name
     * @throws StartupException if a file cannot be read, is malformed, or uses a key that its type's model does not have
     */
    EmailTemplates(@Nullable Path directory, Collection<NotificationType> types) {
        if (directory != null && !Files.isDirectory(directory)) {
            throw invalid("The directory %s cannot be found.".formatted(directory));
        }
        this.directory = directory;
        types.stream()
                .filter(type -> !type.modelKeys().isEmpty())
                .forEach(type -> byType.put(type.name(), parts(type)));
    }

    private record Parts(Template subject, Template text, Template html) {}

    /** Rendered mail. */
    record Content(String subject, String text, String html) {

        /** Leaves the text out, which can contain a link. */
        @Override
        public String toString() {
            return "Content[]";
        }
    }

    boolean has(String type) {
        return byType.containsKey(type);
    }

    Content render(String type, Map<String, @Nullable Object> model) {
        Parts parts = Objects.requireNonNull(byType.get(type));
        return new Content(
                oneLine(parts.subject().execute(model)),
                parts.text().execute(model),
                parts.html().execute(model));
    }

    /** Prevents that a customer's name adds a header (CWE-93). */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }

    private Parts parts(NotificationType type) {
        String text = type.name() + ".txt";
        String html = type.name() + ".html";
        String source = read(text).replace("\r\n", "\n");
        int end = source.indexOf('\n');
        if (end < 0 || !source.startsWith(SUBJECT)) {
            throw invalid("The first line of %s is not its subject: \"Subject: …\".".formatted(text));
        }
        Set<String> keys = new HashSet<>(type.modelKeys());
        keys.add(SHOP);
        return new Parts(
                compile(TEXT, text, source.substring(SUBJECT.length(), end), keys),
                compile(TEXT, text, source.substring(end).strip() + "\n", keys),
                compile(HTML, html, read(html), keys));
    }

    private static Template compile(Mustache.Compiler compiler, String file, String source, Set<String> keys) {
        try {
            Template template = compiler.compile(source);
            List<String> unknown = TemplateVariables.in(template).stream()
                    .filter(name -> !keys.contains(name) && !name.equals("."))
                    .toList();
            if (unknown.isEmpty()) {
                return template;
            }
            throw invalid("%s uses %s, but there is only %s."
                    .formatted(file, unknown, keys.stream().sorted().toList()));
        } catch (MustacheException malformed) {
            throw invalid("%s is malformed: %s.".formatted(file, malformed.getMessage()));
        }
    }

    private String read(String file) {
        Path own = directory == null ? null : directory.resolve(file);
        try {
            return own != null && Files.exists(own)
                    ? Files.readString(own)
                    : new ClassPathResource(file, EmailTemplates.class).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException failure) {
            if (own != null && Files.exists(own)) {
                throw invalid("%s cannot be read as UTF-8.".formatted(own));
            }
            throw new UncheckedIOException(failure);
        }
    }

    private static StartupException invalid(String description) {
        return new StartupException(
                "A mail template cannot be used. " + description,
                "Correct it in the directory that storelatch.mail.templates names, or remove it.");
    }
}
