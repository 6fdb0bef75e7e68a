package dev.storelatch.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.support.Api;
import dev.storelatch.support.ProviderBrowser;
import dev.storelatch.support.RawHttp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Whatever is sent to the routes of a provider gets a 4xx, and no log-in. */
@FederationTest
class ProviderBadInputTest {

    private static final String IDP = "/store/auth/idp";
    private static final String STATE = "a".repeat(43);

    @Autowired
    Api api;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "state=",
                "state=x",
                "state=" + "%00",
                "state[]=a&state[]=b",
                "state=%E0%A4%A&code=c",
                "state=%&code=c",
                "code=c",
                "error=access_denied",
                "error=access_denied&state=x",
                "&&&=&=",
                "state=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa&code=c&code=d",
                "state=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa&iss=x",
                "state=%F0%9F%98%80&code=%ED%A0%80"
            })
    void answersThatBelongToNoLogin(String query) {
        ProviderBrowser browser = new ProviderBrowser(api, IDP);
        browser.location(Map.of());

        RawHttp http = new RawHttp(api.port());
        Map<String, String> cookie =
                Map.of("Cookie", "__Host-storelatch.login=" + browser.cookies().get("__Host-storelatch.login"));
        Map<String, String> form = new HashMap<>(cookie);
        form.put("Content-Type", "application/x-www-form-urlencoded");

        for (RawHttp.Response response : List.of(
                http.send("GET", IDP + "/cb?" + query, cookie, ""), http.send("POST", IDP + "/cb", form, query))) {
            assertThat(response.status()).as(response.body()).isEqualTo(400);
            assertThat(response.body()).contains("\"type\":\"invalid_data\"");
            assertThat(response.headers("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void cookiesThatAreMalformedAreNone() {
        for (String cookie : List.of("", "x", "a".repeat(44), "\"" + STATE, "%00")) {
            ProviderBrowser browser = new ProviderBrowser(api, IDP);
            browser.setCookie("__Host-storelatch.login", cookie);
            browser.begin(Map.of()).then().statusCode(302);
            assertThat(browser.cookies().get("__Host-storelatch.login"))
                    .hasSize(43)
                    .isNotEqualTo(cookie);
        }
        ProviderBrowser withoutPrefix = new ProviderBrowser(api, IDP);
        withoutPrefix.setCookie("storelatch.login", STATE);
        withoutPrefix.begin(Map.of());
        assertThat(withoutPrefix.cookies().get("__Host-storelatch.login")).isNotEqualTo(STATE);
    }

    @Test
    void formsThatAreTooLargeAreRefused() {
        api.request()
                .contentType("application/x-www-form-urlencoded")
                .body("state=" + "a".repeat(20_000))
                .post(IDP + "/cb")
                .then()
                .statusCode(413);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | code must be a string",
                "[] | an unknown value was passed to the validate function",
                "{\"code\":1} | code must be a string",
                "{\"code\":{\"$ne\":1}} | code must be a string",
                "{\"code\":\"a\\u0000\"} | code must not contain NUL characters",
                "{\"code\":\"c\",\"code_verifier\":5} | code_verifier must be a string",
                "{\"code\":\"c\",\"offline_access\":\"yes\"} | offline_access must be a boolean value",
                "{\"code\":\"c\",\"x\":1} | property x should not exist"
            })
    void bodiesOfTheExchangeNameTheField(String body, String message) {
        api.request()
                .contentType("application/json")
                .body(body)
                .post(IDP + "/token")
                .then()
                .statusCode(400)
                .body("message", equalTo(message));
    }

    @Test
    void codesThatNobodyHasIssuedAreRefused() {
        for (String code : List.of("", "x", STATE, "%", "a".repeat(10_000))) {
            api.json(Map.of("code", code))
                    .post(IDP + "/token")
                    .then()
                    .statusCode(401)
                    .body("message", equalTo("Invalid or expired code"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redirectTo[]=https://shop.example.com",
                "redirectTo=https://shop.example.com&redirectTo=https://evil.example.com",
                "redirectTo[a]=b",
                "redirectTo=%00",
                "returnAccessToken=TRUE",
                "returnAccessToken[]=true",
                "code_challenge=%00",
                "code_challenge_method=S256",
                "__proto__[a]=b&x=1"
            })
    void parametersOfTheBeginningAreChecked(String query) {
        assertThat(new RawHttp(api.port())
                        .send("GET", IDP + "?" + query, Map.of(), "")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "DELETE", "TRACE", "GETX"})
    void otherMethodsAreUnknownRoutes(String method) {
        for (String path : List.of(IDP + "/cb", IDP + "/token")) {
            assertThat(api.request().request(method, path).statusCode()).isIn(400, 404, 405);
        }
    }
}
