package dev.storelatch.factor;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.storelatch.core.Login;
import dev.storelatch.core.Realm;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.JsonBody;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Routes {@code auth/factors/totp} of both realms: set up an authenticator app. Users may do so with a challenge only. */
@RestController
@RequestMapping({"/store/auth/factors/totp", "/admin/auth/factors/totp"})
class TotpController {

    private static final int LONGEST_NAME = 100;

    private final FactorEnrolment enrolments;
    private final TotpSetup setup;
    private final Totp method;
    private final FactorSettings settings;

    TotpController(FactorEnrolment enrolments, TotpSetup setup, Totp method, FactorSettings settings) {
        this.enrolments = enrolments;
        this.setup = setup;
        this.method = method;
        this.settings = settings;
    }

    /**
     * An app that can be set up.
     *
     * @param secret in base 32, for apps without a camera
     * @param qrCode SVG image of the URI
     */
    record StartedResponse(String secret, String uri, String qrCode, Instant expiresAt) {

        @Override
        public String toString() {
            return "StartedResponse[redacted]";
        }
    }

    /** @param recoveryCodes is left out if the account had a factor before */
    record EnrolledResponse(
            EnrolledFactor factor,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<String> recoveryCodes) {

        @Override
        public String toString() {
            return "EnrolledResponse[" + factor.id() + "]";
        }
    }

    @PostMapping
    StartedResponse start(@AuthenticationPrincipal @Nullable Login login, JsonBody body, ClientInfo client) {
        String name = body.optionalString("name", LONGEST_NAME).value();
        Enrolment enrolment = enrolments.begin(realm(login), login, body, client);
        TotpSetup.Started started = setup.start(enrolment.actor(), name);
        OtpauthUri uri = OtpauthUri.of(settings.issuer(), enrolment.account().email(), started.secret());
        return new StartedResponse(uri.secret(), uri.text(), uri.svg(), started.expiresAt());
    }

    @PostMapping("/confirm")
    EnrolledResponse confirm(@AuthenticationPrincipal @Nullable Login login, JsonBody body) {
        JsonNode code = body.any(Totp.PROPERTY);
        String mistake = method.mistake(code);
        if (mistake != null) {
            body.mistake(mistake);
        }
        Enrolment enrolment = enrolments.resume(realm(login), login, body);
        EnrolledWithCodes enrolled = setup.confirm(enrolment, enrolments, method, Totp.canonical(code));
        return new EnrolledResponse(enrolled.factor(), enrolled.recoveryCodes());
    }

    /** Only users can have no log-in here. */
    private static Realm realm(@Nullable Login login) {
        return login == null ? Realm.ADMIN : login.actor().realm();
    }
}
