package dev.storelatch.token;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import dev.storelatch.crypto.Secret;
import dev.storelatch.support.PemFile;
import dev.storelatch.support.SignedToken;
import dev.storelatch.support.TestClock;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** Tokens that a key pair signs: RFC 8725 §3.1, §3.2 and §3.5. */
class KeyPairTokensTest {

    private static final Secret SECRET = Secret.of("test-jwt-secret-7XyPq3LhGdUeR9sJvB1kHn");
    private static final Actor ADA = new Actor(Realm.STORE, "cus_01M85MK3DYC0CQTPHNAVDDTJSE");

    enum Kind {
        RS256("RSA", 2048, "SHA256withRSA"),
        ES256("EC", 256, "SHA256withECDSAinP1363Format"),
        EdDSA("Ed25519", 255, "Ed25519");

        private final String jca;
        private final int bits;
        private final String signature;

        Kind(String jca, int bits, String signature) {
            this.jca = jca;
            this.bits = bits;
            this.signature = signature;
        }

        KeyPair pair() {
            return PemFile.keyPair(jca, bits);
        }
    }

    @TempDir
    static Path folder;

    private static KeyPair rsa;
    private static KeyPair ec;

    private final TestClock clock = new TestClock();

    @BeforeAll
    static void makeKeys() {
        rsa = Kind.RS256.pair();
        ec = Kind.ES256.pair();
    }

    @ParameterizedTest
    @EnumSource
    void tokensAreVerifiedWithTheNamedPublicKey(Kind kind) throws GeneralSecurityException {
        KeyPair pair = kind.pair();
        TokenCodec codec = codec(pair);
        String token = write(codec);

        String[] parts = token.split("\\.", -1);
        Signature signature = Signature.getInstance(kind.signature);
        signature.initVerify(pair.getPublic());
        signature.update((parts[0] + "." + parts[1]).getBytes(US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
        assertThat(new String(Base64.getUrlDecoder().decode(parts[0]), UTF_8))
                .isEqualTo("{\"alg\":\"%s\",\"typ\":\"JWT\",\"kid\":\"%s\"}"
                        .formatted(kind, key(pair.getPrivate()).id()));
        assertThat(SignedToken.claims(token).propertyNames())
                .containsExactly("customer_id", "domain", "iat", "exp", "jti", "epoch");
        assertThat(accepts(codec, token)).isTrue();
        assertThat(codec.read(token, Realm.ADMIN)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void keyIsAcceptedForItsOwnAlgorithmOnly(Kind kind) throws GeneralSecurityException {
        KeyPair pair = kind.pair();
        TokenCodec codec = codec(pair, rsa, ec);
        String id = key(pair.getPrivate()).id();
        String claims = write(codec).split("\\.", -1)[1];
        assertThat(accepts(codec, signed(header(kind.name(), id), claims, kind, pair)))
                .isTrue();

        for (String algorithm : List.of("none", "HS256", "RS256", "ES256", "EdDSA", "RS384", "PS256", "Ed25519")) {
            if (!algorithm.equals(kind.name())) {
                String header = header(algorithm, id);
                assertThat(accepts(codec, signed(header, claims, kind, pair))).isFalse();
                assertThat(accepts(codec, header + "." + claims + ".")).isFalse();
                for (byte[] bytes : List.of(
                        pair.getPublic().getEncoded(),
                        Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encode(pair.getPublic().getEncoded()))) {
                    assertThat(accepts(codec, hmac(header, claims, bytes))).isFalse();
                }
            }
        }
        assertThat(accepts(codec, signed(header(kind.name(), "another"), claims, kind, pair)))
                .isFalse();
        String nameless = base64("{\"alg\":\"%s\",\"typ\":\"JWT\"}".formatted(kind));
        assertThat(accepts(codec, signed(nameless, claims, kind, pair))).isFalse();
        assertThat(accepts(
                        codec, signed(header(kind.name(), key(rsa.getPrivate()).id()), claims, kind, pair)))
                .isFalse();
    }

    /** Each step of the change of keys in docs/deploying.md, with servers of the step before still running. */
    @Test
    void keyCanBeChangedWithoutRefusingTokens() {
        KeyPair next = Kind.EdDSA.pair();
        List<TokenCodec> steps = List.of(
                new TokenCodec(List.of(SECRET), List.of(), clock),
                new TokenCodec(List.of(SECRET), List.of(key(ec.getPublic())), clock),
                new TokenCodec(List.of(SECRET), List.of(key(ec.getPrivate())), clock),
                new TokenCodec(List.of(SECRET), List.of(key(ec.getPrivate()), key(next.getPrivate())), clock),
                new TokenCodec(List.of(SECRET), List.of(key(next.getPrivate()), key(ec.getPrivate())), clock),
                new TokenCodec(List.of(SECRET), List.of(key(next.getPrivate()), key(ec.getPublic())), clock));

        for (int step = 1; step < steps.size(); step++) {
            TokenCodec before = steps.get(step - 1);
            TokenCodec after = steps.get(step);
            assertThat(accepts(before, write(after))).as("step %d", step).isTrue();
            for (TokenCodec earlier : steps.subList(0, step)) {
                assertThat(accepts(after, write(earlier))).as("step %d", step).isTrue();
            }
        }
        TokenCodec last = new TokenCodec(List.of(), List.of(key(next.getPrivate())), clock);
        assertThat(accepts(last, write(steps.get(5)))).isTrue();
        assertThat(accepts(last, write(steps.get(2)))).isFalse();
        assertThat(accepts(last, write(steps.get(0)))).isFalse();
    }

    @Test
    void tokenSignedBySecretHasNoKidAndNeedsTheSecret() {
        String token = write(new TokenCodec(List.of(SECRET), List.of(key(rsa.getPublic())), clock));

        assertThat(new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[0]), UTF_8))
                .isEqualTo("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
        assertThat(accepts(new TokenCodec(List.of(), List.of(key(rsa.getPrivate())), clock), token))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void cachedTokenExpires(Kind kind) {
        TokenCodec codec = codec(kind.pair());
        String token = write(codec);
        assertThat(accepts(codec, token)).isTrue();
        assertThat(accepts(codec, token)).isTrue();

        clock.advance(Duration.ofMinutes(15));

        assertThat(accepts(codec, token)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void alteredTokenIsNotFoundInTheCache(Kind kind) {
        TokenCodec codec = codec(kind.pair());
        String token = write(codec);
        assertThat(accepts(codec, token)).isTrue();

        for (int i = 0; i < token.length(); i += i < token.lastIndexOf('.') ? 1 : 7) {
            char[] altered = token.toCharArray();
            altered[i] = altered[i] == 'A' ? 'B' : 'A';
            assertThat(accepts(codec, new String(altered))).isFalse();
        }
        for (char last : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".toCharArray()) {
            String other = token.substring(0, token.length() - 1) + last;
            assertThat(accepts(codec, other)).isEqualTo(other.equals(token));
        }
        assertThat(accepts(codec, token)).isTrue();
    }

    @Test
    void onlyPublicKeysArePublished() {
        TokenCodec codec = new TokenCodec(
                List.of(SECRET), List.of(key(ec.getPrivate()), key(rsa.getPublic()), key(ec.getPublic())), clock);

        var published = JsonMapper.shared().readTree(codec.publicKeys()).path("keys");

        assertThat(published.size()).isEqualTo(2);
        assertThat(published.get(0).propertyNames())
                .containsExactlyInAnyOrder("kty", "crv", "x", "y", "kid", "use", "alg");
        assertThat(published.get(1).propertyNames()).containsExactlyInAnyOrder("kty", "n", "e", "kid", "use", "alg");
        assertThat(published.get(0).path("kid").stringValue())
                .isEqualTo(key(ec.getPrivate()).id());
    }

    private TokenCodec codec(KeyPair... pairs) {
        return new TokenCodec(
                List.of(SECRET),
                List.of(pairs).stream().map(pair -> key(pair.getPrivate())).toList(),
                clock);
    }

    private static SigningKey key(Key key) {
        return SigningKey.of(PemFile.of(folder, key).toString());
    }

    private static String write(TokenCodec codec) {
        return codec.write(ADA, Duration.ofMinutes(15), "id", 0, null);
    }

    private static boolean accepts(TokenCodec codec, String token) {
        return codec.read(token, Realm.STORE).map(AccessToken::actor).equals(Optional.of(ADA));
    }

    private static String header(String algorithm, String id) {
        return base64(JsonMapper.shared().writeValueAsString(Map.of("alg", algorithm, "kid", id)));
    }

    private static String signed(String header, String claims, Kind kind, KeyPair pair)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance(kind.signature);
        signature.initSign(pair.getPrivate());
        signature.update((header + "." + claims).getBytes(US_ASCII));
        return header + "." + claims + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    private static String hmac(String header, String claims, byte[] key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return header + "." + claims + "."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(mac.doFinal((header + "." + claims).getBytes(US_ASCII)));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}
