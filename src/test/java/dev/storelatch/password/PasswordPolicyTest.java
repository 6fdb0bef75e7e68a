package dev.storelatch.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.unit.DataSize;

class PasswordPolicyTest {

    private static final EmailAddress OWNER = new EmailAddress("Grace.Hopper@example.com");
    private static final String TOO_SHORT = "password must be longer than or equal to 8 characters";
    private static final String TOO_LONG = "password must not be longer than 1024 bytes";
    private static final String TOO_COMMON = "password is too common";
    private static final String THE_EMAIL = "password must not be the email";

    private final PasswordPolicy policy = with(8, true);

    @ParameterizedTest
    @ValueSource(strings = {"", "q", "7vk%Pz2", "       ", "🔑🔑🔑🔑🔑🔑🔑"})
    void sevenCharactersAreTooFew(String password) {
        assertRefused(password, TOO_SHORT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7vk%Pz2q",
                "🔑🔑🔑🔑🔑🔑🔑🔑",
                "58203917",
                "plumvase",
                "PLUMVASE",
                "two words",
                "        x",
                "a\ud83dbcdefgh"
            })
    void eightCharactersOfAnyKindAreEnough(String password) {
        assertAccepted(password);
    }

    @Test
    void longPasswordsAreAccepted() {
        assertAccepted("x".repeat(64));
        assertAccepted("x".repeat(256));
        assertAccepted("x".repeat(1024));
    }

    @Test
    void moreThan1024BytesAreRefused() {
        assertRefused("x".repeat(1025), TOO_LONG);
        assertRefused("é".repeat(513), TOO_LONG);
        assertRefused("x".repeat(1 << 20), TOO_LONG);
    }

    @Test
    void theMinimumLengthCanBeSetAndIsInTheMessage() {
        assertThatThrownBy(() -> with(15, true).check("fourteen chars", OWNER))
                .isInstanceOf(Failure.InvalidData.class)
                .hasMessage("password must be longer than or equal to 15 characters");
        assertThatCode(() -> with(15, true).check("fifteen letters", OWNER)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password", "12345678", "123456789", "1234567890", "qwertyuiop", "iloveyou", "sunshine", "princess",
                "football", "baseball", "superman", "starwars", "trustno1", "password1", "password123", "1q2w3e4r",
                "1qaz2wsx", "qwerty123", "passw0rd", "11111111", "michelle", "jennifer", "computer", "whatever",
                "Password", "PASSWORD1"
            })
    void commonPasswordsAreRefused(String password) {
        assertRefused(password, TOO_COMMON);
    }

    @Test
    void theBundledListIsLongEnoughAndRefusedInEveryCase() throws IOException {
        List<String> list = new ClassPathResource("common-passwords.txt", PasswordPolicy.class)
                .getContentAsString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
        assertThat(list).hasSizeGreaterThan(3000).doesNotHaveDuplicates().allMatch(line -> line.length() >= 8);
        for (String password : list) {
            assertRefused(password, TOO_COMMON);
            assertRefused(password.toUpperCase(Locale.ROOT), TOO_COMMON);
        }
    }

    @Test
    void theBlocklistCanBeSwitchedOff() {
        assertThatCode(() -> with(8, false).check("password", OWNER)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"grace.hopper@example.com", "GRACE.HOPPER@EXAMPLE.COM", "grace.hopper", "Grace.Hopper"})
    void theEmailAndItsLocalPartAreRefused(String password) {
        assertRefused(password, THE_EMAIL);
    }

    @Test
    void otherPartsOfTheEmailAreAccepted() {
        assertAccepted("grace.hopper@");
        assertAccepted("example.com");
    }

    @Test
    void onlyTheFirstBrokenRuleIsNamed() {
        assertThatThrownBy(() -> policy.check("abc123", new EmailAddress("abc123@example.com")))
                .hasMessage(TOO_SHORT);
        assertThatThrownBy(() -> policy.check("football", new EmailAddress("football@example.com")))
                .hasMessage(TOO_COMMON);
    }

    private void assertAccepted(String password) {
        assertThatCode(() -> policy.check(password, OWNER)).doesNotThrowAnyException();
    }

    private void assertRefused(String password, String message) {
        assertThatThrownBy(() -> policy.check(password, OWNER))
                .isInstanceOf(Failure.InvalidData.class)
                .hasMessage(message);
    }

    private static PasswordPolicy with(int minimumLength, boolean blocklist) {
        PasswordSettings settings = new PasswordSettings(
                minimumLength,
                blocklist,
                false,
                new PasswordSettings.Argon2(DataSize.ofMegabytes(19), 2),
                new PasswordSettings.Hashing(null, 16, Duration.ofSeconds(2), null));
        return new PasswordPolicy(settings);
    }
}
