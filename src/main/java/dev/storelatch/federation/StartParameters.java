package dev.storelatch.federation;

import dev.storelatch.request.AllowedOrigins;
import dev.storelatch.request.BracketedQuery;
import dev.storelatch.request.JsonBody;
import dev.storelatch.request.QueryString;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The query parameters by which a client begins a log-in, with the names of {@code medusa-plugin-auth} where it has them. */
final class StartParameters {

    private static final Pattern CHALLENGE = Pattern.compile("[\\w-]{43}");

    private StartParameters() {}

    /** @throws dev.storelatch.core.Failure.InvalidData if a parameter is malformed, or the page's origin is not listed */
    static PendingLogin read(QueryString query, AllowedOrigins origins) {
        JsonBody parameters = new JsonBody(BracketedQuery.parse(query));
        String redirectTo = parameters.optionalString("redirectTo").value();
        if (redirectTo != null && RedirectPage.of(redirectTo, origins).isEmpty()) {
            parameters.mistake("redirectTo must be an address of a listed origin");
        }
        String token = parameters.optionalString("returnAccessToken").value();
        if (token != null && !token.equals("true") && !token.equals("false")) {
            parameters.mistake("returnAccessToken must be true or false");
        }
        String challenge = challenge(parameters);
        parameters.check();
        return new PendingLogin(redirectTo, "true".equals(token), challenge, null);
    }

    private static @Nullable String challenge(JsonBody parameters) {
        String challenge = parameters.optionalString("code_challenge").value();
        if (challenge != null && !CHALLENGE.matcher(challenge).matches()) {
            parameters.mistake("code_challenge must be a SHA-256 in base64url");
        }
        String method = parameters.optionalString("code_challenge_method").value();
        if (method != null && !method.equals("S256")) {
            parameters.mistake("code_challenge_method must be S256");
        }
        if (method != null && challenge == null) {
            parameters.mistake("code_challenge must be a SHA-256 in base64url");
        }
        return challenge;
    }
}
