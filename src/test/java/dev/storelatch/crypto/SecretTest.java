package dev.storelatch.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.storelatch.core.StartupException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretTest {

    private static final String GOOD = "mK3vR8xQ2wZ7pL5nB9tY4cF6hJ1gD0sA";

    @Test
    void strongSecretsKeepTheirOrder() {
        List<Secret> secrets = List.of(Secret.of(GOOD), Secret.of(GOOD + "2"));

        assertThat(Secret.strong(secrets, "setting", "VARIABLE")).containsExactlyElementsOf(secrets);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "supersecret | is shorter than 32 bytes",
                "1234567890123456789012345678901 | is shorter than 32 bytes",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | has fewer than 10 different characters",
                "supersecret-2027supersecret-2027 | repeats one text",
                "0123456789abcdef0123456789abcdef | repeats one text",
                "a-string-secret-at-least-256-bits-long | is a well-known example",
                "my-32-character-ultra-secure-and-ultra-long-secret | is a well-known example"
            })
    void aWeakSecretIsRefusedWithTheCommandThatMakesAStrongOne(String weak, String reason) {
        assertThatThrownBy(() -> Secret.strong(List.of(Secret.of(GOOD), Secret.of(weak)), "setting", "VARIABLE"))
                .isInstanceOfSatisfying(StartupException.class, refused -> {
                    assertThat(refused).hasMessage("setting[1] " + reason + ".");
                    assertThat(refused.action()).contains("openssl rand -base64 48", "VARIABLE", "setting");
                    assertThat(refused.getMessage() + refused.action()).doesNotContain(weak);
                });
    }

    @Test
    void aMissingSecretIsRefused() {
        assertThatThrownBy(() -> Secret.strong(List.of(), "setting", "VARIABLE"))
                .isInstanceOf(StartupException.class)
                .hasMessage("setting has no secret.");
    }

    @Test
    void itPrintsRedacted() {
        assertThat(Arrays.asList(Secret.of(GOOD)).toString()).isEqualTo("[[redacted]]");
    }
}
