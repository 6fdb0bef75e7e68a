package dev.storelatch.factor;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Authentication;
import dev.storelatch.core.FactorsChanged;
import dev.storelatch.crypto.Sha256;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Recovery codes: ten look-up secrets for the owner who has lost all other factors (NIST SP 800-63B §5.1.2), each good once.
 * A code has 80 random bits, so that a hash without a salt of its own cannot be reversed.
 */
@Component
@Order(2)
class RecoveryCodes implements SecondFactor {

    static final String METHOD = "recovery_code";

    private static final int NUMBER = 10;
    private static final int CHARACTERS = 16;
    private static final int GROUP = 4;

    /** Crockford's base 32, in lower case: without i, l, o and u, which are mistaken for others. */
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    private static final Pattern SEPARATORS = Pattern.compile("[\\s-]");
    private static final int LONGEST = 100;

    private final RecoveryCodeRepository repository;
    private final ApplicationEventPublisher events;
    private final SecureRandom random = new SecureRandom();

    RecoveryCodes(RecoveryCodeRepository repository, ApplicationEventPublisher events) {
        this.repository = repository;
        this.events = events;
    }

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public String property() {
        return METHOD;
    }

    /** They come with another factor. */
    @Override
    public boolean canBeSetUp() {
        return false;
    }

    @Override
    public @Nullable String mistake(JsonNode proof) {
        return proof.isString() && proof.stringValue().length() <= LONGEST
                ? null
                : "recovery_code must be a recovery code";
    }

    @Override
    public Optional<Proof> verify(Actor account, String challenge, JsonNode proof) {
        if (!repository.delete(account, hash(account, proof.stringValue()))) {
            return Optional.empty();
        }
        events.publishEvent(new FactorsChanged(account, FactorsChanged.Change.RECOVERY_CODE_USED, METHOD));
        return Optional.of(new Proof(null, Set.of(Authentication.ONE_TIME_PASSWORD)));
    }

    /** Replaces the codes of the account, within the caller's transaction, and returns the new ones. */
    List<String> replace(Actor account) {
        List<String> codes = Stream.generate(this::code).limit(NUMBER).toList();
        repository.deleteAll(account);
        repository.insert(
                account, codes.stream().map(code -> hash(account, code)).toList());
        return codes;
    }

    /** Returns the number of codes that were not used yet. */
    int count(Actor account) {
        return repository.count(account);
    }

    void deleteAll(Actor account) {
        repository.deleteAll(account);
    }

    private String code() {
        StringBuilder code = new StringBuilder();
        IntStream.range(0, CHARACTERS).forEach(i -> {
            if (i > 0 && i % GROUP == 0) {
                code.append('-');
            }
            code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        });
        return code.toString();
    }

    /** A code may be typed in capitals, with other separators, and with letters that look like digits. */
    private static byte[] hash(Actor account, String code) {
        String typed = SEPARATORS.matcher(code).replaceAll("").toLowerCase(Locale.ROOT);
        String canonical = typed.replace('o', '0').replace('i', '1').replace('l', '1');
        return Sha256.of(account.realm().id() + "/" + account.id() + "/" + canonical);
    }
}
