package dev.storelatch.factor;

import dev.storelatch.core.Actor;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A method by which an account proves a second factor. A module implements it as a bean, and {@link SecondFactors} does the
 * rest: challenges, budgets, events and the list of an account's factors, to which the module adds each of its own by
 * {@link SecondFactors#add}.
 */
public interface SecondFactor {

    /** Returns the name of the method for clients and in the database, such as {@code totp}. */
    String method();

    /** Returns the property of a request's body that has the proof, such as {@code code}. No two methods have the same. */
    String property();

    /** Returns true if an account can set up a factor of this method now, and not only use one that it has. */
    boolean canBeSetUp();

    /**
     * Checks the form of a proof, without any statement.
     *
     * @param proof the value of the property, which was sent; it contains no NUL characters
     * @return the mistake, which names the property; null if there is none
     */
    @Nullable
    String mistake(JsonNode proof);

    /**
     * Verifies a proof and uses it up, so that it is accepted once. Is called within a transaction that is rolled back if the
     * proof is not accepted or the challenge was used meanwhile, after the attempt was charged to the budget of the account.
     *
     * @param account a live account, which may have no factor of this method
     * @param challenge the challenge as the client has it: base64url, without padding, of 32 random bytes that were made for
     *     this log-in or request alone, and which are a valid challenge of WebAuthn, too
     * @param proof a value without {@link #mistake}
     * @return empty if it is not accepted
     */
    Optional<Proof> verify(Actor account, String challenge, JsonNode proof);

    /**
     * A proof that was accepted.
     *
     * @param factorId id of the factor that was proved; null if it is none of those in the list
     * @param methods values of RFC 8176 that the proof stands for, without {@code mfa}
     */
    record Proof(@Nullable String factorId, Set<String> methods) {

        public Proof {
            methods = Set.copyOf(methods);
        }
    }
}
