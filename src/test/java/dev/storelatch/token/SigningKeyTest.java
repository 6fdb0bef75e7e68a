package dev.storelatch.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.storelatch.core.StartupException;
import dev.storelatch.support.PemFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {

    /** RFC 8037, appendices A.1 to A.3. */
    private static final String RFC_PRIVATE = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";

    private static final String RFC_PUBLIC = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
    private static final String RFC_THUMBPRINT = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";

    @TempDir
    Path folder;

    @Test
    void theKeyOfRfc8037HasTheThumbprintThatStandsThere() throws IOException {
        SigningKey both = SigningKey.of(pem("PRIVATE KEY", "302e020100300506032b657004220420", RFC_PRIVATE));
        SigningKey publicOnly = SigningKey.of(pem("PUBLIC KEY", "302a300506032b6570032100", RFC_PUBLIC));

        assertThat(both.publicJwk()).isEqualTo(publicOnly.publicJwk());
        assertThat(both.publicJwk())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "kty",
                        "OKP",
                        "crv",
                        "Ed25519",
                        "x",
                        RFC_PUBLIC,
                        "kid",
                        RFC_THUMBPRINT,
                        "use",
                        "sig",
                        "alg",
                        "EdDSA"));
        assertThat(publicOnly.privateKey()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"RSA, 2048, RS256", "RSA, 3072, RS256", "EC, 256, ES256", "Ed25519, 255, EdDSA"})
    void theKindOfKeyDecidesOnTheAlgorithm(String kind, int bits, String algorithm) {
        KeyPair pair = PemFile.keyPair(kind, bits);

        SigningKey key = SigningKey.of(PemFile.of(folder, pair.getPrivate()).toString());
        SigningKey publicOnly =
                SigningKey.of(PemFile.of(folder, pair.getPublic()).toUri().toString());

        assertThat(key.algorithm().getId()).isEqualTo(algorithm);
        assertThat(publicOnly.publicJwk()).isEqualTo(key.publicJwk());
        assertThat(key.publicKey()).isEqualTo(pair.getPublic());
        assertThat(key.publicJwk()).doesNotContainKeys("d", "p", "q", "dp", "dq", "qi");
        assertThat(key.id()).matches("[A-Za-z0-9_-]{43}");
    }

    @ParameterizedTest
    @CsvSource({"RSA, 1024", "EC, 384", "EC, 521", "Ed448, 448", "X25519, 255", "DSA, 2048", "DH, 2048"})
    void otherKindsOfKeyAreRefused(String kind, int bits) {
        KeyPair pair = PemFile.keyPair(kind, bits);

        assertRefused(PemFile.of(folder, pair.getPrivate()));
        assertRefused(PemFile.of(folder, pair.getPublic()));
    }

    /** The content of the file may be a secret in the wrong form. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c2VjcmV0",
                "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\nc2VjcmV0",
                "-----BEGIN PRIVATE KEY-----\n*secret*\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PUBLIC KEY-----\nMAA=\n-----END PUBLIC KEY-----\n",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nc2VjcmV0\n-----END ENCRYPTED PRIVATE KEY-----\n",
                "-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0\n-----END RSA PRIVATE KEY-----\n"
            })
    void anythingElseIsRefused(String content) throws IOException {
        assertRefused(Files.writeString(folder.resolve("key.pem"), content));
    }

    @Test
    void aMissingFileIsRefused() {
        assertRefused(folder.resolve("missing.pem"));
        assertRefused(folder);
    }

    @Test
    void itDoesNotPrintThePrivateKey() {
        KeyPair pair = PemFile.keyPair("EC", 256);
        SigningKey key = SigningKey.of(PemFile.of(folder, pair.getPrivate()).toString());

        assertThat(key).hasToString("SigningKey[ES256, %s]".formatted(key.id()));
        assertThat(((ECPublicKey) key.publicKey()).getW()).isEqualTo(((ECPublicKey) pair.getPublic()).getW());
    }

    private void assertRefused(Path file) {
        assertThatExceptionOfType(StartupException.class)
                .isThrownBy(() -> SigningKey.of(file.toString()))
                .withMessageStartingWith("The key file " + file)
                .withMessageNotContainingAny("secret", "c2VjcmV0")
                .withNoCause();
    }

    private String pem(String type, String prefix, String key) throws IOException {
        String encoded = Base64.getEncoder()
                .encodeToString(HexFormat.of()
                        .parseHex(prefix
                                + HexFormat.of()
                                        .formatHex(Base64.getUrlDecoder().decode(key))));
        return Files.writeString(
                        folder.resolve(type + ".pem"),
                        "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, encoded, type))
                .toString();
    }
}
