package dev.storelatch.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

/**
 * A test against the whole server on a real port, with a database of its own. Tests with the same settings share one
 * server, so each makes the accounts that it needs. They all come from one address, which is that of a caller; a test of
 * the limits of networks sends {@code X-Forwarded-For}, since the address is also that of a trusted proxy.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("contract")
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "storelatch.local.enabled=false",
            "storelatch.password.argon2.memory=1MB",
            // Not left out, which would add statements of the check for a live Medusa to those that tests count.
            "storelatch.password.medusa-readable=false",
            "storelatch.password.argon2.iterations=1",
            // Its statements would be among those that tests count.
            "storelatch.session.revocation-probe.enabled=false",
            "storelatch.factor.secrets=" + ServerTest.FACTOR_SECRET,
            "storelatch.session.secrets=" + ServerTest.COOKIE_SECRET,
            "storelatch.token.secrets=" + ServerTest.JWT_SECRET,
            "storelatch.throttle.callers=" + ServerTest.CALLERS,
            "storelatch.throttle.visitor-secrets=" + ServerTest.VISITOR_SECRET,
            "storelatch.passkey.relying-party-id=localhost",
            "storelatch.passkey.origins=" + ServerTest.PASSKEY_ORIGINS,
            "storelatch.links.password-reset=https://shop.example.com/reset#token={token}&email={email}",
            "storelatch.links.order-claim=https://shop.example.com/claim#token={token}",
            "storelatch.links.email-confirmation=https://shop.example.com/confirm-email#token={token}",
            "storelatch.links.email-undo=https://shop.example.com/undo-email#token={token}",
            "storelatch.links.admin-password-reset=https://admin.example.com/reset-password?token={token}",
            "storelatch.links.invite=https://admin.example.com/invite?token={token}"
        })
@Import({ServerTestConfiguration.class, Api.class, AdminApi.class, Authenticators.class, Statements.class})
public @interface ServerTest {
    String CALLERS = "127.0.0.0/8,::1";
    String VISITOR_SECRET = "test-visitor-secret-Rt7Gv2Bn9Mq4Lw6Xc1";
    String PASSKEY_ORIGINS = "http://localhost:8000,http://localhost:7000,http://localhost:7001";
    String COOKIE_SECRET = "test-cookie-secret-ZQ4cT8pMmbV2aN5rKfW";
    String FACTOR_SECRET = "test-factor-secret-Jd8Wn3Zs6Yb1Kq9Ux4Mc";
    String JWT_SECRET = "test-jwt-secret-7XyPq3LhGdUeR9sJvB1kHn";
}
