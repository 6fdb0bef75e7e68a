package dev.storelatch.passkey;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.authenticator.AAGUID;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.authenticator.COSEKey;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.VerificationException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * Verifies what authenticators return (WebAuthn Level 3 §7.1, §7.2): type, challenge, origin, relying party, presence and
 * verification of the user, and signature. Attestation is not asked for, and not verified.
 */
@Component
@ConditionalOnPasskeys
class CredentialVerifier {

    private static final boolean USER_VERIFIED = true;
    private static final boolean USER_PRESENT = true;

    private final ObjectConverter converter = new ObjectConverter();
    private final CBORMapper cbor = converter.getCborMapper();
    private final WebAuthnManager webAuthn = WebAuthnManager.createNonStrictWebAuthnManager(converter);
    private final PasskeySettings settings;

    CredentialVerifier(PasskeySettings settings) {
        this.settings = settings;
    }

    /** Finds out whether a challenge is valid. */
    interface ChallengeCheck {

        /**
         * Returns the challenge; empty if it is not valid on the origin.
         *
         * @param origin one of those in the settings
         */
        Optional<PasskeyChallenges.Valid> read(byte[] challenge, String origin);
    }

    /**
     * A response whose challenge is valid. Nothing else of it is verified.
     *
     * @param <T> the data of the ceremony
     */
    record Parsed<T>(T data, PasskeyChallenges.Valid challenge, ServerProperty server) {

        @Override
        public String toString() {
            return "Parsed[redacted]";
        }
    }

    /** A credential that was registered, and the challenge to consume. */
    record Registered(NewCredential credential, PasskeyChallenges.Valid challenge) {}

    /** State of an authenticator, as its assertion tells it. */
    record Asserted(long signCount, boolean backedUp) {}

    /** Verifies a new credential. */
    Registered verify(RegistrationResponse response, ChallengeCheck challenges) throws InvalidCredentialException {
        RegistrationRequest request = new RegistrationRequest(
                response.attestationObject().toArray(), response.clientData().toArray());
        RegistrationData data = call(() -> webAuthn.parse(request));
        Parsed<RegistrationData> parsed = parsed(data, data.getCollectedClientData(), challenges);
        call(() -> webAuthn.verify(
                data, new RegistrationParameters(parsed.server(), parameters(), USER_VERIFIED, USER_PRESENT)));
        return new Registered(credential(data, response), parsed.challenge());
    }

    /** Reads an assertion and checks its challenge; nothing else of it is verified yet. */
    Parsed<AuthenticationData> read(PasskeyAssertion assertion, ChallengeCheck challenges)
            throws InvalidCredentialException {
        Bytes handle = assertion.userHandle();
        AuthenticationRequest request = new AuthenticationRequest(
                assertion.credentialId().toArray(),
                handle == null ? null : handle.toArray(),
                assertion.authenticatorData().toArray(),
                assertion.clientData().toArray(),
                assertion.signature().toArray());
        AuthenticationData data = call(() -> webAuthn.parse(request));
        return parsed(data, data.getCollectedClientData(), challenges);
    }

    /** Verifies that the authenticator of the passkey has made an assertion. */
    Asserted verify(Parsed<AuthenticationData> assertion, StoredPasskey passkey) throws InvalidCredentialException {
        COSEKey key = cbor.readValue(passkey.publicKey().toArray(), COSEKey.class);
        CredentialRecordImpl record = new CredentialRecordImpl(
                null,
                true,
                passkey.backupEligible(),
                passkey.backedUp(),
                passkey.signCount(),
                new AttestedCredentialData(AAGUID.ZERO, passkey.credentialId().toArray(), key),
                null,
                null,
                null,
                null);
        call(() -> webAuthn.verify(
                assertion.data(),
                new AuthenticationParameters(assertion.server(), record, null, USER_VERIFIED, USER_PRESENT)));
        AuthenticatorData<?> authenticator =
                Objects.requireNonNull(assertion.data().getAuthenticatorData());
        return new Asserted(authenticator.getSignCount(), authenticator.isFlagBS());
    }

    /** Returns the algorithms that are offered, the preferred one first. */
    static List<Long> algorithms() {
        return parameters().stream()
                .map(parameter -> parameter.getAlg().getValue())
                .toList();
    }

    private static List<PublicKeyCredentialParameters> parameters() {
        return List.of(COSEAlgorithmIdentifier.ES256, COSEAlgorithmIdentifier.EdDSA, COSEAlgorithmIdentifier.RS256)
                .stream()
                .map(algorithm -> new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, algorithm))
                .toList();
    }

    private <T> Parsed<T> parsed(T data, @Nullable CollectedClientData client, ChallengeCheck challenges)
            throws InvalidCredentialException {
        if (client == null) {
            throw new InvalidCredentialException("has no client data");
        }
        String origin = settings.origins().stream()
                .filter(known -> new Origin(known).equals(client.getOrigin()))
                .findFirst()
                .orElseThrow(() -> new InvalidCredentialException("is of an origin without passkeys"));
        Optional<PasskeyChallenges.Valid> challenge =
                challenges.read(client.getChallenge().getValue(), origin);
        if (challenge.isEmpty()) {
            throw new InvalidCredentialException("has a challenge that is unknown or has expired");
        }
        ServerProperty server = ServerProperty.builder()
                .origin(new Origin(origin))
                .rpId(settings.id())
                .challenge(new DefaultChallenge(challenge.get().value()))
                .build();
        return new Parsed<>(data, challenge.get(), server);
    }

    private NewCredential credential(RegistrationData data, RegistrationResponse response)
            throws InvalidCredentialException {
        AuthenticatorData<?> authenticator =
                Objects.requireNonNull(data.getAttestationObject()).getAuthenticatorData();
        AttestedCredentialData credential = authenticator.getAttestedCredentialData();
        if (credential == null) {
            throw new InvalidCredentialException("has no credential");
        }
        return new NewCredential(
                Bytes.of(credential.getCredentialId()),
                Bytes.of(cbor.writeValueAsBytes(credential.getCOSEKey())),
                Objects.requireNonNull(credential.getAaguid().getValue()),
                authenticator.getSignCount(),
                authenticator.isFlagBE(),
                authenticator.isFlagBS(),
                response.transports());
    }

    private interface LibraryCall<T> {
        T run();
    }

    /** The library throws others than it declares for some of what a client can send. Their messages may repeat it. */
    private static <T> T call(LibraryCall<T> call) throws InvalidCredentialException {
        try {
            return call.run();
        } catch (VerificationException refused) {
            throw new InvalidCredentialException(RefusalReasons.of(refused));
        } catch (RuntimeException malformed) {
            throw new InvalidCredentialException("is malformed");
        }
    }
}
