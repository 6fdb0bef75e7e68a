package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.support.Api;
import dev.storelatch.support.MailedLinks;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** A shop that does not tell whether an address has an account (ASVS 6.3.8). */
@ServerTest
@Import(MailedLinks.class)
@TestPropertySource(properties = "storelatch.registration.reveal-accounts=false")
class UndisclosedRegistrationTest {

    private static final String CHOSEN = "correct horse battery";
    private static final String BY_LINK = "a quite new password";

    @Autowired
    Api api;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MailedLinks links;

    @Test
    void responseDoesNotTellWhetherTheAddressHasAnAccount() {
        String owner = owner();
        String locked = owner();
        jdbc.sql("""
                insert into storelatch.account_state (realm, account_id, locked_until) values ('store', :id, 'infinity')
                on conflict (realm, account_id) do update set locked_until = excluded.locked_until
                """).param("id", id(locked)).update();
        Response unknown = register(Api.newEmail(), CHOSEN);

        unknown.then().statusCode(204).body(equalTo(""));
        assertThat(List.of(owner, locked)).allSatisfy(email -> {
            Response known = register(email, CHOSEN);
            assertThat(known.statusCode()).isEqualTo(204);
            assertThat(known.asString()).isEmpty();
            assertThat(withoutDate(known)).isEqualTo(withoutDate(unknown));
        });
        assertThat(unknown.headers().getValues("Set-Cookie")).isEmpty();
    }

    @Test
    void probeAnswersAlikeForEveryAddress() {
        for (String email : List.of(owner(), Api.newEmail())) {
            api.request().get("/store/auth/" + email).then().statusCode(200).body(equalTo("{\"exists\":false}"));
        }
    }

    @Test
    void newCustomerChoosesThePasswordByTheMailedLink() {
        String email = Api.newEmail();
        register(email, CHOSEN).then().statusCode(204);
        assertThat(api.login(email, CHOSEN).statusCode()).isEqualTo(401);

        setPassword(email);

        api.login(email, BY_LINK).then().statusCode(200).body("customer.first_name", equalTo("Ada"));
        assertThat(api.login(email, CHOSEN).statusCode()).isEqualTo(401);
    }

    @Test
    void existingAccountStaysAsItIsAndItsOwnerIsMailedALink() {
        String email = owner();

        api.json(Map.of("email", email, "password", CHOSEN, "first_name", "Eve"))
                .post("/store/customers")
                .then()
                .statusCode(204);

        assertThat(api.login(email, CHOSEN).statusCode()).isEqualTo(401);
        api.login(email, BY_LINK).then().statusCode(200).body("customer.first_name", equalTo("Ada"));
        assertThat(links.token(MailedLinks.RESET, id(email))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"password=short", "password=password1", "first_name", "phone"})
    void invalidDataIsRefusedAlike(String invalid) {
        List<String> answers = List.of(owner(), Api.newEmail()).stream()
                .map(email -> api.json(body(email, invalid))
                        .post("/store/customers")
                        .then()
                        .statusCode(400)
                        .extract()
                        .asString())
                .toList();

        assertThat(answers.get(0)).isEqualTo(answers.get(1));
    }

    /** A fourth mail is not sent, and a hundredth request is refused as for any address. */
    @Test
    void repeatedRegistrationIsLimitedAlike() {
        for (String email : List.of(owner(), Api.newEmail())) {
            int allowed = 0;
            while (register(email, CHOSEN).statusCode() == 204 && allowed < 200) {
                allowed++;
            }
            assertThat(allowed).isBetween(59, 99);
            register(email, CHOSEN).then().statusCode(429);
        }
    }

    private static Map<String, String> body(String email, String invalid) {
        String tooLong = "x".repeat(10_001);
        return switch (invalid) {
            case "first_name", "phone" -> Map.of("email", email, "password", CHOSEN, invalid, tooLong);
            default -> Map.of("email", email, "password", invalid.substring("password=".length()));
        };
    }

    /** Returns the address of an account with the password {@link #BY_LINK}. */
    private String owner() {
        String email = Api.newEmail();
        register(email, CHOSEN).then().statusCode(204);
        setPassword(email);
        clock.advance(Duration.ofMinutes(1));
        return email;
    }

    private void setPassword(String email) {
        api.json(Map.of(
                        "email", email,
                        "token", links.token(MailedLinks.RESET, id(email)),
                        "password", BY_LINK))
                .post("/store/customers/password-reset")
                .then()
                .statusCode(200);
    }

    private Response register(String email, String password) {
        return api.json(Map.of("email", email, "password", password, "first_name", "Ada"))
                .post("/store/customers");
    }

    private String id(String email) {
        return jdbc.sql("select id from customer where email = ?")
                .param(email)
                .query(String.class)
                .single();
    }

    private static List<String> withoutDate(Response response) {
        return response.headers().asList().stream()
                .filter(header -> !Set.of("Date", "X-Request-Id").contains(header.getName()))
                .map(Object::toString)
                .toList();
    }
}
