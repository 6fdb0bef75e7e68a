package dev.storelatch.federation;

import dev.storelatch.request.FormBody;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Verifies the answers of providers (OpenID Connect Core 1.0 §3.1.2.5). */
@Component
class ProviderAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderAnswers.class);

    private static final int MAX_CODE_LENGTH = 8_192;
    private static final int MAX_USER_LENGTH = 2_000;

    /** RFC 6749 §4.1.2.1. */
    private static final Set<String> TEMPORARY = Set.of("server_error", "temporarily_unavailable");

    private final OpenIdClients clients;

    ProviderAnswers(OpenIdClients clients) {
        this.clients = clients;
    }

    /**
     * Returns the account at the provider.
     *
     * @throws LoginError.FailedLoginException if the answer is an error, or not that of the provider, or not valid
     */
    ProviderIdentity identify(Provider provider, FormBody answer, RequestSecrets secrets) {
        checkIssuer(clients.of(provider).discovery(), answer.get("iss"));
        checkError(answer.get("error"));
        String code = answer.get("code");
        if (code.isEmpty() || code.length() > MAX_CODE_LENGTH) {
            throw LoginError.INVALID_RESPONSE.exception();
        }
        ProviderIdentity identity = exchange(provider, code, secrets);
        return provider.type() == ProviderType.APPLE ? identity.named(names(answer.get("user"))) : identity;
    }

    /** Whatever the libraries do not expect is an answer that is not valid. Their messages may repeat parts of it. */
    private ProviderIdentity exchange(Provider provider, String code, RequestSecrets secrets) {
        try {
            return clients.exchange(provider, code, secrets);
        } catch (LoginError.FailedLoginException expected) {
            throw expected;
        } catch (RuntimeException unexpected) {
            LOG.debug(
                    "The answer of {} cannot be read: {}",
                    provider,
                    unexpected.getClass().getName());
            throw LoginError.INVALID_RESPONSE.exception();
        }
    }

    /** RFC 9207 §2.4: otherwise a code of another provider could be sent to this one. */
    private static void checkIssuer(Discovery discovery, String sent) {
        boolean isValid = sent.isEmpty()
                ? !discovery.tellsIssuer()
                : discovery.issuer().equals(sent) || discovery.issuer().contains(Discovery.TENANT);
        if (!isValid) {
            throw LoginError.INVALID_RESPONSE.exception();
        }
    }

    private static void checkError(String error) {
        if (error.equals("access_denied") || error.equals("user_cancelled_authorize")) {
            throw LoginError.ACCESS_DENIED.exception();
        }
        if (TEMPORARY.contains(error)) {
            throw LoginError.PROVIDER_UNAVAILABLE.exception();
        }
        if (!error.isEmpty()) {
            throw LoginError.PROVIDER_ERROR.exception();
        }
    }

    /** Apple tells the name once, and not in the token. It comes from the browser, so that anybody can choose it. */
    private static Map<String, Object> names(String user) {
        if (user.isEmpty() || user.length() > MAX_USER_LENGTH) {
            return Map.of();
        }
        try {
            Map<String, Object> parsed = JsonMapper.shared().readValue(user, new TypeReference<>() {});
            return parsed.get("name") instanceof Map<?, ?> name
                    ? JsonMapper.shared().convertValue(name, new TypeReference<>() {})
                    : Map.of();
        } catch (JacksonException malformed) {
            return Map.of();
        }
    }
}
