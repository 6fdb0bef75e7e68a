package dev.storelatch.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.storelatch.support.MedusaSample;
import dev.storelatch.support.RawHttp;
import dev.storelatch.support.ServerTest;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Valid and invalid credentials of the sample's customers and administrators. */
final class Callers {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long MONTH = 2_592_000;
    private static final long DAY = 86_400;

    private final RawHttp http;
    private final Clock clock;
    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, String> passwords = new HashMap<>();

    Callers(RawHttp http, Clock clock) {
        this.http = http;
        this.clock = clock;
        JsonNode sample = MedusaSample.credentials();
        List.of("customers", "users")
                .forEach(kind -> sample.path(kind).forEach(account -> {
                    String email = account.path("email").asString();
                    ids.put(email, account.path("id").asString());
                    passwords.put(email, account.path("password").asString());
                    ids.putIfAbsent(email + " (deleted)", account.path("id").asString());
                }));
        sample.path("guests")
                .forEach(guest -> put("guest " + guest.path("email").asString(), guest));
        sample.path("groups").forEach(group -> put(group.path("name").asString(), group));
    }

    private void put(String name, JsonNode row) {
        ids.put(name, row.path("id").asString());
    }

    /** Returns the id of a row that the recording names after its prefix, such as an account by its e-mail. */
    @Nullable
    String id(String name) {
        return ids.get(name);
    }

    void changePassword(String email, String password) {
        passwords.put(email, password);
    }

    /** Returns a token like Medusa's. */
    String token(String email) {
        return signed(claims(email));
    }

    Map<String, @Nullable Object> claims(String email) {
        long now = clock.instant().getEpochSecond();
        Map<String, @Nullable Object> claims = new LinkedHashMap<>();
        boolean administrator = isAdministrator(email);
        claims.put(administrator ? "user_id" : "customer_id", id(email));
        claims.put("domain", administrator ? "admin" : "store");
        claims.put("iat", now);
        claims.put("exp", now + (administrator ? DAY : MONTH));
        return claims;
    }

    /** Returns the token with one claim set, or omitted if the value is null. */
    String tokenWith(String email, String claim, @Nullable Object value) {
        Map<String, @Nullable Object> claims = claims(email);
        claims.put(claim, value);
        claims.values().removeIf(set -> set == null);
        return signed(claims);
    }

    String signed(Map<String, @Nullable Object> claims) {
        return signed("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", claims);
    }

    String signed(String header, Map<String, @Nullable Object> claims) {
        String content = base64(header) + "." + base64(JSON.writeValueAsString(claims));
        return content + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(hmac(ServerTest.JWT_SECRET, content));
    }

    static long hoursFromNow(int hours) {
        return Instant.now().plusSeconds(3600L * hours).getEpochSecond();
    }

    /** Logs in and returns the cookie's value as it was sent. */
    String session(String email) {
        return session(email, Map.of());
    }

    /** Logs in a customer and an administrator in the same browser. */
    String sessionOfBoth(String customer, String administrator) {
        return session(administrator, Map.of("Cookie", "connect.sid=" + session(customer)));
    }

    private String session(String email, Map<String, String> cookie) {
        Map<String, String> headers = new LinkedHashMap<>(cookie);
        headers.put("Content-Type", "application/json");
        String body = JSON.writeValueAsString(Map.of("email", email, "password", passwords.get(email)));
        return cookie(http.send("POST", authPath(email), headers, body));
    }

    String endedSession(String email) {
        return ended(email, session(email));
    }

    /** Logs the account out of a session, and returns the cookie. */
    String ended(String email, String cookie) {
        http.send("DELETE", authPath(email), Map.of("Cookie", "connect.sid=" + cookie), "");
        return cookie;
    }

    private boolean isAdministrator(String email) {
        return String.valueOf(id(email)).startsWith("usr_");
    }

    private String authPath(String email) {
        return isAdministrator(email) ? "/admin/auth" : "/store/auth";
    }

    static String cookie(RawHttp.Response answer) {
        String header = answer.header("Set-Cookie").orElseThrow(() -> new AssertionError("no cookie in " + answer));
        return header.substring("connect.sid=".length(), header.indexOf(';'));
    }

    /** Returns the id in a cookie's value. */
    static String sid(String cookie) {
        return cookie.substring("s%3A".length(), cookie.indexOf('.'));
    }

    static String signedCookie(String sid, String secret) {
        String signature = Base64.getEncoder().withoutPadding().encodeToString(hmac(secret, sid));
        return "s%3A" + sid + "." + URLEncoder.encode(signature, UTF_8);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    private static byte[] hmac(String secret, String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return mac.doFinal(content.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
