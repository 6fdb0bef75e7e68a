package dev.storelatch.passkey;

import static java.util.Map.entry;

import com.webauthn4j.verifier.exception.BadBackupEligibleFlagException;
import com.webauthn4j.verifier.exception.BadRpIdException;
import com.webauthn4j.verifier.exception.BadSignatureException;
import com.webauthn4j.verifier.exception.BadTopOriginException;
import com.webauthn4j.verifier.exception.CrossOriginException;
import com.webauthn4j.verifier.exception.IllegalBackupStateException;
import com.webauthn4j.verifier.exception.InconsistentClientDataTypeException;
import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import com.webauthn4j.verifier.exception.NotAllowedAlgorithmException;
import com.webauthn4j.verifier.exception.UserNotPresentException;
import com.webauthn4j.verifier.exception.UserNotVerifiedException;
import com.webauthn4j.verifier.exception.VerificationException;
import java.util.Map;

/** Texts for the causes for which the library refuses a response, since its own messages may repeat what a client has sent. */
final class RefusalReasons {

    /** The sign count was not incremented: there may be a copy of the authenticator (WebAuthn Level 3 §6.1.1). */
    static final String SIGN_COUNT = "has a sign count that was used before";

    private static final Map<Class<? extends VerificationException>, String> TEXTS = Map.ofEntries(
            entry(BadBackupEligibleFlagException.class, "has another backup eligibility than at its registration"),
            entry(BadRpIdException.class, "is of another relying party"),
            entry(BadSignatureException.class, "has a wrong signature"),
            entry(BadTopOriginException.class, "was made in a frame of another origin"),
            entry(CrossOriginException.class, "was made in a frame of another origin"),
            entry(IllegalBackupStateException.class, "is backed up without being eligible"),
            entry(InconsistentClientDataTypeException.class, "is of another ceremony"),
            entry(MaliciousCounterValueException.class, SIGN_COUNT),
            entry(NotAllowedAlgorithmException.class, "has a key of an algorithm that was not offered"),
            entry(UserNotPresentException.class, "was made without the user"),
            entry(UserNotVerifiedException.class, "was made without verification of the user"));

    private RefusalReasons() {}

    static String of(VerificationException refused) {
        return TEXTS.getOrDefault(refused.getClass(), "is not valid");
    }
}
