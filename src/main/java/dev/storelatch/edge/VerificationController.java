package dev.storelatch.edge;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Login;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

/**
 * Routes {@code /verify/store} and {@code /verify/admin}: tell a proxy who has made a request, in headers. Any method is
 * answered, since some proxies keep that of the request.
 */
@RestController
class VerificationController {

    private final UpstreamTokens upstreamTokens;

    VerificationController(UpstreamTokens upstreamTokens) {
        this.upstreamTokens = upstreamTokens;
    }

    /** @param login null if there is none and the proxy requires none */
    @RequestMapping({"/verify/store", "/verify/admin"})
    ResponseEntity<Void> verify(@AuthenticationPrincipal @Nullable Login login) {
        ResponseEntity.BodyBuilder response = ResponseEntity.ok();
        if (login != null) {
            Actor actor = login.actor();
            response.header("X-Storelatch-Realm", actor.realm().id())
                    .header("X-Storelatch-Id", encode(actor.id()))
                    .header("X-Storelatch-Email", encode(login.email()));
            if (login.sessionHandle() != null) {
                response.header("X-Storelatch-Session", login.sessionHandle());
            }
            upstreamTokens
                    .write(actor)
                    .ifPresent(token -> response.header(HttpHeaders.AUTHORIZATION, "Bearer " + token));
        }
        return response.build();
    }

    /** Percent-encodes what a header cannot contain, as in a segment of a path (RFC 3986 §3.3). */
    private static String encode(String text) {
        return UriUtils.encodePathSegment(text, StandardCharsets.UTF_8);
    }
}
