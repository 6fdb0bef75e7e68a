package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Random sequences of log-ins, log-outs, revocations and deletions in both realms, by cookie and by token, compared after
 * each step with a simple model: which account of each realm each browser and each token is logged in as.
 */
@ServerTest
class LoginSequencesTest {

    private static final int STEPS = 50;
    private static final int MAX_TOKENS = 6;
    private static final List<String> REALMS = List.of("store", "admin");

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    JdbcClient jdbc;

    private final List<String> steps = new ArrayList<>();
    private final Map<String, Account> accounts = new HashMap<>();
    private final Map<String, Browser> browsers = Map.of("Firefox", new Browser(), "Safari", new Browser());
    private final List<Token> tokens = new ArrayList<>();

    private record Account(String realm, String id, String email, String password) {}

    /** A browser with its cookie, and the account of each realm that the model expects it to be logged in as. */
    private static final class Browser {
        private @Nullable String cookie;
        private final Map<String, String> accountIds = new HashMap<>();
    }

    /** A token, and the account that the model expects it to be valid for; null after its end. */
    private static final class Token {
        private final String realm;
        private final String text;
        private @Nullable String accountId;

        Token(String realm, String text, String accountId) {
            this.realm = realm;
            this.text = text;
            this.accountId = accountId;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void everySequenceBehavesAsTheModel(int seed) {
        Random random = new Random(seed);
        AdminApi.User owner = admins.add();
        String ownersToken = admins.token(owner);
        for (int step = 0; step < STEPS; step++) {
            String realm = REALMS.get(random.nextInt(2));
            Account account = accounts.computeIfAbsent(realm + random.nextInt(2), slot -> add(realm));
            String name = random.nextBoolean() ? "Firefox" : "Safari";
            Browser browser = Objects.requireNonNull(browsers.get(name));
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> logIn(browser, name, account);
                case 4 -> logOut(browser, name, realm);
                case 5, 6 -> issueToken(account);
                case 7 -> endToken(random);
                case 8 -> endAll(account, ownersToken);
                default -> delete(account, ownersToken);
            }
            assertModel();
        }
        // Every kind of step was taken.
        assertThat(steps.stream().map(step -> step.replaceFirst(" .*", "")).distinct())
                .contains("log-in", "log-out", "token", "end", "delete");
    }

    private Account add(String realm) {
        if (realm.equals("store")) {
            Api.Customer customer = api.register();
            api.cookie(customer.cookie()).delete("/store/auth");
            return new Account(realm, customer.id(), customer.email(), customer.password());
        }
        AdminApi.User user = admins.add("member");
        return new Account(realm, user.id(), user.email(), user.password());
    }

    private void logIn(Browser browser, String name, Account account) {
        steps.add("log-in " + name + " " + account);
        Map<String, String> body = Api.credentials(account.email(), account.password());
        Response response = (browser.cookie == null ? api.json(body) : api.json(body, browser.cookie))
                .post("/%s/auth".formatted(account.realm()));
        assertThat(response.statusCode()).as(steps.toString()).isEqualTo(200);
        browser.cookie = Api.sessionCookie(response);
        browser.accountIds.put(account.realm(), account.id());
    }

    private void logOut(Browser browser, String name, String realm) {
        steps.add("log-out " + name + " " + realm);
        boolean loggedIn = browser.accountIds.remove(realm) != null;
        Response response = (browser.cookie == null ? api.request() : api.cookie(browser.cookie))
                .delete("/%s/auth".formatted(realm));
        assertThat(response.statusCode()).as(steps.toString()).isEqualTo(loggedIn || realm.equals("store") ? 200 : 401);
        if (loggedIn) {
            // The cookie is expired if nobody is left in the session.
            assertThat(response.header("Set-Cookie") != null)
                    .as(steps.toString())
                    .isEqualTo(browser.accountIds.isEmpty());
        }
    }

    private void issueToken(Account account) {
        steps.add("token " + account);
        String text = api.json(Api.credentials(account.email(), account.password()))
                .post("/%s/auth/token".formatted(account.realm()))
                .path("access_token");
        tokens.add(new Token(account.realm(), text, account.id()));
        if (tokens.size() > MAX_TOKENS) {
            tokens.remove(0);
        }
    }

    private void endToken(Random random) {
        if (!tokens.isEmpty()) {
            Token token = tokens.get(random.nextInt(tokens.size()));
            steps.add("end " + token.accountId);
            int status = api.bearer(token.text)
                    .delete("/%s/auth".formatted(token.realm))
                    .statusCode();
            assertThat(status)
                    .as(steps.toString())
                    .isEqualTo(token.accountId == null && token.realm.equals("admin") ? 401 : 200);
            token.accountId = null;
        }
    }

    private void endAll(Account account, String ownersToken) {
        steps.add("end all " + account);
        String path = account.realm().equals("store") ? "/admin/customers/%s/sessions" : "/admin/users/%s/sessions";
        api.bearer(ownersToken).delete(path.formatted(account.id())).then().statusCode(200);
        expectEnd(account);
    }

    private void delete(Account account, String ownersToken) {
        steps.add("delete " + account);
        if (account.realm().equals("store")) {
            jdbc.sql("update customer set deleted_at = now() where id = ?")
                    .param(account.id())
                    .update();
        } else {
            api.bearer(ownersToken)
                    .delete("/admin/users/" + account.id())
                    .then()
                    .statusCode(200);
        }
        expectEnd(account);
        accounts.values().remove(account);
    }

    private void expectEnd(Account account) {
        browsers.values().forEach(browser -> browser.accountIds.values().remove(account.id()));
        tokens.stream().filter(token -> account.id().equals(token.accountId)).forEach(token -> token.accountId = null);
    }

    private void assertModel() {
        browsers.forEach((name, browser) -> REALMS.forEach(realm -> assertThat(
                        browser.cookie == null
                                ? null
                                : accountId(realm, api.cookie(browser.cookie).get(path(realm))))
                .as(name + " " + realm + " after " + steps)
                .isEqualTo(browser.accountIds.get(realm))));
        tokens.forEach(token -> REALMS.forEach(realm -> assertThat(
                        accountId(realm, api.bearer(token.text).get(path(realm))))
                .as("token " + realm + " after " + steps)
                .isEqualTo(realm.equals(token.realm) ? token.accountId : null)));
    }

    private static String path(String realm) {
        return realm.equals("store") ? "/store/customers/me" : "/admin/auth";
    }

    private static @Nullable String accountId(String realm, Response response) {
        if (response.statusCode() == 401) {
            return null;
        }
        return response.path(realm.equals("store") ? "customer.id" : "user.id");
    }
}
