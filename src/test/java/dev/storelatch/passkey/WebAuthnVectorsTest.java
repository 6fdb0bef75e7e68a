package dev.storelatch.passkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.webauthn4j.data.AuthenticationData;
import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import dev.storelatch.passkey.CredentialVerifier.Asserted;
import dev.storelatch.passkey.CredentialVerifier.ChallengeCheck;
import dev.storelatch.passkey.CredentialVerifier.Parsed;
import dev.storelatch.passkey.CredentialVerifier.Registered;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The test vectors of WebAuthn Level 3 §16, which nothing here has made. */
class WebAuthnVectorsTest {

    private final Properties vectors = new Properties();
    private final CredentialVerifier verifier = new CredentialVerifier(
            new PasskeySettings("example.org", null, List.of("https://example.org"), Duration.ofMinutes(10), 20));

    WebAuthnVectorsTest() throws IOException {
        try (InputStream file = getClass().getResourceAsStream("webauthn-vectors.properties")) {
            vectors.load(Objects.requireNonNull(file));
        }
    }

    @Test
    void aVerifiedUserRegistersACredential() throws InvalidCredentialException {
        Registered registered = register("self");

        assertThat(registered.credential().credentialId()).isEqualTo(value("self.credentialId"));
        assertThat(registered.credential().aaguid()).hasToString("df850e09-db6a-fbdf-ab51-697791506cfc");
        assertThat(registered.credential().backupEligible()).isTrue();
        assertThat(registered.credential().backedUp()).isTrue();
        assertThat(registered.credential().signCount()).isZero();
    }

    @Test
    void aUserWhoWasNotVerifiedRegistersNothing() {
        assertThatThrownBy(() -> register("none"))
                .isInstanceOf(InvalidCredentialException.class)
                .hasMessage("was made without verification of the user");
    }

    @Test
    void aVerifiedUserIsAuthenticated() throws InvalidCredentialException {
        assertThat(authenticate("long")).isEqualTo(new Asserted(0, false));
    }

    @ParameterizedTest
    @CsvSource({"none, was made without verification of the user", "frame, was made in a frame of another origin"})
    void otherAssertionsAreRefused(String vector, String reason) {
        assertThatThrownBy(() -> authenticate(vector))
                .isInstanceOf(InvalidCredentialException.class)
                .hasMessage(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"authenticatorData", "clientData", "signature", "challenge"})
    void noByteOfAnAssertionCanBeChanged(String part) {
        for (int i : new int[] {0, 1, 32, -1}) {
            byte[] changed = bytes("long." + part);
            changed[Math.floorMod(i, changed.length)] ^= 1;
            vectors.setProperty("long." + part, HexFormat.of().formatHex(changed));

            assertThatThrownBy(() -> authenticate("long"))
                    .as(part + " " + i)
                    .isInstanceOf(InvalidCredentialException.class);

            changed[Math.floorMod(i, changed.length)] ^= 1;
            vectors.setProperty("long." + part, HexFormat.of().formatHex(changed));
        }
    }

    @Test
    void theKeyOfAnotherCredentialIsRefused() {
        vectors.setProperty("long.x", vectors.getProperty("frame.x"));
        vectors.setProperty("long.y", vectors.getProperty("frame.y"));

        assertThatThrownBy(() -> authenticate("long")).hasMessage("has a wrong signature");
    }

    private Registered register(String vector) throws InvalidCredentialException {
        RegistrationResponse response = new RegistrationResponse(
                value(vector + ".registration.clientData"),
                value(vector + ".registration.attestationObject"),
                Set.of());
        return verifier.verify(response, only(bytes(vector + ".registration.challenge")));
    }

    private Asserted authenticate(String vector) throws InvalidCredentialException {
        Bytes credentialId = value(vector + ".credentialId");
        PasskeyAssertion assertion = new PasskeyAssertion(
                credentialId,
                value(vector + ".clientData"),
                value(vector + ".authenticatorData"),
                value(vector + ".signature"),
                null);
        boolean backupEligible = (bytes(vector + ".authenticatorData")[32] & 0x08) != 0;
        StoredPasskey passkey = new StoredPasskey(
                "passkey_1",
                new Actor(Realm.STORE, "cus_1"),
                Bytes.of(new byte[64]),
                credentialId,
                Bytes.of(coseKey(vector)),
                0,
                backupEligible,
                false,
                null);
        Parsed<AuthenticationData> parsed = verifier.read(assertion, only(bytes(vector + ".challenge")));
        return verifier.verify(parsed, passkey);
    }

    private static ChallengeCheck only(byte[] expected) {
        return (challenge, origin) -> MessageDigest.isEqual(challenge, expected)
                ? Optional.of(PasskeyChallenges.Valid.of(challenge, Instant.EPOCH))
                : Optional.empty();
    }

    /** RFC 9052 §7, RFC 9053 §7.1: {1: 2, 3: -7, -1: 1, -2: x, -3: y}. */
    private byte[] coseKey(String vector) {
        return HexFormat.of()
                .parseHex("a5010203262001215820" + vectors.getProperty(vector + ".x") + "225820"
                        + vectors.getProperty(vector + ".y"));
    }

    private Bytes value(String name) {
        return Bytes.of(bytes(name));
    }

    private byte[] bytes(String name) {
        return HexFormat.of().parseHex(vectors.getProperty(name));
    }
}
