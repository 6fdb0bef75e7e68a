package dev.storelatch.passkey;

import dev.storelatch.core.Actor;
import dev.storelatch.factor.SecondFactor;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Passkeys as second factors: an assertion for the challenge of the second step. */
@Component
@ConditionalOnPasskeys
@Order(3)
class PasskeyFactor implements SecondFactor {

    private final PasskeyProofs proofs;
    private final Clock clock;

    PasskeyFactor(PasskeyProofs proofs, Clock clock) {
        this.proofs = proofs;
        this.clock = clock;
    }

    @Override
    public String method() {
        return "passkey";
    }

    @Override
    public String property() {
        return PasskeyAssertion.PROPERTY;
    }

    @Override
    public boolean canBeSetUp() {
        return true;
    }

    @Override
    public @Nullable String mistake(JsonNode proof) {
        List<String> mistakes = new ArrayList<>();
        PasskeyAssertion.of(proof, mistakes::add);
        return mistakes.isEmpty() ? null : mistakes.get(0);
    }

    /** Any passkey of the account is accepted, since each of them could log it in alone. */
    @Override
    public Optional<Proof> verify(Actor account, String challenge, JsonNode proof) {
        try {
            PasskeyAssertion assertion = PasskeyAssertion.of(proof, mistake -> {});
            StoredPasskey passkey =
                    proofs.prove(assertion, proofs.read(assertion, (sent, origin) -> match(sent, challenge)), account);
            return Optional.of(new Proof(passkey.factorId(), methods(passkey)));
        } catch (RejectedAssertionException rejected) {
            return Optional.empty();
        }
    }

    /**
     * Returns values of RFC 8176 §2 that an assertion stands for. A passkey that can be copied to other devices is kept by
     * software.
     */
    static Set<String> methods(StoredPasskey passkey) {
        return methods(passkey.backupEligible());
    }

    static Set<String> methods(boolean backupEligible) {
        return Set.of(backupEligible ? "swk" : "hwk", "user");
    }

    /** The challenge is checked for its expiry and used up by those who have issued it. */
    private Optional<PasskeyChallenges.Valid> match(byte[] sent, String challenge) {
        byte[] expected = Base64Url.decode(challenge);
        return MessageDigest.isEqual(sent, expected)
                ? Optional.of(PasskeyChallenges.Valid.of(sent, clock.instant().plus(PasskeyChallenges.LIFETIME)))
                : Optional.empty();
    }
}
