package dev.storelatch.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ApiDescriptionFilter;
import dev.storelatch.support.ServerTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Malformed and unexpected requests: each gets a 4xx response in JSON with a clear message. */
@ServerTest
class BadInputTest {

    /** An address of its own for each test: together they make more attempts than one address may. */
    private final String nobody = "nobody-" + UUID.randomUUID() + "@example.com";

    private final String login = "{\"email\":\"" + nobody + "\",\"password\":\"x\"}";

    @Autowired
    Api api;

    @Autowired
    AdminApi adminApi;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{oops",
                "{\"email\":}",
                "\"hello\"",
                "5",
                "null",
                "true",
                "   ",
                "{} trailing",
                "{'email':1}",
                "{\"a\":NaN}",
                "[1,]",
                "\u0000",
                "{\"a\":\"\u0001\"}"
            })
    void bodiesThatAreNotJsonObjectsAreRefused(String body) {
        json(body)
                .post("/store/auth")
                .then()
                .statusCode(400)
                .body("type", equalTo("invalid_data"))
                .body("message", equalTo("The request's body is not valid JSON"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | email must be an email, password should not be empty",
                "[] | an unknown value was passed to the validate function",
                "[{\"email\":\"a@example.com\",\"password\":\"x\"}] | an unknown value was passed to the validate function",
                "{\"email\":null,\"password\":null} | email must be an email, password should not be empty",
                "{\"email\":{\"$ne\":1},\"password\":\"x\"} | email must be an email",
                "{\"email\":[\"a@example.com\"],\"password\":\"x\"} | email must be an email",
                "{\"email\":1,\"password\":\"\"} | email must be an email, password should not be empty",
                "{\"z\":1,\"email\":\"a@example.com\",\"password\":\"x\",\"a\":{}} | property z should not exist, property a should not exist",
                "{\"email\":\"a\\u0000@example.com\",\"password\":\"x\"} | email must be an email"
            })
    void allMistakesAreListedInTheContractsOrder(String body, String message) {
        for (String path : new String[] {"/store/auth", "/store/auth/token"}) {
            json(body).post(path).then().statusCode(400).body("message", equalTo(message));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "[\"x\"]", "{\"a\":1}", "true", "\"\\u0000\""})
    void aPasswordOfAnotherTypeIsAWrongPassword(String password) {
        json("{\"email\":\"" + nobody + "\",\"password\":" + password + "}")
                .post("/store/auth")
                .then()
                .statusCode(401);
    }

    @Test
    void aPrototypeIsIgnoredAndTheLastOfTwoKeysCounts() {
        Customer customer = api.register();

        json("{\"email\":\"%s\",\"password\":\"wrong\",\"__proto__\":{\"x\":1},\"password\":\"%s\"}"
                        .formatted(customer.email(), customer.password()))
                .noFiltersOfType(ApiDescriptionFilter.class)
                .filter(ApiDescriptionFilter.ofResponses())
                .post("/store/auth")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({"102400, 401", "102401, 413", "200000, 413", "1048576, 413"})
    void aBodyMayHave100KiB(int bytes, int status) {
        String body = padded(bytes);

        json(body).post("/store/auth").then().statusCode(status).header("Access-Control-Allow-Credentials", "true");
        gzipped(body).post("/store/auth").then().statusCode(status);
    }

    @Test
    void otherTypesOfBodyAreNotRead() {
        for (String type :
                new String[] {"text/plain", "application/x-www-form-urlencoded", "application/vnd.api+json"}) {
            api.request()
                    .header("Content-Type", type)
                    .body(padded(200_000))
                    .post("/store/auth")
                    .then()
                    .statusCode(400)
                    .body("message", equalTo("email must be an email, password should not be empty"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | 401",
                "application/json; charset=utf-8 | 401",
                "APPLICATION/JSON; charset=\"UTF-8\" | 401",
                "application/json; charset=ISO-8859-1 | 415",
                "application/json; charset=utf-16 | 415",
                "application/json; charset=nope | 415",
                "application/json; charset= | 415"
            })
    void onlyUtf8IsRead(String type, int status) {
        api.request()
                .config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .header("Content-Type", type)
                .body(login.getBytes(StandardCharsets.UTF_8))
                .post("/store/auth")
                .then()
                .statusCode(status);
    }

    @ParameterizedTest
    @CsvSource({"br, 415", "br2, 415", "'gzip, gzip', 415", "gzip, 400", "deflate, 400", "identity, 401"})
    void onlyKnownEncodingsAreRead(String encoding, int status) {
        json(login)
                .header("Content-Encoding", encoding)
                .post("/store/auth")
                .then()
                .statusCode(status);
    }

    @Test
    void aByteOrderMarkIsAccepted() {
        json("\uFEFF" + login).post("/store/auth").then().statusCode(401);
    }

    @Test
    void malformedJsonIsRefusedForEveryMethodAndBeforeAuthentication() {
        for (String method : new String[] {"GET", "POST", "PUT", "DELETE"}) {
            for (String path : new String[] {"/store/customers/me", "/store/nope", "/nope", "/admin/x"}) {
                json("{").request(method, path).then().statusCode(400).body("type", equalTo("invalid_data"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/store/auth/%00",
                "/store/auth/%E0%A4%A",
                "/store/auth/%ED%A0%80@example.com",
                "/store/auth/%ff",
                "/store/auth/%zz",
                "/store/auth/a%",
                "/%00",
                "/a\\b"
            })
    void aMalformedPathIsRefused(String path) throws IOException {
        assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("application/json", "\"type\":\"invalid_data\"");
    }

    @ParameterizedTest
    @CsvSource({
        "/nope, Cannot GET /nope",
        "/, Cannot GET /",
        "/store/nope?x=1, Cannot GET /store/nope",
        "//store/auth, Cannot GET //store/auth",
        "/store/auth/a/b, Cannot GET /store/auth/a/b",
        "/nope/, Cannot GET /nope/",
        "/error, Cannot GET /error",
        "/store/%3Cscript%3E, Cannot GET /store/%3Cscript%3E"
    })
    void anUnknownRouteIsNamedAsItWasSent(String path, String message) throws IOException {
        assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404 ")
                .contains("{\"type\":\"not_found\",\"message\":\"" + message + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "FOO"})
    void otherMethodsAreUnknownRoutes(String method) {
        api.request()
                .request(method, "/store/auth")
                .then()
                .statusCode(404)
                .body("message", equalTo("Cannot " + method + " /store/auth"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/orders?q=%zz",
                "/orders?q=%E0%A4%A&&",
                "/orders?q=%ED%A0%80",
                "?x=%",
                "/payment-methods?%00=%zz"
            })
    void aMalformedEncodingInAQueryIsAccepted(String path) throws IOException {
        assertThat(raw("GET /store/customers/me" + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + "Authorization: Bearer " + api.token(api.register()) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    /** Forms are not parsed, and queries are not parsed by Tomcat. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=x",
                "application/x-www-form-urlencoded"
            })
    void malformedFormsGetA4xxResponse(String type) throws IOException {
        for (String path : new String[] {"/store/auth?a=%zz&%00=%E0%A4%A", "/store/customers?x=%", "/nope?%zz"}) {
            assertThat(raw("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: " + type
                            + "\r\nContent-Length: 7\r\n\r\na=%zz&%"))
                    .matches("(?s)HTTP/1\\.1 40[04] .*")
                    .contains("application/json");
        }
    }

    @ParameterizedTest
    @CsvSource({"10000, 200", "20000, 400"})
    void headersMayHave16Kb(int bytes, int status) throws IOException {
        String answer = raw("GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Big: "
                + "a".repeat(bytes) + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        assertThat(answer).doesNotContain("Tomcat", "<html");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cookie: connect.sid=s%3Aé\u0001",
                "Authorization: Bearer é.é.é",
                "Origin: é\u007f",
                "Cookie: é=\u0080"
            })
    void unusualBytesInAHeaderGetA4xxResponse(String header) throws IOException {
        assertThat(raw("GET /store/customers/me HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + header
                        + "\r\n\r\n"))
                .matches("(?s)HTTP/1.1 40[01] .*");
    }

    /** RFC 9112 §6.3 (ASVS 4.2.1): different lengths in one request are refused. */
    @Test
    void aRequestWithTwoLengthsIsRefused() throws IOException {
        assertThat(
                        raw(
                                "POST /store/auth HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef"))
                .startsWith("HTTP/1.1 400 ");
    }

    @Test
    void aHeadRequestIsAnsweredAsAGetWithoutTheBody() throws IOException {
        assertThat(raw("HEAD /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .contains("Content-Length: 2")
                .endsWith("\r\n\r\n");
    }

    /** Ids that no account has, on every route of administrators about one account. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "%F0%9F%98%80",
                "%ED%A0%80",
                "%E0%A4%A",
                "%00",
                "a%2Fb",
                "..%2F..",
                "'%20or%20''='",
                "%25",
                "{id}",
                "null"
            })
    void administeredAccountsWithAnyOtherIdAreNotFound(String id) throws IOException {
        String token = adminApi.token(adminApi.add());
        for (String kind : new String[] {"customers", "users"}) {
            for (String route : new String[] {
                "GET sessions",
                "DELETE sessions",
                "DELETE sessions/x",
                "GET lock",
                "POST lock",
                "DELETE lock",
                "POST password-token",
                "DELETE rate-limits",
                "GET sign-in-report",
                "DELETE account",
                "DELETE personal-data"
            }) {
                String[] methodAndPath = route.split(" ", 2);
                String response = raw(methodAndPath[0] + " /admin/" + kind + "/" + id + "/" + methodAndPath[1]
                        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer " + token
                        + "\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n{\"reason\":\"x\"}");
                assertThat(response).matches("(?s)HTTP/1\\.1 40[04] .*").contains("application/json");
            }
        }
    }

    @Test
    void nulCharactersAreRefusedByName() {
        json("{\"email\":\"nul@example.com\",\"password\":\"correct horse\",\"first_name\":\"a\\u0000b\"}")
                .post("/store/customers")
                .then()
                .statusCode(400)
                .body("message", equalTo("first_name must not contain NUL characters"));
        Customer customer = api.register();
        api.json("{\"metadata\":{\"a\":[{\"b\\u0000\":\"c\"}]}}")
                .header("Cookie", "connect.sid=" + customer.cookie())
                .post("/store/customers/me")
                .then()
                .statusCode(400)
                .body("message", equalTo("metadata must not contain NUL characters"));
    }

    /** RFC 8259 §8.2. PostgreSQL could not store it, and a password with it would equal one with a question mark. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"email\":\"half@example.com\",\"password\":\"correct horse\\ud800\"}",
                "{\"email\":\"a\\ud83d@example.com\",\"password\":\"correct horse\"}",
                "{\"email\":\"half@example.com\",\"password\":\"correct horse\",\"first_name\":\"a\\ude00b\"}",
                "{\"email\":\"half@example.com\",\"password\":\"correct horse\",\"first_name\":\"\\ude00\\ud83d\"}",
                "{\"metadata\":{\"a\":[{\"b\":\"\\udfff\"}]}}",
                "{\"metadata\":{\"a\":[{\"\\ud83d\":1}]}}",
                "{\"address\":{\"first_name\":\"\\ud83d\"}}",
                "{\"order_ids\":[\"\\ud83d\"]}",
                "{\"\\ud800\":1}",
                "[\"\\ud800\"]"
            })
    void halfOfASurrogatePairIsRefused(String body) {
        Customer customer = api.register();

        for (String path : new String[] {
            "/store/auth",
            "/store/auth/token",
            "/store/customers",
            "/store/customers/me",
            "/store/customers/me/addresses",
            "/store/customers/password-token",
            "/store/customers/password-reset",
            "/store/orders/batch/customer/token",
            "/store/orders/customer/confirm"
        }) {
            json(body)
                    .header("Cookie", "connect.sid=" + customer.cookie())
                    .post(path)
                    .then()
                    .statusCode(400)
                    .body("type", equalTo("invalid_data"))
                    .body("message", equalTo("The request's body is not well-formed Unicode"));
        }
    }

    @Test
    void aWholeSurrogatePairIsStored() {
        Customer customer = api.register();

        api.json("{\"first_name\":\"\\ud83d\\ude00\",\"metadata\":{\"\\ud83d\\ude00\":\"\uD83D\uDE00\"}}")
                .header("Cookie", "connect.sid=" + customer.cookie())
                .post("/store/customers/me")
                .then()
                .statusCode(200)
                .body("customer.first_name", equalTo("\uD83D\uDE00"))
                .body("customer.metadata", equalTo(Map.of("\uD83D\uDE00", "\uD83D\uDE00")));
    }

    /** Tomcat answers them by 501 and 505 (RFC 9110 §15.6.2 and §15.6.6, RFC 9112 §6.1). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONNECT /store/auth HTTP/1.1\r\nHost: localhost",
                "CONNECT localhost:443 HTTP/1.1\r\nHost: localhost:443",
                "CONNECT * HTTP/1.1\r\nHost: localhost",
                "POST /store/auth HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip, chunked",
                "POST /store/auth HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: nonsense",
                "POST /store/auth HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked, identity",
                "POST /store/auth HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: \r\nContent-Length: 2",
                "GET /health HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: x",
                "GET /health HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: void, chunked",
                "TRACE /store/auth HTTP/1.1\r\nHost: localhost",
                "GET /health HTTP/2.0\r\nHost: localhost",
                "GET /health HTTP/9.9\r\nHost: localhost",
                "GET /health",
                "GET /%zz",
                "POST  HTTP/1.1\r\nHost: localhost"
            })
    void unsupportedMethodsEncodingsAndVersionsGetA4xxResponse(String head) throws IOException {
        assertThat(raw(head + "\r\nConnection: close\r\nContent-Type: application/json\r\n\r\n{}"))
                .matches("(?s)HTTP/1\\.1 4\\d\\d .*")
                .doesNotContain("Tomcat", "<html");
    }

    @Test
    void deeplyNestedJsonIsRefused() {
        Customer customer = api.register();

        for (int depth : new int[] {60, 65, 400, 5_000, 50_000}) {
            api.json("{\"metadata\":{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}}")
                    .header("Cookie", "connect.sid=" + customer.cookie())
                    .post("/store/customers/me")
                    .then()
                    .statusCode(depth > 62 ? 400 : 200);
        }
    }

    @Test
    void jsonWithTooManyTokensIsRefused() {
        api.json("{\"email\":[" + "1,".repeat(20_000) + "1]}")
                .post("/store/auth")
                .then()
                .statusCode(400)
                .body(
                        "message",
                        equalTo("The request's body must not have more than 64 levels, 10000 tokens or 1000 digits in a"
                                + " number"));
    }

    /** RFC 1952 §2.2: members follow one another. */
    @Test
    void manyEmptyGzipMembersAreRefused() {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        byte[] empty = gzip("");
        for (int i = 0; i < 5_000; i++) {
            members.writeBytes(empty);
        }

        encoded("gzip", members.toByteArray()).post("/store/auth").then().statusCode(400);
    }

    @Test
    void aBodyOfTwoGzipMembersIsAccepted() {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.writeBytes(gzip(login.substring(0, 10)));
        members.writeBytes(gzip(login.substring(10)));

        encoded("gzip", members.toByteArray()).post("/store/auth").then().statusCode(401);
    }

    /** Compressed bytes count even if they have no content: the limit of a body ends them. */
    @Test
    void compressedDataWithoutContentIsRefused() throws IOException {
        byte[] gzipHeaderWithName = {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 0};
        byte[] zlibHeader = {0x78, (byte) 0x9c};
        byte[] emptyBlock = {0, 0, 0, (byte) 0xff, (byte) 0xff};

        assertThat(endless("gzip", gzipHeaderWithName, "name".getBytes(StandardCharsets.US_ASCII)))
                .startsWith("HTTP/1.1 413 ");
        assertThat(endless("deflate", zlibHeader, emptyBlock)).startsWith("HTTP/1.1 413 ");
    }

    /** Sends chunks until the server answers; fails after 10 MB. */
    private String endless(String encoding, byte[] beginning, byte[] repeated) throws IOException {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        for (int i = 0; i < 1_000; i++) {
            chunk.writeBytes(repeated);
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
            socket.setSoTimeout(10_000);
            sendChunk(
                    socket,
                    "POST /store/auth HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Content-Encoding: " + encoding + "\r\nTransfer-Encoding: chunked\r\n\r\n",
                    beginning);
            for (int sent = 0; sent < 10_000_000 && socket.getInputStream().available() == 0; sent += chunk.size()) {
                sendChunk(socket, "", chunk.toByteArray());
            }
            byte[] answer = new byte[4096];
            return new String(answer, 0, socket.getInputStream().read(answer), StandardCharsets.UTF_8);
        }
    }

    private static void sendChunk(Socket socket, String head, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes((head + Integer.toHexString(content.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(content);
        bytes.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(bytes.toByteArray());
    }

    private RequestSpecification json(String body) {
        return api.request()
                .config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .header("Content-Type", "application/json")
                .body(body.getBytes(StandardCharsets.UTF_8));
    }

    private RequestSpecification gzipped(String body) {
        return encoded("gzip", gzip(body));
    }

    private RequestSpecification encoded(String encoding, byte[] body) {
        return json("").body(body).header("Content-Encoding", encoding);
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    private String padded(int bytes) {
        String body = login;
        return body + " ".repeat(bytes - body.length());
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
