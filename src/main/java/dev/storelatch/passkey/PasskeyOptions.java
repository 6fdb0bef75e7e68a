package dev.storelatch.passkey;

import dev.storelatch.core.Account;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Realm;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes the options of ceremonies, each with a challenge for the page's origin. */
@Component
@ConditionalOnPasskeys
class PasskeyOptions {

    /** Ends before the challenge does, so that an answer has time to arrive. */
    private static final long TIMEOUT =
            PasskeyChallenges.LIFETIME.minus(Duration.ofSeconds(30)).toMillis();

    /** WebAuthn Level 3 §14.6.1. */
    private static final int HANDLE_BYTES = 64;

    private final PasskeyRepository repository;
    private final NewPasskeys passkeys;
    private final PasskeyChallenges challenges;
    private final PasskeySettings settings;
    private final SecureRandom random = new SecureRandom();

    PasskeyOptions(
            PasskeyRepository repository,
            NewPasskeys passkeys,
            PasskeyChallenges challenges,
            PasskeySettings settings) {
        this.repository = repository;
        this.passkeys = passkeys;
        this.challenges = challenges;
        this.settings = settings;
    }

    /**
     * Returns options for a passkey that the account does not have yet: the authenticators of its other ones refuse to make
     * one. The caller has checked that its owner has logged in recently.
     *
     * @param origin see {@link #requireKnown}
     * @throws dev.storelatch.core.Failure as {@link #requireKnown}, {@link NewPasskeys#requirePlace}
     */
    CreationOptions forRegistration(Account account, String email, @Nullable String origin) {
        ChallengeScope scope = ChallengeScope.registration(account, requireKnown(origin));
        List<Passkey> existing = repository.list(account.actor());
        passkeys.requirePlace(existing.size());
        byte[] newHandle = new byte[HANDLE_BYTES];
        random.nextBytes(newHandle);
        byte[] userHandle = repository.findOrInsertHandle(account.actor(), newHandle);
        return new CreationOptions(
                new CreationOptions.RelyingParty(settings.id(), settings.name()),
                new CreationOptions.User(Base64Url.encode(userHandle), email, email),
                Base64Url.encode(challenges.issue(scope)),
                CredentialVerifier.algorithms().stream()
                        .map(CreationOptions.Parameter::new)
                        .toList(),
                TIMEOUT,
                existing.stream().map(CredentialDescriptor::of).toList(),
                CreationOptions.Selection.PASSKEY,
                "none",
                Map.of("credProps", true));
    }

    /** @param origin see {@link #requireKnown} */
    RequestOptions forLogin(Realm realm, @Nullable String origin) {
        ChallengeScope scope = ChallengeScope.login(realm, requireKnown(origin));
        return forChallenge(Base64Url.encode(challenges.issue(scope)));
    }

    /** Returns options for a challenge that was not issued here, and is checked where it was. */
    RequestOptions forChallenge(String challenge) {
        return new RequestOptions(challenge, TIMEOUT, settings.id(), List.of(), "required");
    }

    /**
     * Returns the origin that a challenge is bound to.
     *
     * @param origin the header {@code Origin}, which browsers send with every POST; without it, the only one that is configured
     * @throws Failure.NotAllowed if pages of the origin cannot use passkeys
     * @throws Failure.InvalidData if there is no header and several are configured
     */
    String requireKnown(@Nullable String origin) {
        List<String> known = settings.origins();
        if (origin == null && known.size() == 1) {
            return known.get(0);
        }
        if (origin == null) {
            throw new Failure.InvalidData("The header Origin must name the page that uses the passkey");
        }
        if (!known.contains(origin)) {
            throw new Failure.NotAllowed("Passkeys cannot be used on this origin");
        }
        return origin;
    }
}
