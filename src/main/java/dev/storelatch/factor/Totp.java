package dev.storelatch.factor;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Authentication;
import dev.storelatch.crypto.Encryption.Decrypted;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Authenticator apps as a second factor. A code is accepted once, and none of an earlier time step after it (RFC 6238 §5.2). */
@Component
@Order(1)
class Totp implements SecondFactor {

    static final String METHOD = "totp";
    static final String PROPERTY = "code";
    static final Set<String> METHODS = Set.of(Authentication.ONE_TIME_PASSWORD);

    private static final Logger LOG = LoggerFactory.getLogger(Totp.class);
    private static final Pattern CODE = Pattern.compile("[0-9]{3} ?[0-9]{3}");

    private final TotpRepository repository;
    private final TotpSecrets secrets;
    private final TotpCodes codes;

    Totp(TotpRepository repository, TotpSecrets secrets, TotpCodes codes) {
        this.repository = repository;
        this.secrets = secrets;
        this.codes = codes;
    }

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public String property() {
        return PROPERTY;
    }

    @Override
    public boolean canBeSetUp() {
        return secrets.areConfigured();
    }

    @Override
    public @Nullable String mistake(JsonNode proof) {
        return proof.isString() && CODE.matcher(proof.stringValue()).matches() ? null : "code must be six digits";
    }

    @Override
    public Optional<Proof> verify(Actor account, String challenge, JsonNode proof) {
        String code = canonical(proof);
        return repository.find(account).stream()
                .filter(app -> accepts(account, app, code))
                .findFirst()
                .map(app -> new Proof(app.id(), METHODS));
    }

    /** Returns the six digits alone: apps show them in two groups. */
    static String canonical(JsonNode proof) {
        return proof.stringValue().replace(" ", "");
    }

    private boolean accepts(Actor account, TotpRepository.Stored app, String code) {
        Optional<Decrypted> secret = secrets.decrypt(app.secret(), account);
        if (secret.isEmpty()) {
            LOG.error(
                    "The secret of the authenticator app {} cannot be decrypted: {} lacks the secret that encrypted it",
                    app.id(),
                    FactorSettings.SECRETS);
            return false;
        }
        OptionalLong step = codes.findStep(secret.get().bytes(), code);
        if (step.isEmpty() || !repository.useStep(app.id(), step.getAsLong())) {
            return false;
        }
        if (!secret.get().isCurrent()) {
            repository.replaceSecret(app.id(), secrets.encrypt(secret.get().bytes(), account));
        }
        return true;
    }
}
