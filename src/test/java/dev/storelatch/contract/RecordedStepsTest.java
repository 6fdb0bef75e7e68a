package dev.storelatch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.outbox.NotificationType;
import dev.storelatch.support.Api;
import dev.storelatch.support.MailedLinks;
import dev.storelatch.support.MedusaSample;
import dev.storelatch.support.RawHttp;
import dev.storelatch.support.RecordedForm;
import dev.storelatch.support.RecordedStep;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Replays what a Medusa 1.20.11 was recorded to answer, in the recorded order, on a restored copy of its database.
 * {@link Script} says who asks; {@link Decisions} where Storelatch answers differently on purpose. A step that neither
 * explains has to be answered as recorded, key order included.
 */
@ServerTest
@TestPropertySource(
        properties = {
            "storelatch.session.cookie.secure=false",
            "storelatch.session.cookie.same-site=lax",
            "storelatch.throttle.enabled=false"
        })
class RecordedStepsTest {

    private static final String GUEST = "of guest ";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CONNECT_SID = "connect\\.sid=s%3A[\\w-]{32}\\.[\\w%]{43,}; Path=/; "
            + "Expires=\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT; HttpOnly; SameSite=Lax";

    private static final Pattern PLACEHOLDER =
            Pattern.compile("<(iso8601 ms Z|jwt|addr_ULID|reg_ULID eu|(?:cus|order)_ULID ([^>]+))>");

    @Autowired
    private Api api;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TestClock clock;

    @Autowired
    private List<NotificationType> topics;

    @DynamicPropertySource
    static void medusaDatabase(DynamicPropertyRegistry registry) {
        registry.add("storelatch.test.database", MedusaSample::newDatabase);
    }

    @TestFactory
    Stream<DynamicTest> answersAsRecorded() {
        RawHttp wire = new RawHttp(api.port());
        Replay replay = new Replay(wire, new Callers(wire, clock));
        return RecordedStep.all().stream()
                .filter(Script::covers)
                .map(step -> DynamicTest.dynamicTest(step.name(), () -> replay.play(step)));
    }

    private final class Replay {

        private final RawHttp wire;
        private final Callers callers;
        private final RecordedForm form;
        private final Map<String, String> cookies = new HashMap<>();
        private String cookieHeld = "";

        Replay(RawHttp wire, Callers callers) {
            this.wire = wire;
            this.callers = callers;
            this.form = new RecordedForm(this::known);
        }

        void play(RecordedStep step) {
            Script.Before before = Script.before(step);
            if (before != null) {
                Map<String, String> headers = Map.of(
                        "Content-Type", "application/json", "Authorization", "Bearer " + callers.token(before.email()));
                String path = "/store/customers/me" + filled(step, before.path());
                assertThat(wire.send("POST", path, headers, before.body()).status())
                        .isEqualTo(200);
            }
            Script.sqlBefore(step).ifPresent(sql -> jdbc.sql(sql).update());
            String body = Script.body(step);
            assertAnswer(step, Decisions.apply(step), ask(step, body));
            if (Decisions.SHORT_PASSWORDS.contains(step.name()) && !body.contains("\"password\":\"\"")) {
                String longer = body.replaceFirst("\"password\":\"[^\"]*\"", "\"password\":\"long enough\"");
                assertAnswer(step, step, ask(step, longer));
            }
        }

        private RawHttp.Response ask(RecordedStep step, String body) {
            // Medusa's tokens count from the second on that follows a change of credentials.
            clock.advance(Duration.ofSeconds(1));
            Map<String, String> headers = new LinkedHashMap<>(step.headers());
            headers.computeIfPresent(
                    "Authorization",
                    (name, value) ->
                            value.contains("<jwt>") ? value.replace("<jwt>", Script.token(step, callers)) : value);
            headers.computeIfPresent("Cookie", (name, value) -> {
                String cookie = "connect.sid="
                        + Script.cookieOf(step)
                                .map(cookies::get)
                                .orElseGet(() -> Script.cookie(step, callers, cookieHeld));
                return value.startsWith("a=b; ") ? "a=b; " + cookie + "; z=%zz" : cookie;
            });
            RawHttp.Response answer = wire.send(step.method(), filled(step, step.path()), headers, filled(step, body));
            cookieHeld = answer.header("Set-Cookie").isPresent()
                    ? Callers.cookie(answer)
                    : headers.getOrDefault("Cookie", "connect.sid=").substring("connect.sid=".length());
            cookies.put(step.name(), cookieHeld);
            if (answer.status() == 200 && step.name().startsWith("me update: password change")) {
                Optional.ofNullable(JSON.readTree(body.isEmpty() ? "{}" : body).get("password"))
                        .ifPresent(password -> callers.changePassword(Script.caller(step), password.asString()));
            }
            return answer;
        }

        private void assertAnswer(RecordedStep recorded, RecordedStep expected, RawHttp.Response answer) {
            assertThat(answer.status()).as(answer.toString()).isEqualTo(expected.status());
            boolean silent = recorded.method().equals("HEAD");
            if (silent) {
                assertThat(answer.body()).isEmpty();
            } else if (expected.json().isMissingNode()) {
                assertThat(answer.body()).as(answer.toString()).isEqualTo(expected.text());
            } else {
                form.assertSame("", JSON.readTree(answer.body()), expected.json());
            }
            assertThat(contentType(answer)).isEqualTo(expectedContentType(expected));
            assertThat(answer.header("WWW-Authenticate"))
                    .isEqualTo(expected.status() == 401 ? Optional.of("Bearer") : Optional.empty());
            assertThat(answer.header("Cache-Control")).contains("private, no-store");
            assertThat(answer.header("Allow")).isEqualTo(recorded(recorded, "Allow"));
            assertThat(answer.header("X-Powered-By")).isEmpty();
            assertThat(answer.header("ETag")).isEmpty();
            if (!Decisions.REFUSED_BY_TOMCAT.contains(recorded.name())) {
                assertCrossOrigin(recorded, answer);
            }
            assertCookie(recorded, answer);
        }

        private void assertCrossOrigin(RecordedStep recorded, RawHttp.Response answer) {
            boolean shared =
                    recorded.path().startsWith("/store") || recorded.path().startsWith("/admin");
            boolean preflight = shared && recorded.method().equals("OPTIONS");
            Optional<String> allowed = recorded.isErrorPage() && shared
                    ? Optional.ofNullable(recorded.headers().get("Origin"))
                    : recorded(recorded, "Access-Control-Allow-Origin");
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(allowed);
            assertThat(answer.header("Access-Control-Allow-Credentials"))
                    .isEqualTo(shared ? Optional.of("true") : Optional.empty());
            assertThat(answer.header("Access-Control-Allow-Methods"))
                    .isEqualTo(recorded(recorded, "Access-Control-Allow-Methods"));
            assertThat(answer.header("Access-Control-Allow-Headers"))
                    .isEqualTo(recorded(recorded, "Access-Control-Allow-Headers"));
            assertThat(answer.header("Access-Control-Max-Age"))
                    .isEqualTo(preflight ? Optional.of("600") : Optional.empty());
            assertThat(answer.header("Access-Control-Expose-Headers")).isEqualTo(allowed.map(origin -> "Retry-After"));
            if (preflight) {
                assertThat(answer.header("Vary")).isEqualTo(recorded(recorded, "Vary"));
            } else if (shared) {
                assertThat(answer.header("Vary")).contains("Origin, Cookie, Authorization");
            }
        }

        /** Only who logs in or registers gets a cookie. */
        private void assertCookie(RecordedStep recorded, RawHttp.Response answer) {
            String path = recorded.path().replaceFirst("\\?.*", "");
            boolean entered = answer.status() == 200
                    && recorded.method().equals("POST")
                    && (path.equals("/store/auth") || path.equals("/store/customers"));
            if (entered) {
                assertThat(answer.headers("Set-Cookie"))
                        .singleElement()
                        .asString()
                        .matches(CONNECT_SID);
            } else {
                assertThat(answer.headers("Set-Cookie")).isEmpty();
            }
        }

        /** Puts ids of the sample where the recording has placeholders. */
        private String filled(RecordedStep step, String text) {
            return PLACEHOLDER.matcher(text).replaceAll(placeholder -> switch (placeholder.group(1)) {
                case "iso8601 ms Z" -> "2020-01-01T00:00:00.000Z";
                case "jwt" -> mailedToken(step);
                case "reg_ULID eu" -> one("select id from region where currency_code = 'eur'");
                case "addr_ULID" -> address(step);
                default -> String.valueOf(known(placeholder.group(2)));
            });
        }

        private String mailedToken(RecordedStep step) {
            return Script.mailedTo(step)
                    .map(email -> {
                        MailedLinks mailed = new MailedLinks(jdbc, topics);
                        String customer = String.valueOf(callers.id(email));
                        if (step.name().startsWith("claim: ")) {
                            return mailed.token(MailedLinks.CLAIM, customer);
                        }
                        wire.send(
                                "POST",
                                "/store/customers/password-token",
                                Map.of("Content-Type", "application/json"),
                                "{\"email\":\"" + email + "\"}");
                        return mailed.token(MailedLinks.RESET, customer);
                    })
                    .orElseGet(() -> callers.token(Script.ADA));
        }

        private String address(RecordedStep step) {
            String line = Script.addressLine(step);
            return line != null
                    ? one("select id from address where customer_id is not null and address_1 = '" + line + "'")
                    : one("select id from address where customer_id = '%s' order by created_at limit 1"
                            .formatted(callers.id(Script.caller(step))));
        }

        private String order(String displayId) {
            return one("select id from \"order\" where display_id = " + displayId);
        }

        private String one(String sql) {
            return jdbc.sql(sql).query(String.class).single();
        }

        private @Nullable String known(String placeholder) {
            if (placeholder.startsWith(GUEST)) {
                return one("select id from \"order\" where email = '" + placeholder.substring(GUEST.length()) + "'");
            }
            return placeholder.startsWith("#") ? order(placeholder.substring(1)) : callers.id(placeholder);
        }
    }

    private static Optional<String> recorded(RecordedStep step, String header) {
        return Optional.ofNullable(step.responseHeaders().get(header));
    }

    private static Optional<String> contentType(RawHttp.Response answer) {
        return answer.header("Content-Type")
                .map(type -> type.replaceAll(";\\s*", "; ").replace("UTF-8", "utf-8"));
    }

    private static Optional<String> expectedContentType(RecordedStep expected) {
        if (!expected.json().isMissingNode()) {
            return Optional.of("application/json; charset=utf-8");
        }
        if (expected.status() == 204) {
            return Optional.empty();
        }
        return expected.status() == 401 ? Optional.of("text/plain; charset=utf-8") : recorded(expected, "Content-Type");
    }
}
