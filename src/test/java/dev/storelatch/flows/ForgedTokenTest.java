package dev.storelatch.flows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.storelatch.support.Api;
import dev.storelatch.support.PemFile;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.SignedToken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

/**
 * The known attacks on JSON Web Tokens (RFC 8725, WSTG-SESS-10), against a server that signs with an RSA key, publishes an
 * EC key and accepts tokens of a secret, so that every confusion of keys and algorithms would be possible.
 */
@ServerTest
class ForgedTokenTest {

    private static final String P256_ZERO_SIGNATURE = base64(new byte[64]);
    private static final KeyPair RSA = PemFile.keyPair("RSA", 2048);
    private static final KeyPair EC = PemFile.keyPair("EC", 256);
    private static final KeyPair ATTACKER = PemFile.keyPair("RSA", 2048);

    @TempDir
    static Path folder;

    @Autowired
    Api api;

    @DynamicPropertySource
    static void keys(DynamicPropertyRegistry settings) {
        Path rsa = PemFile.of(folder, RSA.getPrivate());
        Path ec = PemFile.of(folder, EC.getPrivate());
        settings.add("storelatch.token.keys", () -> rsa + "," + ec);
    }

    @TestFactory
    Stream<DynamicTest> forgedTokensAreRefused() throws Exception {
        Api.Customer customer = api.register();
        String valid = api.token(customer);
        return attacks(valid, customer.id()).entrySet().stream()
                .map(attack -> dynamicTest(attack.getKey(), () -> {
                    assertThat(api.tokenStatus(valid)).isEqualTo(200);
                    assertThat(api.tokenStatus(attack.getValue())).isEqualTo(401);
                    assertThat(api.tokenStatus(valid)).isEqualTo(200);
                }));
    }

    private static Map<String, String> attacks(String valid, String id) throws Exception {
        String[] parts = valid.split("\\.", -1);
        String header = new String(Base64.getUrlDecoder().decode(parts[0]), UTF_8);
        String kid = JsonMapper.shared().readTree(header).path("kid").stringValue();
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8);
        String othersClaims = claims.replace(id, "cus_01H0000000000000000000000");
        byte[] secret = ServerTest.JWT_SECRET.getBytes(UTF_8);
        Map<String, String> attacks = new LinkedHashMap<>();

        for (String none : new String[] {"none", "None", "NONE", "nOnE"}) {
            attacks.put("CVE-2015-9235, alg " + none, unsigned("{\"alg\":\"" + none + "\"}", claims) + ".");
        }
        attacks.put("CVE-2020-28042, empty signature", parts[0] + "." + parts[1] + ".");
        attacks.put("no signature part", parts[0] + "." + parts[1]);
        attacks.put("unverified signature", parts[0] + "." + base64(othersClaims) + "." + parts[2]);
        attacks.put(
                "signature of another token's header",
                base64("{\"alg\":\"RS256\"}") + valid.substring(valid.indexOf('.')));
        byte[] flipped = Base64.getUrlDecoder().decode(parts[2]);
        flipped[flipped.length / 2] ^= 1;
        attacks.put("one altered bit", parts[0] + "." + parts[1] + "." + base64(flipped));

        for (Map.Entry<String, byte[]> key : publicKeys().entrySet()) {
            attacks.put(
                    "CVE-2016-10555, HMAC with the public key, " + key.getKey(),
                    hs256("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", claims, key.getValue()));
            attacks.put(
                    "CVE-2016-10555, the same with its kid, " + key.getKey(),
                    hs256("{\"alg\":\"HS256\",\"kid\":\"" + kid + "\"}", claims, key.getValue()));
        }
        attacks.put(
                "HMAC with the secret under the kid of the RSA key",
                hs256("{\"alg\":\"RS256\",\"kid\":\"" + kid + "\"}", claims, secret));
        attacks.put("CVE-2019-20933, one zero byte as the key", hs256("{\"alg\":\"HS256\"}", claims, new byte[1]));
        for (String guess : new String[] {"secret", "supersecret", "your-256-bit-secret", "jwt_secret", "changeme"}) {
            attacks.put("well-known secret " + guess, hs256("{\"alg\":\"HS256\"}", claims, guess.getBytes(UTF_8)));
        }

        attacks.put("CVE-2018-0114, embedded jwk", rs256("{\"alg\":\"RS256\",\"jwk\":" + jwk(ATTACKER) + "}", claims));
        attacks.put(
                "embedded jwk with our kid",
                rs256("{\"alg\":\"RS256\",\"kid\":\"" + kid + "\",\"jwk\":" + jwk(ATTACKER) + "}", claims));
        attacks.put(
                "embedded x5c",
                rs256(
                        "{\"alg\":\"RS256\",\"x5c\":[\""
                                + Base64.getEncoder()
                                        .encodeToString(ATTACKER.getPublic().getEncoded()) + "\"]}",
                        claims));
        attacks.put("a stranger's key under our kid", rs256("{\"alg\":\"RS256\",\"kid\":\"" + kid + "\"}", claims));
        attacks.put(
                "the other published key under this kid", es256("{\"alg\":\"ES256\",\"kid\":\"" + kid + "\"}", claims));
        attacks.put(
                "CVE-2022-21449, zero signature", unsigned("{\"alg\":\"ES256\"}", claims) + "." + P256_ZERO_SIGNATURE);
        attacks.put("RSA-PSS instead of PKCS #1", rs256("{\"alg\":\"PS256\",\"kid\":\"" + kid + "\"}", claims));

        for (String path : new String[] {
            "../../dev/null", "/dev/null", "", "x' or '1'='1", "| sleep 5", "a".repeat(10_000), "\\u0000"
        }) {
            String name = path.length() > 20 ? "of 10,000 characters" : path;
            attacks.put(
                    "kid " + name + " with an empty file as the key",
                    hs256("{\"alg\":\"HS256\",\"kid\":\"" + path + "\"}", claims, new byte[1]));
        }
        for (String kidValue : new String[] {"null", "true", "[]", "{}", "1"}) {
            attacks.put(
                    "kid of another type, " + kidValue, rs256("{\"alg\":\"RS256\",\"kid\":" + kidValue + "}", claims));
        }

        attacks.put("JWE", base64("{\"alg\":\"dir\",\"enc\":\"A256GCM\"}") + "..AAAA.AAAA.AAAA");
        attacks.put(
                "JSON serialization",
                "{\"protected\":\"" + parts[0] + "\",\"payload\":\"" + parts[1] + "\",\"signature\":\"" + parts[2]
                        + "\"}");
        attacks.put("padding", valid + "=");
        attacks.put("another token appended", valid + "." + valid);
        attacks.put(
                "duplicate claim",
                hs256("{\"alg\":\"HS256\"}", othersClaims.replace("{", "{\"customer_id\":\"" + id + "\","), secret));
        attacks.put(
                "realm of administrators",
                hs256("{\"alg\":\"HS256\"}", claims.replace("\"store\"", "\"admin\""), secret));
        attacks.put("no realm", hs256("{\"alg\":\"HS256\"}", claims.replace("\"domain\"", "\"domains\""), secret));
        attacks.put(
                "link token as access token",
                hs256("{\"alg\":\"HS256\"}", "{\"email\":\"a@example.com\",\"exp\":4102444800}", secret));
        for (String exp : new String[] {"1e308", "-1", "\"4102444800\"", "null", "true", "[4102444800]", "0"}) {
            attacks.put(
                    "exp " + exp,
                    hs256("{\"alg\":\"HS256\"}", claims.replaceAll("\"exp\":\\d+", "\"exp\":" + exp), secret));
        }
        return attacks;
    }

    @Test
    void theSecretOfTheAttacksSignsValidTokens() {
        Api.Customer customer = api.register();

        assertThat(api.tokenStatus(SignedToken.hs256(
                        Map.of("customer_id", customer.id(), "domain", "store", "exp", 4_102_444_800L))))
                .isEqualTo(200);
    }

    @Test
    void aCustomersTokenOpensNothingOfAdministrators() {
        String token = api.token(api.register());

        assertThat(api.bearer(token).get("/admin/auth").statusCode()).isEqualTo(401);
        assertThat(api.bearer(token).get("/admin/users").statusCode()).isEqualTo(401);
    }

    /** ASVS 9.1.3: the server must not fetch keys from where the token says. */
    @Test
    void keysAreNotFetchedFromUrlsInTheToken() throws Exception {
        Api.Customer customer = api.register();
        String claims = "{\"customer_id\":\"%s\",\"domain\":\"store\",\"exp\":4102444800}".formatted(customer.id());
        try (ServerSocket attacker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "http://localhost:" + attacker.getLocalPort() + "/keys";
            for (String header : new String[] {"jku", "x5u"}) {
                String token = rs256("{\"alg\":\"RS256\",\"%s\":\"%s\"}".formatted(header, url), claims);
                assertThat(api.tokenStatus(token)).isEqualTo(401);
            }
            attacker.setSoTimeout(300);
            assertThat(connected(attacker)).isFalse();
        }
    }

    private static boolean connected(ServerSocket socket) throws IOException {
        try {
            socket.accept().close();
            return true;
        } catch (SocketTimeoutException none) {
            return false;
        }
    }

    private static Map<String, byte[]> publicKeys() throws IOException {
        Map<String, byte[]> keys = new LinkedHashMap<>();
        for (Map.Entry<String, PublicKey> key :
                Map.of("RSA", RSA.getPublic(), "EC", EC.getPublic()).entrySet()) {
            keys.put(key.getKey() + " as DER", key.getValue().getEncoded());
            keys.put(key.getKey() + " as PEM", Files.readAllBytes(PemFile.of(folder, key.getValue())));
        }
        keys.put("RSA as JWK", jwk(RSA).getBytes(UTF_8));
        return keys;
    }

    private static String jwk(KeyPair pair) {
        RSAPublicKey key = (RSAPublicKey) pair.getPublic();
        return "{\"kty\":\"RSA\",\"n\":\"%s\",\"e\":\"AQAB\"}"
                .formatted(base64(key.getModulus().toByteArray()));
    }

    private static String hs256(String header, String claims, byte[] key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return unsigned(header, claims) + "."
                + base64(mac.doFinal(unsigned(header, claims).getBytes(UTF_8)));
    }

    private static String rs256(String header, String claims) throws GeneralSecurityException {
        return signed("SHA256withRSA", ATTACKER.getPrivate(), header, claims);
    }

    private static String es256(String header, String claims) throws GeneralSecurityException {
        return signed("SHA256withECDSAinP1363Format", EC.getPrivate(), header, claims);
    }

    private static String signed(String algorithm, PrivateKey key, String header, String claims)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(unsigned(header, claims).getBytes(UTF_8));
        return unsigned(header, claims) + "." + base64(signature.sign());
    }

    private static String unsigned(String header, String claims) {
        return base64(header) + "." + base64(claims);
    }

    private static String base64(String text) {
        return base64(text.getBytes(UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
