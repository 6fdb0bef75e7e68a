package dev.storelatch.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.MailedLinks;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;

/** New passwords are checked by the same rules on every route that sets one, and kept exactly as they were typed. */
@ServerTest
@Import(MailedLinks.class)
class NewPasswordTest {

    private static final int SAMPLES = 20;

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    MailedLinks links;

    @Autowired
    TestClock clock;

    /** Routes that set a password. */
    enum Route {
        REGISTRATION {
            @Override
            Setting start(NewPasswordTest test) {
                String email = Api.newEmail();
                return new Setting(
                        email,
                        password -> test.api
                                .json(Map.of("email", email, "password", password))
                                .post("/store/customers"));
            }
        },
        CHANGE {
            @Override
            Setting start(NewPasswordTest test) {
                Customer customer = test.api.register();
                return new Setting(
                        customer.email(),
                        password -> test.api
                                .json(Map.of("password", password), customer.cookie())
                                .post("/store/customers/me"));
            }
        },
        RESET {
            @Override
            Setting start(NewPasswordTest test) {
                Customer customer = test.api.register();
                test.api.json(Map.of("email", customer.email())).post("/store/customers/password-token");
                String token = test.links.token(MailedLinks.RESET, customer.id());
                return new Setting(
                        customer.email(),
                        password -> test.api
                                .json(Map.of("email", customer.email(), "token", token, "password", password))
                                .post("/store/customers/password-reset"));
            }
        },
        CUSTOMER_BY_ADMINISTRATOR {
            @Override
            Setting start(NewPasswordTest test) {
                String token = test.admins.token(test.admins.add());
                String email = Api.newEmail();
                return new Setting(
                        email,
                        password -> test.asAdmin(
                                        token,
                                        Map.of(
                                                "email",
                                                email,
                                                "first_name",
                                                "Ada",
                                                "last_name",
                                                "Lovelace",
                                                "password",
                                                password))
                                .post("/admin/customers"));
            }
        },
        CHANGE_BY_ADMINISTRATOR {
            @Override
            Setting start(NewPasswordTest test) {
                String token = test.admins.token(test.admins.add());
                Customer customer = test.api.register();
                return new Setting(
                        customer.email(),
                        password -> test.asAdmin(token, Map.of("password", password))
                                .post("/admin/customers/" + customer.id()));
            }
        },
        USER {
            @Override
            Setting start(NewPasswordTest test) {
                String token = test.admins.token(test.admins.add());
                String email = Api.newEmail();
                return new Setting(
                        email,
                        password -> test.asAdmin(token, Map.of("email", email, "password", password))
                                .post("/admin/users"));
            }
        },
        USER_RESET {
            @Override
            Setting start(NewPasswordTest test) {
                AdminApi.User user = test.admins.add();
                test.api.json(Map.of("email", user.email())).post("/admin/users/password-token");
                String token = test.links.token(MailedLinks.ADMIN_RESET, user.id());
                return new Setting(
                        user.email(),
                        password -> test.api
                                .json(Map.of("email", user.email(), "token", token, "password", password))
                                .post("/admin/users/reset-password"));
            }
        },
        INVITE {
            @Override
            Setting start(NewPasswordTest test) {
                String admin = test.admins.token(test.admins.add());
                String email = Api.newEmail();
                test.asAdmin(admin, Map.of("user", email, "role", "member")).post("/admin/invites");
                String token = test.asAdmin(admin, Map.of())
                        .get("/admin/invites")
                        .path("invites.find { it.user_email == '%s' }.token".formatted(email));
                return new Setting(
                        email,
                        password -> test.api
                                .json(Map.of("token", token, "user", Map.of("password", password)))
                                .post("/admin/invites/accept"));
            }
        };

        abstract Setting start(NewPasswordTest test);

        boolean isOfAdministrators() {
            return List.of(USER, USER_RESET, INVITE).contains(this);
        }
    }

    interface Sender {
        Response send(String password);
    }

    /** A request that sets the password of the account with this address, and can be repeated until it is accepted. */
    record Setting(String email, Sender sender) {}

    /** ASVS 6.2.4. {@code PasswordPolicyTest} checks the whole list. */
    @ParameterizedTest
    @EnumSource
    void commonPasswordsAreRefusedOnEveryRoute(Route route) throws IOException {
        List<String> list = new ClassPathResource("dev/storelatch/password/common-passwords.txt")
                .getContentAsString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
        Setting setting = route.start(this);
        for (int i = 0; i < SAMPLES; i++) {
            // An account or a link has a budget for its attempts.
            if (i > 0 && i % 5 == 0) {
                setting = route.start(this);
            }
            String common = list.get(i * (list.size() / SAMPLES));
            setting.sender()
                    .send(i % 2 == 0 ? common : common.toUpperCase(Locale.ROOT))
                    .then()
                    .statusCode(400)
                    .body("message", equalTo("password is too common"));
        }
        assertAccepted(setting, "an uncommon one 7391");
    }

    /** ASVS 6.2.1, 6.2.9 and 6.2.11. */
    @ParameterizedTest
    @EnumSource
    void otherRulesApplyOnEveryRoute(Route route) {
        Setting setting = route.start(this);

        for (String refused :
                List.of("7 chars", setting.email(), setting.email().split("@", 2)[0], "x".repeat(1025))) {
            assertThat(setting.sender().send(refused).statusCode()).as(refused).isEqualTo(400);
        }
        assertAccepted(setting, "8 chars!");
        assertThat(logIn(route, setting.email(), "8 chars!")).isEqualTo(200);
    }

    /** ASVS 6.2.8 and 6.2.9: bcrypt would ignore what follows the 72nd byte, and other limits are known at 64, 100 and 128. */
    @ParameterizedTest
    @EnumSource
    void longPasswordsAreAcceptedAndNotTruncated(Route route) {
        Setting setting = route.start(this);
        String password = IntStream.range(0, 256)
                .mapToObj(i -> String.valueOf((char) ('a' + i * 7 % 26)))
                .reduce("", String::concat);
        assertAccepted(setting, password);

        for (int kept : new int[] {64, 72, 100, 128, 255}) {
            assertThat(logIn(route, setting.email(), password.substring(0, kept)))
                    .as("the first %d characters", kept)
                    .isEqualTo(401);
        }
        assertThat(logIn(route, setting.email(), password.substring(0, 72) + "!" + password.substring(73)))
                .isEqualTo(401);
        assertThat(logIn(route, setting.email(), password)).isEqualTo(200);
    }

    /** ASVS 6.2.8: neither trimmed, nor changed in case, nor normalized. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Pässword kept ",
                " Pässword kept",
                "\tPässword kept",
                "PÄSSWORD KEPT",
                "Pa\u0308ssword kept",
                "Password kept",
                "Pässword  kept",
                "Pässword\u00a0kept"
            })
    void anotherSpellingIsAnotherPassword(String other) {
        String email = Api.newEmail();
        api.json(Map.of("email", email, "password", "Pässword kept"))
                .post("/store/customers")
                .then()
                .statusCode(200);

        assertThat(api.login(email, other).statusCode()).isEqualTo(401);
        assertThat(api.login(email, "Pässword kept").statusCode()).isEqualTo(200);
    }

    /** ASVS 6.2.10. */
    @Test
    void passwordsDoNotExpire() {
        Customer customer = api.register();
        AdminApi.User user = admins.add();

        clock.advance(Duration.ofDays(3 * 365));

        assertThat(api.login(customer).statusCode()).isEqualTo(200);
        assertThat(admins.login(user).statusCode()).isEqualTo(200);
        clock.advance(Duration.ofDays(-3 * 365));
    }

    private static void assertAccepted(Setting setting, String password) {
        assertThat(setting.sender().send(password).statusCode()).isIn(200, 201);
    }

    private int logIn(Route route, String email, String password) {
        return api.json(Api.credentials(email, password))
                .post(route.isOfAdministrators() ? "/admin/auth/token" : "/store/auth/token")
                .statusCode();
    }

    private RequestSpecification asAdmin(String token, Object body) {
        return api.bearer(token).contentType("application/json").body(body);
    }
}
