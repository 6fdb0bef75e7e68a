package dev.storelatch.federation;

import static dev.storelatch.federation.TestProviders.ACCOUNT_PAGE;
import static dev.storelatch.federation.TestProviders.SCRIPTED;
import static dev.storelatch.federation.TestProviders.newSubject;
import static dev.storelatch.federation.TestProviders.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.Api;
import dev.storelatch.support.OpenIdProvider.Answers;
import dev.storelatch.support.ProviderBrowser;
import dev.storelatch.support.TestClock;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** No answer of a provider that is hostile or broken opens anything, or is answered by a 5xx that tells nothing. */
@FederationTest
@TestPropertySource(
        properties = "storelatch.access-log.enabled=false") // a server of its own, whose keys are not cached
class HostileProviderTest {

    private static final String IDP = "/store/auth/idp";

    private static final Set<Answers> UNAVAILABLE =
            EnumSet.of(Answers.TOKEN_IS_HUGE, Answers.TOKEN_IS_SLOW, Answers.KEYS_ARE_HUGE, Answers.KEYS_ARE_500);

    @Autowired
    Api api;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    private String email = "";

    @BeforeEach
    void newPerson() {
        SCRIPTED.clock(clock);
        email = Api.newEmail();
        SCRIPTED.person(person(newSubject(), email), Map.of());
        // The provider's keys and metadata are read anew.
        clock.advance(Duration.ofHours(25));
    }

    @AfterEach
    void behave() {
        SCRIPTED.answer(Answers.VALID);
        SCRIPTED.metadata(document -> document);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"VALID", "USER_INFO_OF_SOMEBODY_ELSE", "USER_INFO_IS_NO_JSON"})
    void answerThatIsNotValidOpensNothing(Answers kind) {
        ProviderBrowser browser = new ProviderBrowser(api, IDP);
        String location = browser.location(Map.of("redirectTo", ACCOUNT_PAGE));
        SCRIPTED.answer(kind);

        Response returned = browser.answer(SCRIPTED.logIn(location));

        returned.then().statusCode(302);
        String error = ProviderBrowser.parametersOf(returned).get("error");
        assertThat(error).isIn("invalid_response", "provider_error", "provider_unavailable");
        if (UNAVAILABLE.contains(kind)) {
            assertThat(error).isNotEqualTo("invalid_response");
        }
        assertThat(returned.headers().getValues("Set-Cookie")).isEmpty();
        assertThat(browser.session()).isEmpty();
        assertThat(accounts()).isZero();
    }

    @Test
    void validAnswerIsAccepted() {
        new ProviderBrowser(api, IDP).logIn(SCRIPTED, Map.of()).then().statusCode(200);
        assertThat(accounts()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"USER_INFO_OF_SOMEBODY_ELSE", "USER_INFO_IS_NO_JSON"})
    void addressOfSomebodyElseIsNotTaken(Answers kind) {
        String subject = newSubject();
        SCRIPTED.person(Map.of("sub", subject), person(subject, email));
        SCRIPTED.answer(kind);

        Response returned = new ProviderBrowser(api, IDP).logIn(SCRIPTED, Map.of("redirectTo", ACCOUNT_PAGE));

        assertThat(ProviderBrowser.parametersOf(returned)).containsEntry("error", "invalid_response");
        assertThat(accounts()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "issuer, https://evil.example.com",
        "issuer, ''",
        "token_endpoint, ''",
        "token_endpoint, file:///etc/passwd",
        "token_endpoint, 'not an address'",
        "jwks_uri, ''",
        "jwks_uri, ftp://localhost/keys",
        "authorization_endpoint, ''",
        "authorization_endpoint, javascript:alert(1)"
    })
    void metadataThatAreNotValidAreRefusedAtTheBeginning(String property, String value) {
        SCRIPTED.metadata(document -> changed(document, property, value));

        Response toShop = new ProviderBrowser(api, IDP).begin(Map.of("redirectTo", ACCOUNT_PAGE));
        Response without = new ProviderBrowser(api, IDP).begin(Map.of());

        assertThat(ProviderBrowser.parametersOf(toShop)).containsEntry("error", "provider_unavailable");
        without.then().statusCode(503);
        assertThat(without.header("Retry-After")).isEqualTo("10");
    }

    @Test
    void issuerOfTheAnswerIsCheckedIfTheProviderTellsIt() {
        SCRIPTED.metadata(document -> changed(document, "authorization_response_iss_parameter_supported", true));
        for (String issuer : List.of("", "https://evil.example.com", SCRIPTED.issuer() + "/")) {
            assertThat(error(issuer)).as(issuer).isEqualTo("invalid_response");
        }

        assertThat(error(SCRIPTED.issuer())).isNull();
    }

    @Test
    void providerThatIsAwayIsAskedAgainAfterAWhile() {
        SCRIPTED.metadata(document -> changed(document, "issuer", "https://evil.example.com"));
        new ProviderBrowser(api, IDP).begin(Map.of()).then().statusCode(503);
        SCRIPTED.metadata(document -> document);
        new ProviderBrowser(api, IDP).begin(Map.of()).then().statusCode(503);

        clock.advance(Duration.ofSeconds(11));

        new ProviderBrowser(api, IDP).logIn(SCRIPTED, Map.of()).then().statusCode(200);
    }

    private @Nullable String error(String issuer) {
        ProviderBrowser browser = new ProviderBrowser(api, IDP);
        Map<String, String> answer =
                new HashMap<>(SCRIPTED.logIn(browser.location(Map.of("redirectTo", ACCOUNT_PAGE))));
        if (!issuer.isEmpty()) {
            answer.put("iss", issuer);
        }
        return ProviderBrowser.parametersOf(browser.answer(answer)).get("error");
    }

    private long accounts() {
        return jdbc.sql("select count(*) from customer where email = ?")
                .param(email)
                .query(Long.class)
                .single();
    }

    private static Map<String, Object> changed(Map<String, Object> document, String property, Object value) {
        Map<String, Object> changed = new HashMap<>(document);
        if (value.equals("")) {
            changed.remove(property);
        } else {
            changed.put(property, value);
        }
        return changed;
    }
}
