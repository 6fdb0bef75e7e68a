package dev.storelatch.passkey;

import dev.storelatch.core.StartupException;
import dev.storelatch.request.AllowedOrigins;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.apache.hc.client5.http.psl.PublicSuffixMatcherLoader;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of passkeys.
 *
 * @param relyingPartyId the domain that passkeys belong to, such as {@code example.com}: the host of each origin, or a
 *     registrable part of it (WebAuthn Level 3 §5.1.2). Passkeys of another domain are useless, so that it must not change.
 *     Without it there are no passkeys
 * @param relyingPartyName the shop's name, which authenticators may show; the domain by default
 * @param origins origins of the pages that use passkeys, such as {@code https://shop.example.com}
 * @param freshLogin time after a log-in for which it suffices to add and remove passkeys; later the password is needed
 * @param maxPerAccount number of passkeys of one account
 */
@ConfigurationProperties("storelatch.passkey")
@Validated
record PasskeySettings(
        @Nullable String relyingPartyId,
        @Nullable @Size(max = 64) String relyingPartyName,
        @DefaultValue List<String> origins,

        @DefaultValue("10m") @DurationMin(seconds = 0) @DurationMax(hours = 24)
        Duration freshLogin,

        @DefaultValue("20") @Min(1) @Max(100) int maxPerAccount) {

    static final String ID = "storelatch.passkey.relying-party-id";
    private static final String ORIGINS = "storelatch.passkey.origins";
    private static final String DOMAIN = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*";
    private static final String LOCALHOST = "localhost";

    PasskeySettings {
        relyingPartyId = StringUtils.hasText(relyingPartyId) ? relyingPartyId : null;
        if (relyingPartyId != null) {
            requireRegistrable(relyingPartyId);
            String id = relyingPartyId;
            AllowedOrigins parsed = AllowedOrigins.of(origins, ORIGINS);
            if (parsed.origins().isEmpty() || !parsed.patterns().isEmpty()) {
                throw new StartupException(
                        ORIGINS + " must list the origins of the pages that use passkeys, and no expressions.",
                        "Set it (STORELATCH_PASSKEY_ORIGINS) to one or more, such as https://shop.example.com.");
            }
            parsed.origins().forEach(origin -> requireSecure(origin, id));
            origins = List.copyOf(parsed.origins());
        }
    }

    /** Returns the domain that passkeys belong to. Call it only if passkeys are enabled. */
    String id() {
        if (relyingPartyId == null) {
            throw new IllegalStateException("passkeys are not enabled");
        }
        return relyingPartyId;
    }

    /** Returns the name to show. */
    String name() {
        return relyingPartyName == null ? id() : relyingPartyName;
    }

    private static void requireRegistrable(String id) {
        boolean domain = id.length() <= 253 && id.matches(DOMAIN) && !id.matches(".*\\.\\d+|\\d+");
        boolean registrable =
                id.equals(LOCALHOST) || PublicSuffixMatcherLoader.getDefault().getDomainRoot(id) != null;
        if (!domain || !registrable) {
            throw new StartupException(
                    ID + " is not a domain that passkeys can belong to: " + id,
                    "Set it (STORELATCH_PASSKEY_RELYINGPARTYID) to the domain of the shop without scheme and port, such as"
                            + " example.com, or to localhost. It is no IP address and no public suffix such as com.");
        }
    }

    /** Browsers have WebAuthn in secure contexts only, and only for the page's own domain (WebAuthn Level 3 §5.1.3). */
    private static void requireSecure(String origin, String id) {
        URI uri = URI.create(origin);
        String host = uri.getHost();
        boolean local = host.equals(LOCALHOST) || host.endsWith("." + LOCALHOST);
        if (!uri.getScheme().equals("https") && !(uri.getScheme().equals("http") && local)) {
            throw new StartupException(
                    "%s has an origin on which browsers have no passkeys: %s".formatted(ORIGINS, origin),
                    "Serve the page by https. Only localhost may use http.");
        }
        if (!host.equals(id) && !host.endsWith("." + id)) {
            throw new StartupException(
                    "%s has an origin that is not within %s: %s".formatted(ORIGINS, ID, origin),
                    "Set %s to a domain that all of the origins have in common, or remove the origin.".formatted(ID));
        }
    }
}
