package dev.storelatch.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.password.Passwords.Verification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.unit.DataSize;

class PasswordsTest {

    private static final PasswordSettings.Argon2 CHEAP = new PasswordSettings.Argon2(DataSize.ofMegabytes(1), 2);
    private static final PasswordSettings.Argon2 DEFAULT = new PasswordSettings.Argon2(DataSize.ofMegabytes(19), 2);

    /** "supersecret", and a text with an unpaired surrogate, as npm's scrypt-kdf stores them with Medusa's N = 2. */
    private static final String MEDUSA = "c2NyeXB0AAEAAAABAAAAAf5vhgJR1Y6GYBNxSg6QF24BJjD11ifUXqUqBNWgtjjD0cVDGrRE"
            + "OS3U/Wyf8TrjAOKyocINFFaCaD/avCmOs/hJjyrrEtV072cCtYmHYgAg";

    private static final String MEDUSA_HALF_PAIR =
            "c2NyeXB0AAEAAAABAAAAAQr6h4UqNgEeRT3+sm57dasHhsRIu6BpOn1wGBBhv/vOlazu"
                    + "hKt3MtgOe7ugTuHLleM9y4KX4Tp6Oe60x8naoU9e1xwFLpd9ZEobl9YybVph";

    private final CountingEncoder argon2 = new CountingEncoder(1024, 2);
    private final Passwords passwords = passwords(false, new Argon2idScheme(CHEAP, argon2), new ScryptScheme());

    @Test
    void theDefaultHashMeetsOwaspsMinimum() {
        assertMeetsOwaspsMinimum(configured(false, DEFAULT).hash("supersecret"));
    }

    @Test
    void springsDefaultHashDoesNot() {
        String hash = Objects.requireNonNull(
                Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8().encode("supersecret"));
        Assertions.assertThatThrownBy(() -> assertMeetsOwaspsMinimum(hash)).isInstanceOf(AssertionError.class);
    }

    @Test
    void everyHashHasItsOwnSalt() {
        assertThat(passwords.hash("supersecret")).isNotEqualTo(passwords.hash("supersecret"));
    }

    @Test
    void aPasswordVerifiesAgainstItsHash() {
        assertThat(Verifications.verify(passwords, "supersecret", passwords.hash("supersecret")))
                .isEqualTo(new Verification(true, null));
    }

    @ParameterizedTest
    @CsvSource({
        "supersecret, supersecres",
        "supersecret, Supersecret",
        "'Pässword ', Pässword",
        "Pässword, ' Pässword'",
        "Pässword, Passwörd",
        "é, e\u0301",
        "密码密码密码密码, 密码密码密码密碼",
        "supersecret, ''"
    })
    void passwordsAreComparedByteForByte(String password, String other) {
        assertThat(Verifications.verify(passwords, other, passwords.hash(password)))
                .isEqualTo(new Verification(false, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "é", "密", "🔑"})
    void noByteIsCutOff(String character) {
        int unit = character.getBytes(StandardCharsets.UTF_8).length;
        for (int bytes : new int[] {71, 72, 73, 127, 128, 129, 256, 1024}) {
            String password = character.repeat(bytes / unit);
            String hash = passwords.hash(password);
            assertThat(Verifications.verify(passwords, password, hash).matches())
                    .isTrue();
            assertThat(Verifications.verify(passwords, password + "y", hash).matches())
                    .isFalse();
            assertThat(Verifications.verify(passwords, password.substring(0, password.length() - 1), hash)
                            .matches())
                    .isFalse();
        }
    }

    @Test
    void anUnpairedSurrogateIsHashedAsNodeDoes() {
        assertThat(Verifications.verify(passwords, "lone \ud83d surrogate", MEDUSA_HALF_PAIR)
                        .matches())
                .isTrue();
        assertThat(Verifications.verify(passwords, "lone \ud83d surrogate", passwords.hash("lone \ud83d surrogate"))
                        .matches())
                .isTrue();
    }

    @Test
    void unpairedSurrogatesAndNoOthersAreHashedAsTheReplacementCharacter() {
        String replaced = passwords.hash("a\ufffd");

        for (String half : List.of("\ud800", "\udbff", "\udc00", "\udfff")) {
            assertThat(Verifications.verify(passwords, "a" + half, replaced).matches())
                    .isTrue();
        }
        for (String whole : List.of("\ud7ff", "\ue000", "\ud800\udc00", "?")) {
            assertThat(Verifications.verify(passwords, "a" + whole, replaced).matches())
                    .isFalse();
        }
    }

    @Test
    void medusasHashIsReplacedWhenThePasswordIsRight() {
        Verification verification = Verifications.verify(passwords, "supersecret", MEDUSA);
        assertThat(verification.matches()).isTrue();
        assertThat(verification.replacement()).startsWith("$argon2id$v=19$m=1024,t=2,p=1$");
        assertThat(Verifications.verify(passwords, "supersecret", verification.replacement()))
                .isEqualTo(new Verification(true, null));
    }

    @Test
    void medusasHashStaysWhenThePasswordIsWrong() {
        assertThat(Verifications.verify(passwords, "supersecre", MEDUSA)).isEqualTo(new Verification(false, null));
    }

    @ParameterizedTest
    @CsvSource({"512, 2", "1024, 1"})
    void aWeakerArgon2HashIsReplaced(int kib, int iterations) {
        Verification verification =
                Verifications.verify(passwords, "supersecret", argon2(kib, iterations, "supersecret"));
        assertThat(verification.matches()).isTrue();
        assertThat(verification.replacement()).startsWith("$argon2id$v=19$m=1024,t=2,p=1$");
        assertThat(Verifications.verify(passwords, "wrong", argon2(kib, iterations, "supersecret")))
                .isEqualTo(new Verification(false, null));
    }

    @ParameterizedTest
    @CsvSource({"2048, 2", "1024, 3"})
    void aStrongerArgon2HashStays(int kib, int iterations) {
        assertThat(Verifications.verify(passwords, "supersecret", argon2(kib, iterations, "supersecret")))
                .isEqualTo(new Verification(true, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "supersecret",
                "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
                "$argon2id$v=19$m=1024,t=2,p=1$c29tZXNhbHQ",
                "$argon2id$v=19$m=0,t=0,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=4294967296,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "$argon2d$v=19$m=1024,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void aHashInAnUnknownFormatDoesNotMatchAndTakesOneHash(String stored) {
        assertOneFullHash("supersecret", stored);
        assertThat(Verifications.verify(passwords, "supersecret", stored)).isEqualTo(new Verification(false, null));
    }

    @Test
    void everyAttemptCostsOneFullHash() {
        String hash = argon2(1024, 2, "supersecret");
        assertOneFullHash("supersecret", hash);
        assertOneFullHash("wrong", hash);
        assertOneFullHash("", hash);
        assertOneFullHash("supersecret", null);
        assertOneFullHash("supersecret", MEDUSA);
        assertOneFullHash("wrong", MEDUSA);
        assertOneFullHash("", MEDUSA);
        assertOneFullHash("supersecret", argon2(512, 1, "supersecret"));
        assertOneFullHash("wrong", argon2(512, 1, "supersecret"));
    }

    @Test
    void withoutAnAccountOrAPasswordNothingMatches() {
        assertThat(Verifications.verify(passwords, "supersecret", null)).isEqualTo(new Verification(false, null));
    }

    @Test
    void checkingANewPasswordCostsNoHash() {
        EmailAddress owner = new EmailAddress("user@example.com");
        passwords.checkNew("x".repeat(256), owner);
        Assertions.assertThatThrownBy(() -> passwords.checkNew("x".repeat(1 << 20), owner))
                .isInstanceOf(Failure.InvalidData.class);
        assertThat(argon2.fullHashes).isZero();
    }

    @Test
    void aWrappedHashIsReplacedWhenThePasswordIsRight() {
        String stored = wrapped();
        Verification verification = Verifications.verify(passwords, "supersecret", stored);
        assertThat(verification.matches()).isTrue();
        assertThat(verification.replacement()).startsWith("$argon2id$v=19$m=1024,t=2,p=1$");
        assertThat(Verifications.verify(passwords, "supersecre", stored)).isEqualTo(new Verification(false, null));
    }

    /** A leaked table must not allow cheap guesses. */
    @Test
    void aWrappedHashDoesNotContainTheOldHmac() {
        assertThat(wrapped()).doesNotContain(MEDUSA.substring(86));
    }

    @Test
    void aWrongPasswordCostsOneFullHashOfAWrappedOneToo() {
        String stored = wrapped();
        assertOneFullHash("wrong", stored);
        assertOneFullHash("", stored);
        for (String altered : new String[] {
            stored.replace("$scrypt-kdf$c2NyeXB0AAEAAAAB", "$scrypt-kdf$c2NyeXB0ABIAAAAI"),
            stored.replace("$scrypt-kdf$c2", "$scrypt-kdf$d2"),
            stored.replace("m=1024", "m=9999999"),
            stored.substring(0, stored.length() - 1)
        }) {
            assertOneFullHash("supersecret", altered);
            assertThat(Verifications.verify(passwords, "supersecret", altered))
                    .isEqualTo(new Verification(false, null));
        }
    }

    @Test
    void withMedusaReadableAWrappedHashBecomesAContainerAgain() {
        CountingScheme scrypt = new CountingScheme(new ScryptScheme());
        Passwords readable = passwords(true, new Argon2idScheme(CHEAP, argon2), scrypt);
        assertThat(Verifications.verify(readable, "supersecret", wrapped()).replacement())
                .startsWith("c2NyeXB0AA8AAAAIAAAAA");
        scrypt.fullHashes = 0;
        assertThat(Verifications.verify(readable, "wrong", wrapped()).matches()).isFalse();
        assertThat(scrypt.fullHashes).isOne();
    }

    @Test
    void withMedusaReadableTheOldContainerIsWrittenAtFullStrength() {
        Passwords readable = configured(true, CHEAP);
        Verification fromMedusa = Verifications.verify(readable, "supersecret", MEDUSA);
        assertThat(fromMedusa.matches()).isTrue();
        String container = Objects.requireNonNull(fromMedusa.replacement());
        assertThat(container).hasSize(128).startsWith("c2NyeXB0AA8AAAAIAAAAA");
        assertThat(Verifications.verify(readable, "supersecret", container)).isEqualTo(new Verification(true, null));
        assertThat(Verifications.verify(readable, "wrong", container)).isEqualTo(new Verification(false, null));

        Verification fromArgon2 = Verifications.verify(readable, "supersecret", argon2(19_456, 2, "supersecret"));
        assertThat(fromArgon2.matches()).isTrue();
        assertThat(fromArgon2.replacement()).hasSize(128).startsWith("c2NyeXB0AA8AAAAIAAAAA");

        Verification back = Verifications.verify(passwords, "supersecret", container);
        assertThat(back.matches()).isTrue();
        assertThat(back.replacement()).startsWith("$argon2id$");
    }

    @Test
    void withMedusaReadableEveryAttemptCostsOneContainer() {
        CountingScheme scrypt = new CountingScheme(new ScryptScheme());
        Passwords readable = passwords(true, new Argon2idScheme(CHEAP, argon2), scrypt);
        String container = readable.hash("supersecret");
        String hash = argon2(1024, 2, "supersecret");
        String[][] attempts = {
            {"supersecret", container},
            {"wrong", container},
            {"supersecret", MEDUSA},
            {"wrong", MEDUSA},
            {"wrong", hash}
        };
        for (String[] attempt : attempts) {
            scrypt.fullHashes = 0;
            Verifications.verify(readable, attempt[0], attempt[1]);
            assertThat(scrypt.fullHashes).isOne();
        }
        scrypt.fullHashes = 0;
        Verifications.verify(readable, "supersecret", null);
        assertThat(scrypt.fullHashes).isOne();
    }

    @Test
    void aVerificationPrintsNoHash() {
        Verification verification = Verifications.verify(passwords, "supersecret", MEDUSA);
        assertThat(verification).hasToString("Verification[matches=true]");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void aCostBelowTheMinimumIsLoggedAtStart(CapturedOutput output) {
        configured(false, DEFAULT);
        configured(true, CHEAP);
        assertThat(output).doesNotContain("OWASP");
        configured(false, CHEAP);
        assertThat(output).contains("storelatch.password.argon2 is below OWASP's minimum");
    }

    @Test
    void insideATransactionNothingIsHashed() {
        TransactionSynchronizationManager.initSynchronization();
        try {
            Assertions.assertThatThrownBy(() -> passwords.hash("supersecret"))
                    .isInstanceOf(IllegalStateException.class);
            Assertions.assertThatThrownBy(() -> Verifications.verify(passwords, "supersecret", null))
                    .isInstanceOf(IllegalStateException.class);
        } finally {
            TransactionSynchronizationManager.clearSynchronization();
        }
        assertThat(argon2.fullHashes).isZero();
    }

    private String wrapped() {
        return new WrappedScheme(new Argon2idScheme(CHEAP, 1))
                .wrap(ScryptContainer.parse(MEDUSA).orElseThrow());
    }

    private void assertOneFullHash(String password, @Nullable String stored) {
        argon2.fullHashes = 0;
        Verifications.verify(passwords, password, stored);
        assertThat(argon2.fullHashes).isOne();
    }

    /** ASVS 11.4.2, appendix C. */
    private static void assertMeetsOwaspsMinimum(String hash) {
        Matcher form = Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d+),t=(\\d+),p=1\\$.{22}\\$.{43}")
                .matcher(hash);
        assertThat(form.matches()).isTrue();
        int least = switch (Integer.parseInt(form.group(2))) {
            case 1 -> 47_104;
            case 2 -> 19_456;
            default -> 12_288;
        };
        assertThat(Integer.parseInt(form.group(1))).isGreaterThanOrEqualTo(least);
    }

    private static String argon2(int kib, int iterations, String password) {
        return Objects.requireNonNull(new Argon2PasswordEncoder(16, 32, 1, kib, iterations).encode(password));
    }

    private static PasswordSettings settings(boolean medusaReadable, PasswordSettings.Argon2 argon2) {
        return new PasswordSettings(
                8, true, medusaReadable, argon2, new PasswordSettings.Hashing(null, 16, Duration.ofSeconds(2), null));
    }

    /** As the server creates it. */
    private static Passwords configured(boolean medusaReadable, PasswordSettings.Argon2 argon2) {
        PasswordSettings settings = settings(medusaReadable, argon2);
        return new Passwords(
                PasswordConfiguration.passwordPolicy(settings),
                password -> {},
                PasswordConfiguration.passwordHashes(settings),
                PasswordConfiguration.hashingExecutor(settings, new MockEnvironment()));
    }

    private static Passwords passwords(boolean medusaReadable, HashingScheme argon2id, HashingScheme scrypt) {
        return new Passwords(
                new PasswordPolicy(settings(medusaReadable, CHEAP)),
                password -> {},
                new PasswordHashes(medusaReadable, argon2id, scrypt),
                new HashingExecutor(1, 0, Duration.ofMinutes(1), new RefusalPacer(Duration.ZERO, 0)));
    }

    /** Spring's encoder, which also counts how often it computes at the given cost. */
    private static final class CountingEncoder implements PasswordEncoder {

        private final PasswordEncoder encoder;
        private final String cost;
        private int fullHashes;

        CountingEncoder(int kib, int iterations) {
            encoder = new Argon2PasswordEncoder(16, 32, 1, kib, iterations);
            cost = "$m=" + kib + ",t=" + iterations + ",";
        }

        @Override
        public @Nullable String encode(@Nullable CharSequence password) {
            fullHashes++;
            return encoder.encode(password);
        }

        @Override
        public boolean matches(@Nullable CharSequence password, @Nullable String stored) {
            // Spring's encoder computes nothing for an empty password.
            if (stored != null && stored.contains(cost) && password != null && !password.isEmpty()) {
                fullHashes++;
            }
            return encoder.matches(password, stored);
        }
    }

    /** A scheme that counts how often it computes at full strength. */
    private static final class CountingScheme implements HashingScheme {

        private final HashingScheme scheme;
        private int fullHashes;

        CountingScheme(HashingScheme scheme) {
            this.scheme = scheme;
        }

        @Override
        public String hash(String password) {
            fullHashes++;
            return scheme.hash(password);
        }

        @Override
        public boolean matches(String password, String stored) {
            if (scheme.isCurrent(stored)) {
                fullHashes++;
            }
            return scheme.matches(password, stored);
        }

        @Override
        public boolean isCurrent(String stored) {
            return scheme.isCurrent(stored);
        }
    }
}
