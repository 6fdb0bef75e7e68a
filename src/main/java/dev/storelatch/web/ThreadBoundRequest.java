package dev.storelatch.web;

import dev.storelatch.core.Login;
import dev.storelatch.core.Realm;
import dev.storelatch.core.Way;
import dev.storelatch.request.CurrentRequest;
import dev.storelatch.request.VisitorAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Finds the request of the current thread, with the caller if the credentials have been read already. */
@Component
class ThreadBoundRequest implements CurrentRequest {

    private static final String CALLER = ThreadBoundRequest.class.getName() + ".CALLER";

    private final VisitorAddress visitorAddress;

    ThreadBoundRequest(VisitorAddress visitorAddress) {
        this.visitorAddress = visitorAddress;
    }

    private record Caller(Login login, Way way) {}

    /** Keeps the caller of the request. */
    static void setCaller(HttpServletRequest request, Login login, Way way) {
        request.setAttribute(CALLER, new Caller(login, way));
    }

    @Override
    public Optional<Description> find() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? Optional.of(describe(attributes.getRequest()))
                : Optional.empty();
    }

    private Description describe(HttpServletRequest request) {
        Caller caller = (Caller) request.getAttribute(CALLER);
        return new Description(
                realm(request.getRequestURI().toLowerCase(Locale.ROOT)),
                ClientInfoResolver.address(request, visitorAddress),
                caller == null ? null : caller.login(),
                caller == null ? null : caller.way());
    }

    private static @Nullable Realm realm(String path) {
        return Arrays.stream(Realm.values())
                .filter(realm -> path.startsWith("/" + realm.id() + "/"))
                .findFirst()
                .orElse(null);
    }
}
