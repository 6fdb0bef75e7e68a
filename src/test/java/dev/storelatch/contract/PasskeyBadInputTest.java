package dev.storelatch.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ApiDescriptionFilter;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Malformed credentials: each gets 400 with the name of the property, or 401, and never a 5xx. */
@ServerTest
class PasskeyBadInputTest {

    private static final String ORIGIN = "http://localhost:8000";

    @Autowired
    Api api;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"passkey\":null} | passkey must be an object",
                "{\"passkey\":\"x\"} | passkey must be an object",
                "{\"passkey\":[]} | passkey must be an object",
                "{\"passkey\":{\"id\":1}} | passkey.id must be base64url of 1 to 1023 bytes, passkey.response.clientDataJSON must be base64url of 1 to 4096 bytes, passkey.response.authenticatorData must be base64url of 1 to 4096 bytes, passkey.response.signature must be base64url of 1 to 1024 bytes",
                "{\"passkey\":{\"id\":\"AA+/\",\"response\":{\"clientDataJSON\":\"AAAA\",\"authenticatorData\":\"AAAA\",\"signature\":\"AAAA\"}}} | passkey.id must be base64url of 1 to 1023 bytes",
                "{\"passkey\":{\"id\":\"AAAA\",\"response\":{\"clientDataJSON\":\"AAAA\",\"authenticatorData\":\"AAAA\",\"signature\":\"AAAA\",\"userHandle\":{}}}} | passkey.response.userHandle must be base64url of 1 to 64 bytes",
                "{\"passkey\":{\"id\":\"AAAA\",\"response\":[]}} | passkey.response.clientDataJSON must be base64url of 1 to 4096 bytes, passkey.response.authenticatorData must be base64url of 1 to 4096 bytes, passkey.response.signature must be base64url of 1 to 1024 bytes",
                "{\"passkey\":{\"id\":\"AAAA\\u0000\"}} | passkey must not contain NUL characters",
                "{\"passkey\":{},\"email\":\"a@example.com\"} | property email should not exist"
            })
    void aMalformedAssertionIsRefused(String body, String message) {
        for (String path : List.of("/store/auth", "/store/auth/token", "/admin/auth", "/admin/auth/token")) {
            assertThat(unchecked()
                            .body(body)
                            .post(path)
                            .then()
                            .statusCode(400)
                            .extract()
                            .<String>path("message"))
                    .as(path)
                    .startsWith(message);
        }
    }

    @Test
    void longValuesAreRefusedBeforeTheyAreDecoded() {
        Customer customer = api.register();
        String value = "A".repeat(30_000);

        for (String property : List.of("clientDataJSON", "attestationObject")) {
            Map<String, Object> response = new HashMap<>(Map.of("clientDataJSON", "AAAA", "attestationObject", "AAAA"));
            response.put(property, value);
            finish(customer, Map.of("credential", Map.of("response", response)))
                    .then()
                    .statusCode(400)
                    .body("message", startsWith("credential.response." + property));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":1} | name must be a string",
                "{\"name\":\"\"} | name should not be empty",
                "{\"name\":\" \\t\"} | name should not be empty",
                "{\"name\":\"a\\u0000b\"} | name must not contain NUL characters",
                "{} | name must be a string",
                "{\"name\":\"x\",\"id\":1} | property id should not exist"
            })
    void aNameIsText(String body, String message) {
        Customer customer = api.register();

        unchecked()
                .header("Cookie", "connect.sid=" + customer.cookie())
                .body(body)
                .post("/store/auth/passkeys/passkey_unknown")
                .then()
                .statusCode(400)
                .body("message", startsWith(message));
    }

    @Test
    void aNameHasAHundredCharactersAtMost() {
        Customer customer = api.register();

        api.json(Map.of("name", "x".repeat(100)), customer.cookie())
                .post("/store/auth/passkeys/passkey_unknown")
                .then()
                .statusCode(404);
        unchecked()
                .header("Cookie", "connect.sid=" + customer.cookie())
                .body(Map.of("name", "x".repeat(101)))
                .post("/store/auth/passkeys/passkey_unknown")
                .then()
                .statusCode(400)
                .body("message", equalTo("name must be shorter than or equal to 100 characters"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"challenge\":1} | challenge must be a string",
                "{\"challenge\":\"short\"} | challenge must be that of a response that asks for a second factor",
                "{\"email\":\"a@example.com\"} | property email should not exist"
            })
    void optionsOfALoginNeedNothing(String body, String message) {
        for (String realm : List.of("store", "admin")) {
            unchecked()
                    .header("Origin", ORIGIN)
                    .body(body)
                    .post("/" + realm + "/auth/passkeys/login-options")
                    .then()
                    .statusCode(400)
                    .body("message", startsWith(message));
        }
    }

    @Test
    void withoutAnOriginTheOptionsOfSeveralAreRefused() {
        api.request()
                .post("/store/auth/passkeys/login-options")
                .then()
                .statusCode(400)
                .body("message", equalTo("The header Origin must name the page that uses the passkey"));
    }

    /** Any bytes: those of CBOR, of JSON and of keys. */
    @Test
    void randomBytesAreNoCredential() {
        Customer customer = api.register();
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = bytes(random, i);
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            String clientData = i % 2 == 0 ? text : clientData(random);

            finish(
                            customer,
                            Map.of(
                                    "credential",
                                    Map.of(
                                            "response",
                                            Map.of("clientDataJSON", clientData, "attestationObject", text))))
                    .then()
                    .statusCode(400);
            unchecked()
                    .body(Map.of(
                            "passkey",
                            Map.of(
                                    "id",
                                    text,
                                    "response",
                                    Map.of(
                                            "clientDataJSON",
                                            clientData,
                                            "authenticatorData",
                                            text,
                                            "signature",
                                            text))))
                    .post("/store/auth")
                    .then()
                    .statusCode(401);
        }
    }

    private static byte[] bytes(Random random, int i) {
        byte[] bytes = new byte[1 + random.nextInt(300)];
        random.nextBytes(bytes);
        // Maps and arrays of CBOR, nested or of any length.
        bytes[0] = (byte) List.of(0xa3, 0xbf, 0x9f, 0x81, 0xbb, 0x5b, 0x7f, 0xd8)
                .get(i % 8)
                .intValue();
        if (i % 5 == 0) {
            Arrays.fill(bytes, (byte) 0x81);
        }
        return bytes;
    }

    private static String clientData(Random random) {
        List<String> texts = List.of(
                "{}",
                "null",
                "[]",
                "{\"type\":\"webauthn.get\",\"challenge\":null,\"origin\":null}",
                "{\"type\":\"webauthn.get\",\"challenge\":\"\",\"origin\":\"http://localhost:8000\"}",
                "{\"type\":1,\"challenge\":\"+/\",\"origin\":{}}",
                "{\"type\":\"webauthn.create\",\"challenge\":\"AAAA\",\"origin\":\"::\"}",
                "{\"type\":\"webauthn.get\",\"challenge\":\"AAAA\",\"origin\":\"http://localhost:8000\",\"tokenBinding\":1}");
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(texts.get(random.nextInt(texts.size())).getBytes(StandardCharsets.UTF_8));
    }

    private Response finish(Customer customer, Map<String, @Nullable Object> body) {
        return unchecked()
                .header("Cookie", "connect.sid=" + customer.cookie())
                .body(body)
                .post("/store/auth/passkeys");
    }

    private RequestSpecification unchecked() {
        return api.request()
                .noFiltersOfType(ApiDescriptionFilter.class)
                .filter(ApiDescriptionFilter.ofResponses())
                .contentType("application/json");
    }
}
