package dev.storelatch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.MailedLinks;
import dev.storelatch.support.RawHttp;
import dev.storelatch.support.RecordedForm;
import dev.storelatch.support.RecordedStep;
import dev.storelatch.support.TestClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends the recorded requests one after the other and compares each response with the expected one. */
final class Replay {

    private static final String GUEST = "of guest ";
    private static final Pattern PLACEHOLDER = Pattern.compile(
            "<(iso8601 ms Z|jwt|addr_ULID|usr_ULID|invite_ULID|reg_ULID eu|(?:cus|usr|cgrp|order)_ULID ([^>]+))>");

    private final RawHttp http;
    private final Callers callers;
    private final JdbcClient jdbc;
    private final MailedLinks mailed;
    private final TestClock clock;
    private final ExpectedResponse expected = new ExpectedResponse(new RecordedForm(this::id));
    private final Map<String, String> cookies = new HashMap<>();
    private final Map<String, String> tokens = new HashMap<>();
    private JsonNode invite = JsonMapper.shared().missingNode();
    private String currentCookie = "";
    private int played;

    Replay(RawHttp http, Callers callers, JdbcClient jdbc, MailedLinks mailed, TestClock clock) {
        this.http = http;
        this.callers = callers;
        this.jdbc = jdbc;
        this.mailed = mailed;
        this.clock = clock;
    }

    /** Returns the number of steps whose response was the expected one. */
    int played() {
        return played;
    }

    void play(RecordedStep step) {
        if (step.name().equals(AdminScript.FIRST_LIST)) {
            restoreCustomers();
        }
        Script.preparations(step).forEach(preparation -> prepare(step, preparation));
        Script.sqlPreparation(step).ifPresent(sql -> jdbc.sql(sql).update());
        String body = Script.body(step);
        expected.assertMatches(send(step, body), step, Decisions.apply(step));
        if (Decisions.SHORT_PASSWORDS.contains(step.name()) && !body.contains("\"password\":\"\"")) {
            String longer = body.replaceFirst("\"password\":\"[^\"]*\"", "\"password\":\"long enough\"");
            expected.assertMatches(send(step, longer), step, step);
        }
        played++;
    }

    private void restoreCustomers() {
        RecordedStep all = RecordedStep.all().stream()
                .filter(step -> step.name().equals(AdminScript.WHOLE_LIST))
                .findFirst()
                .orElseThrow();
        new RecordedCustomers(jdbc, this::id).restore(all.json().path("customers"));
    }

    private void prepare(RecordedStep step, Script.Preparation preparation) {
        Map<String, String> headers = Map.of(
                "Content-Type", "application/json", "Authorization", "Bearer " + callers.token(preparation.caller()));
        RawHttp.Response response = http.send(
                preparation.method(), filled(step, preparation.path()), headers, filled(step, preparation.body()));
        assertThat(response.status()).as(response.toString()).isEqualTo(200);
    }

    private RawHttp.Response send(RecordedStep step, String body) {
        // A change of credentials ends all tokens whose iat, in seconds, is not after it.
        clock.advance(Duration.ofSeconds(1));
        Map<String, String> headers = new LinkedHashMap<>(step.headers());
        headers.computeIfPresent(
                "Authorization",
                (name, value) -> value.contains("<jwt>") ? value.replace("<jwt>", Script.token(step, callers)) : value);
        headers.computeIfPresent("Cookie", (name, value) -> {
            String cookie = "connect.sid=" + cookie(step);
            return value.startsWith("a=b; ") ? "a=b; " + cookie + "; z=%zz" : cookie;
        });
        RawHttp.Response response = http.send(step.method(), filled(step, step.path()), headers, filled(step, body));
        currentCookie = response.header("Set-Cookie").isPresent()
                ? Callers.cookie(response)
                : headers.getOrDefault("Cookie", "connect.sid=").substring("connect.sid=".length());
        cookies.put(step.name(), currentCookie);
        if (response.status() == 200 && step.name().startsWith("me update: password change")) {
            Optional.ofNullable(JsonMapper.shared()
                            .readTree(body.isEmpty() ? "{}" : body)
                            .get("password"))
                    .ifPresent(password -> callers.changePassword(Script.caller(step), password.asString()));
        }
        return response;
    }

    private String cookie(RecordedStep step) {
        return Script.cookieOf(step).map(cookies::get).orElseGet(() -> Script.cookie(step, callers, currentCookie));
    }

    /** Replaces placeholders of the recording by ids of the sample. */
    private String filled(RecordedStep step, String text) {
        return PLACEHOLDER.matcher(text).replaceAll(placeholder -> switch (placeholder.group(1)) {
            case "iso8601 ms Z" -> "2020-01-01T00:00:00.000Z";
            case "jwt" -> tokens.computeIfAbsent(step.name(), name -> token(step));
            case "usr_ULID" -> one("select id from \"user\" where email = 'made-user@example.com'");
            case "invite_ULID" -> invite().path("id").asString();
            case "reg_ULID eu" -> one("select id from region where currency_code = 'eur'");
            case "addr_ULID" -> address(step);
            default -> String.valueOf(id(placeholder.group(2)));
        });
    }

    private String token(RecordedStep step) {
        if (step.name().startsWith("invites: ")) {
            return invite().path("token").asString();
        }
        return Script.mailedTo(step)
                .map(email -> mailedToken(step, email, String.valueOf(callers.id(email))))
                .orElseGet(() -> callers.token(Script.ADA));
    }

    private String mailedToken(RecordedStep step, String email, String account) {
        if (step.name().startsWith("claim: ")) {
            return mailed.token(MailedLinks.CLAIM, account);
        }
        boolean administrator = step.path().startsWith("/admin");
        http.send(
                "POST",
                administrator ? "/admin/users/password-token" : "/store/customers/password-token",
                Map.of("Content-Type", "application/json"),
                "{\"email\":\"" + email + "\"}");
        return mailed.token(administrator ? MailedLinks.ADMIN_RESET : MailedLinks.RESET, account);
    }

    /** Returns the invite that is listed, or else the last one that was: an accepted or deleted one is not listed. */
    private JsonNode invite() {
        Map<String, String> headers = Map.of("Authorization", "Bearer " + callers.token(AdminScript.OWNER));
        JsonNode invites = JsonMapper.shared()
                .readTree(http.send("GET", "/admin/invites", headers, "").body())
                .path("invites");
        if (!invites.isEmpty()) {
            invite = invites.path(0);
        }
        return invite;
    }

    private String address(RecordedStep step) {
        String line = Script.addressLine(step);
        return line != null
                ? one("select id from address where customer_id is not null and address_1 = '" + line + "'")
                : one("select id from address where customer_id = '%s' order by created_at limit 1"
                        .formatted(callers.id(Script.caller(step))));
    }

    private @Nullable String id(String placeholder) {
        if (placeholder.startsWith(GUEST)) {
            return one("select id from \"order\" where email = '" + placeholder.substring(GUEST.length()) + "'");
        }
        return placeholder.startsWith("#")
                ? one("select id from \"order\" where display_id = " + placeholder.substring(1))
                : callers.id(placeholder);
    }

    private String one(String sql) {
        return jdbc.sql(sql).query(String.class).single();
    }
}
