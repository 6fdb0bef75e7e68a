package dev.storelatch.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.RawHttp;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** WSTG-SESS-04, ASVS 14.2.1: a session id is read from its cookie only, a token from its header only. */
@ServerTest
class CredentialPlaceTest {

    private static final List<String> NAMES =
            List.of("connect.sid", "sid", "jsessionid", "JSESSIONID", "SESSION", "session_id", "access_token", "token");

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Test
    void credentialsInAUrlAreIgnored() {
        RawHttp http = new RawHttp(api.port());
        for (Account account : accounts()) {
            for (String credential : account.credentials()) {
                for (String name : NAMES) {
                    for (String path : List.of(
                            account.path() + "?" + name + "=" + credential,
                            account.path() + "#" + name + "=" + credential,
                            account.path() + ";" + name + "=" + credential)) {
                        assertThat(http.send("GET", path, Map.of(), "").status())
                                .as(path)
                                .isIn(400, 401, 404);
                    }
                }
            }
        }
    }

    @Test
    void credentialsInABodyAreIgnored() {
        for (Account account : accounts()) {
            for (String credential : account.credentials()) {
                for (String name : NAMES) {
                    assertThat(api.json(Map.of(name, credential))
                                    .get(account.path())
                                    .statusCode())
                            .isEqualTo(401);
                    assertThat(api.request()
                                    .contentType("application/x-www-form-urlencoded")
                                    .body(name + "=" + credential)
                                    .post("/store/customers/me")
                                    .statusCode())
                            .isEqualTo(401);
                }
            }
        }
    }

    @Test
    void credentialsInOtherHeadersAreIgnored() {
        for (Account account : accounts()) {
            for (String credential : account.credentials()) {
                for (String header : List.of(
                        "connect.sid",
                        "X-Session-Id",
                        "X-Auth-Token",
                        "X-Access-Token",
                        "Proxy-Authorization",
                        "Cookie2")) {
                    assertThat(api.request()
                                    .header(header, credential)
                                    .get(account.path())
                                    .statusCode())
                            .isEqualTo(401);
                }
                for (String scheme : List.of("Basic ", "Digest ", "Token ", "Session ", "")) {
                    assertThat(api.request()
                                    .header("Authorization", scheme + credential)
                                    .get(account.path())
                                    .statusCode())
                            .isEqualTo(401);
                }
                for (String cookie : NAMES.subList(1, NAMES.size())) {
                    assertThat(api.request()
                                    .header("Cookie", cookie + "=" + credential)
                                    .get(account.path())
                                    .statusCode())
                            .isEqualTo(401);
                }
            }
        }
    }

    /** The id and the token are no credentials in the place of the other. */
    @Test
    void credentialsAreNotInterchangeable() {
        for (Account account : accounts()) {
            assertThat(api.bearer(account.session()).get(account.path()).statusCode())
                    .isEqualTo(401);
            assertThat(api.cookie(account.token()).get(account.path()).statusCode())
                    .isEqualTo(401);
            assertThat(api.request()
                            .header("x-medusa-access-token", account.token())
                            .get(account.path())
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    /** ASVS 3.3.4: the id is in no body and in no header but {@code Set-Cookie}. */
    @Test
    void sessionIdIsInNoOtherPartOfAResponse() {
        Customer customer = api.register();
        Response login = api.login(customer);
        String cookie = URLDecoder.decode(Api.sessionCookie(login), StandardCharsets.UTF_8);
        String id = cookie.substring("s:".length(), cookie.indexOf('.'));

        assertThat(login.asString()).doesNotContain(id);
        assertThat(login.headers().asList())
                .filteredOn(header -> header.getValue().contains(id))
                .extracting(header -> header.getName())
                .containsExactly("Set-Cookie");
        for (String path : List.of("/store/auth", "/store/customers/me", "/store/customers/me/sessions")) {
            Response response = api.cookie(Api.sessionCookie(login)).get(path);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.asString() + response.headers()).doesNotContain(id);
        }
    }

    private record Account(String path, String session, String token) {

        List<String> credentials() {
            return Stream.of(session, token).toList();
        }
    }

    private List<Account> accounts() {
        Customer customer = api.register();
        AdminApi.User user = admins.add();
        Account store = new Account("/store/customers/me", customer.cookie(), api.token(customer));
        Account admin = new Account("/admin/auth", admins.newSession(user), admins.token(user));
        assertThat(api.cookieStatus(store.session())).isEqualTo(200);
        assertThat(admins.tokenStatus(admin.token())).isEqualTo(200);
        return List.of(store, admin);
    }
}
