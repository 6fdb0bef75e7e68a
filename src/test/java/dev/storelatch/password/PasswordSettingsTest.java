package dev.storelatch.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

class PasswordSettingsTest {

    @Test
    void theDefaultsAreTheDocumentedOnes() {
        assertThat(bind(Map.of()))
                .isEqualTo(new PasswordSettings(
                        8,
                        true,
                        null,
                        new PasswordSettings.Argon2(DataSize.ofKilobytes(19_456), 2),
                        new PasswordSettings.Hashing(null, 16, Duration.ofSeconds(2), null)));
    }

    @Test
    void theNamesAreTheDocumentedOnes() {
        assertThat(bind(Map.of(
                        "storelatch.password.min-length", "15",
                        "storelatch.password.blocklist", "false",
                        "storelatch.password.medusa-readable", "true",
                        "storelatch.password.argon2.memory", "1MB",
                        "storelatch.password.argon2.iterations", "1",
                        "storelatch.password.hashing.permits", "3",
                        "storelatch.password.hashing.max-waiting", "4",
                        "storelatch.password.hashing.max-wait", "5s",
                        "storelatch.password.hashing.max-paced-refusals", "6")))
                .isEqualTo(new PasswordSettings(
                        15,
                        false,
                        true,
                        new PasswordSettings.Argon2(DataSize.ofMegabytes(1), 1),
                        new PasswordSettings.Hashing(3, 4, Duration.ofSeconds(5), 6)));
    }

    @ParameterizedTest
    @CsvSource({
        "min-length, 0",
        "min-length, 65",
        "argon2.iterations, 0",
        "argon2.iterations, 100",
        "argon2.memory, 1023KB",
        "argon2.memory, 513MB",
        "hashing.permits, 0",
        "hashing.permits, 1025",
        "hashing.max-waiting, -1",
        "hashing.max-waiting, 10001",
        "hashing.max-wait, 0s",
        "hashing.max-wait, 61s",
        "hashing.max-paced-refusals, -1",
        "hashing.max-paced-refusals, 10001"
    })
    void valuesOutOfRangeAreRefused(String name, String value) {
        assertThatThrownBy(() -> bind(Map.of("storelatch.password." + name, value)))
                .isInstanceOf(BindException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "19456, 2, true",
        "47104, 1, true",
        "12288, 3, true",
        "16384, 2, false",
        "19455, 2, false",
        "47103, 1, false",
        "12287, 9, false",
        "1024, 1, false"
    })
    void lessMemoryRequiresMoreIterations(int kib, int iterations, boolean enough) {
        assertThat(new PasswordSettings.Argon2(DataSize.ofKilobytes(kib), iterations).meetsOwaspMinimum())
                .isEqualTo(enough);
    }

    @Test
    void oneCoreIsLeftToOtherRequests() {
        assertThat(hashing(null, null).atOnce())
                .isEqualTo(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
        assertThat(hashing(3, null).atOnce()).isEqualTo(3);
    }

    @Test
    void moreRefusalsAreDelayedWhereThatOccupiesNoPlatformThread() {
        assertThat(hashing(null, null).pacedRefusals(true)).isEqualTo(1000);
        assertThat(hashing(null, null).pacedRefusals(false)).isEqualTo(16);
        assertThat(hashing(null, 3).pacedRefusals(true)).isEqualTo(3);
        assertThat(hashing(null, 3).pacedRefusals(false)).isEqualTo(3);
    }

    private static PasswordSettings.Hashing hashing(@Nullable Integer permits, @Nullable Integer maxPacedRefusals) {
        return new PasswordSettings.Hashing(permits, 16, Duration.ofSeconds(2), maxPacedRefusals);
    }

    private static PasswordSettings bind(Map<String, String> properties) {
        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            return new Binder(new MapConfigurationPropertySource(properties))
                    .bindOrCreate(
                            "storelatch.password",
                            Bindable.of(PasswordSettings.class),
                            new ValidationBindHandler(new SpringValidatorAdapter(factory.getValidator())));
        }
    }
}
