package dev.storelatch.support;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import dev.storelatch.support.Api.Customer;
import io.restassured.response.Response;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Authenticator apps of the owners of accounts, which show codes by the clock of the test. */
@Component
@Lazy
public class Authenticators {

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final Api api;
    private final TestClock clock;
    private final TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator();

    Authenticators(Api api, TestClock clock) {
        this.api = api;
        this.clock = clock;
    }

    /**
     * An app that was set up.
     *
     * @param secret in base 32
     */
    public record App(String id, String secret, List<String> recoveryCodes) {}

    /** Sets up the first app of a customer in the session of the registration. */
    public App add(Customer customer) {
        return add("store", customer.password(), customer.cookie());
    }

    /** Sets up the first app of an account in this session. Its next code is one of the next time step. */
    public App add(String realm, String password, String cookie) {
        String secret = api.json(Map.of("current_password", password), cookie)
                .post("/" + realm + "/auth/factors/totp")
                .then()
                .statusCode(200)
                .extract()
                .path("secret");
        Response confirmed =
                api.json(Map.of("code", code(secret)), cookie).post("/" + realm + "/auth/factors/totp/confirm");
        confirmed.then().statusCode(200);
        clock.advance(Duration.ofSeconds(30));
        return new App(confirmed.path("factor.id"), secret, confirmed.path("recovery_codes"));
    }

    /** Returns the code of the app now. */
    public String code(App app) {
        return code(app.secret());
    }

    /** Returns the code of a secret in base 32 now. */
    public String code(String secret) {
        return code(secret, Duration.ZERO);
    }

    /** Returns the code that a secret has at another time. */
    public String code(String secret, Duration later) {
        try {
            return generator.generateOneTimePasswordString(
                    new SecretKeySpec(bytes(secret), "HmacSHA1"),
                    clock.instant().plus(later),
                    Locale.ROOT);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a code that the app does not show now, and not in the minute around. */
    public String wrongCode(App app) {
        List<String> shown = List.of(
                code(app.secret(), Duration.ofSeconds(-30)), code(app), code(app.secret(), Duration.ofSeconds(30)));
        return List.of("000000", "111111", "222222", "333333").stream()
                .filter(code -> !shown.contains(code))
                .findFirst()
                .orElseThrow();
    }

    /** Sends the first step of a log-in by cookie, and returns its challenge. */
    public String challenge(Customer customer) {
        return api.login(customer).then().statusCode(403).extract().path("challenge");
    }

    private static byte[] bytes(String base32) {
        BigInteger bits = BigInteger.ZERO;
        for (int i = 0; i < base32.length(); i++) {
            bits = bits.shiftLeft(5).or(BigInteger.valueOf(BASE32.indexOf(base32.charAt(i))));
        }
        byte[] bytes = new byte[base32.length() * 5 / 8];
        for (int i = bytes.length - 1; i >= 0; i--) {
            bytes[i] = bits.byteValue();
            bits = bits.shiftRight(8);
        }
        return bytes;
    }
}
