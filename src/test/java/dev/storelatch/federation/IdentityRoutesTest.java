package dev.storelatch.federation;

import static dev.storelatch.federation.TestProviders.ACCOUNT_PAGE;
import static dev.storelatch.federation.TestProviders.SCRIPTED;
import static dev.storelatch.federation.TestProviders.newSubject;
import static dev.storelatch.federation.TestProviders.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ConcurrentCalls;
import dev.storelatch.support.OpenIdProvider.Answers;
import dev.storelatch.support.ProviderBrowser;
import dev.storelatch.support.TestClock;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Accounts link accounts at providers, and remove the links. */
@FederationTest
class IdentityRoutesTest {

    private static final String IDENTITIES = "/store/customers/me/identities";
    private static final String IDP = "/store/auth/idp";

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    @BeforeEach
    void answerValid() {
        SCRIPTED.clock(clock);
        SCRIPTED.answer(Answers.VALID);
    }

    @Test
    void customerLinksAnAccountWhateverItsAddressIs() {
        Customer customer = api.register();
        String email = Api.newEmail();
        SCRIPTED.person(Map.of("sub", newSubject(), "email", email), Map.of());

        link(customer).then().statusCode(302).header("Location", equalTo(ACCOUNT_PAGE));

        api.cookie(customer.cookie())
                .get(IDENTITIES)
                .then()
                .statusCode(200)
                .body("identities.provider", contains("idp"))
                .body("identities.email", contains(email))
                .body("identities.issuer", contains(SCRIPTED.issuer()));
        ProviderBrowser other = new ProviderBrowser(api, IDP);
        other.logIn(SCRIPTED, Map.of()).then().statusCode(200);
        api.cookie(other.session()).get("/store/auth").then().body("customer.id", equalTo(customer.id()));
        assertThat(jdbc.sql(
                                "select event || ' ' || detail from storelatch.audit_event where account_id = ? and event like '%identity%'")
                        .param(customer.id())
                        .query(String.class)
                        .list())
                .containsExactly("authn_identity_linked idp");
    }

    @Test
    void openSessionAloneLinksAndRemovesNothing() {
        Customer customer = api.register();
        Map<String, String> body = Map.of("provider", "idp", "redirect_to", ACCOUNT_PAGE);

        api.json(body, customer.cookie())
                .post(IDENTITIES)
                .then()
                .statusCode(400)
                .body("message", equalTo("current_password must be a string"));
        Map<String, String> wrong = new HashMap<>(body);
        wrong.put("current_password", "wrong");
        api.json(wrong, customer.cookie()).post(IDENTITIES).then().statusCode(401);
        api.json(body).post(IDENTITIES).then().statusCode(401);
        SCRIPTED.person(person(newSubject(), Api.newEmail()), Map.of());
        link(customer);
        api.cookie(customer.cookie())
                .delete(IDENTITIES + "/" + identity(customer.cookie()))
                .then()
                .statusCode(400);
    }

    @Test
    void malformedRequestsNameTheField() {
        Customer customer = api.register();

        api.json(Map.of("provider", "other", "redirect_to", "https://evil.example.com", "x", 1), customer.cookie())
                .post(IDENTITIES)
                .then()
                .statusCode(400)
                .body(
                        "message",
                        equalTo(
                                "property x should not exist, provider must be one of the following values: idp, library,"
                                        + " redirect_to must be an address of a listed origin"));
        api.json(Map.of("provider", 1, "redirect_to", List.of()), customer.cookie())
                .post(IDENTITIES)
                .then()
                .statusCode(400)
                .body("message", startsWith("provider must be a string"));
    }

    @Test
    void linkOfAnotherBrowserIsRefused() {
        Customer customer = api.register();
        SCRIPTED.person(person(newSubject(), Api.newEmail()), Map.of());
        String location = begin(customer, new ProviderBrowser(api, IDP)).path("location");
        ProviderBrowser other = new ProviderBrowser(api, IDP);
        other.location(Map.of());

        other.answer(SCRIPTED.logIn(location)).then().statusCode(400);
        assertThat(other.session()).isEmpty();
    }

    @Test
    void linkEndsWithAChangeOfTheCredentials() {
        Customer customer = api.register();
        SCRIPTED.person(person(newSubject(), Api.newEmail()), Map.of());
        ProviderBrowser browser = new ProviderBrowser(api, IDP);
        String location = begin(customer, browser).path("location");
        jdbc.sql("""
                insert into storelatch.account_state (realm, account_id, token_epoch) values ('store', ?, 7)
                on conflict (realm, account_id) do update set token_epoch = 7
                """).param(customer.id()).update();

        Response returned = browser.answer(SCRIPTED.logIn(location));

        assertThat(ProviderBrowser.parametersOf(returned)).containsEntry("error", "unauthorized");
    }

    @Test
    void accountAtAProviderHasOneAccountHere() throws Exception {
        SCRIPTED.person(person(newSubject(), Api.newEmail()), Map.of());
        List<Customer> customers = List.of(api.register(), api.register(), api.register(), api.register());

        List<String> results = ConcurrentCalls.run(
                4,
                i -> String.valueOf(
                        ProviderBrowser.parametersOf(link(customers.get(i))).get("error")));

        assertThat(results)
                .containsOnlyOnce("null")
                .filteredOn("already_linked"::equals)
                .hasSize(3);
    }

    @Test
    void lastWayToLogInCannotBeRemoved() {
        SCRIPTED.person(person(newSubject(), Api.newEmail()), Map.of());
        ProviderBrowser browser = new ProviderBrowser(api, IDP);
        browser.logIn(SCRIPTED, Map.of());
        String session = browser.session();

        api.cookie(session)
                .delete(IDENTITIES + "/" + identity(session))
                .then()
                .statusCode(400)
                .body("message", startsWith("The last way to log in cannot be removed"));
        api.cookie(session).get(IDENTITIES).then().body("identities.provider", contains("idp"));
        clock.advance(Duration.ofMinutes(16));
        api.cookie(session)
                .delete(IDENTITIES + "/" + identity(session))
                .then()
                .statusCode(403)
                .body("message", equalTo("This requires a recent log-in. Log in again."));
    }

    @Test
    void linkIsRemovedIfThereIsAPassword() {
        Customer customer = api.register();
        SCRIPTED.person(person(newSubject(), Api.newEmail()), Map.of());
        link(customer);
        String id = identity(customer.cookie());
        Map<String, String> password = Map.of("current_password", customer.password());

        api.json(password, api.register().cookie())
                .delete(IDENTITIES + "/" + id)
                .then()
                .statusCode(401);
        api.json(password, customer.cookie())
                .delete(IDENTITIES + "/" + id)
                .then()
                .statusCode(200)
                .body("identities", empty());
        api.json(password, customer.cookie())
                .delete(IDENTITIES + "/" + id)
                .then()
                .statusCode(404);
    }

    @Test
    void deletedAndErasedAccountsHaveNoLinks() {
        for (String erasure :
                List.of("select storelatch.erase_customer(?)", "select storelatch.erase_log_ins('store', ?, '')")) {
            SCRIPTED.person(person(newSubject(), Api.newEmail()), Map.of());
            ProviderBrowser browser = new ProviderBrowser(api, IDP);
            browser.logIn(SCRIPTED, Map.of());
            String id = api.cookie(browser.session()).get("/store/auth").path("customer.id");

            jdbc.sql(erasure).param(id).query().listOfRows();

            assertThat(jdbc.sql("select count(*) from storelatch.federated_identity where account_id = ?")
                            .param(id)
                            .query(Long.class)
                            .single())
                    .isZero();
        }
    }

    @Test
    void usersAreNotCreatedButCanLink() {
        AdminApi.User user = admins.add();
        SCRIPTED.person(person(newSubject(), user.email()), Map.of());
        String company = "/admin/auth/company";
        assertThat(ProviderBrowser.parametersOf(new ProviderBrowser(api, company)
                                .logIn(SCRIPTED, Map.of("redirectTo", "https://admin.example.com/")))
                        .get("error"))
                .isEqualTo("account_exists");
        ProviderBrowser browser = new ProviderBrowser(api, company);
        browser.setCookie("connect.sid", admins.newSession(user));
        Response begun = browser.keepCookies(browser.request()
                .contentType("application/json")
                .body(Map.of(
                        "provider", "company",
                        "redirect_to", "https://admin.example.com/profile",
                        "current_password", user.password()))
                .post("/admin/auth/identities"));
        browser.answer(SCRIPTED.logIn(begun.path("location")))
                .then()
                .statusCode(302)
                .header("Location", equalTo("https://admin.example.com/profile"));

        ProviderBrowser other = new ProviderBrowser(api, company);
        other.logIn(SCRIPTED, Map.of()).then().statusCode(200);
        assertThat(admins.cookieStatus(other.session())).isEqualTo(200);
        SCRIPTED.person(person(newSubject(), Api.newEmail()), Map.of());
        new ProviderBrowser(api, company).logIn(SCRIPTED, Map.of()).then().statusCode(403);
        // The same account at the provider is another one for customers.
        assertThat(api.cookie(other.session()).get("/store/auth").statusCode()).isEqualTo(401);
    }

    private Response link(Customer customer) {
        ProviderBrowser browser = new ProviderBrowser(api, IDP);
        Response begun = begin(customer, browser);
        return browser.answer(
                SCRIPTED.logIn(begun.then().statusCode(200).extract().path("location")));
    }

    private Response begin(Customer customer, ProviderBrowser browser) {
        browser.setCookie("connect.sid", customer.cookie());
        return browser.keepCookies(browser.request()
                .contentType("application/json")
                .body(Map.of("provider", "idp", "redirect_to", ACCOUNT_PAGE, "current_password", customer.password()))
                .post(IDENTITIES));
    }

    private String identity(String session) {
        return api.cookie(session).get(IDENTITIES).path("identities[0].id");
    }
}
