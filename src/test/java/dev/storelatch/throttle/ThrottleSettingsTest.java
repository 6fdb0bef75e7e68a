package dev.storelatch.throttle;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

class ThrottleSettingsTest {

    @Test
    void theDefaultsAreTheDocumentedOnes() {
        assertThat(bind(Map.of()))
                .isEqualTo(new ThrottleSettings(
                        true,
                        10,
                        Duration.ofMinutes(1),
                        60,
                        Duration.ofSeconds(10),
                        3,
                        Duration.ofMinutes(10),
                        10,
                        5,
                        Duration.ofMinutes(10),
                        List.of(),
                        List.of(),
                        new ThrottleSettings.Network(100, Duration.ofSeconds(10), 4),
                        new ThrottleSettings.Device(Duration.ofDays(180), 10, false),
                        new ThrottleSettings.Factor(10, Duration.ofMinutes(10))));
    }

    @Test
    void theNamesAreTheDocumentedOnes() {
        assertThat(bind(Map.ofEntries(
                        entry("storelatch.throttle.enabled", "false"),
                        entry("storelatch.throttle.attempts", "5"),
                        entry("storelatch.throttle.factor.attempts", "4"),
                        entry("storelatch.throttle.factor.interval", "1h"),
                        entry("storelatch.throttle.attempt-interval", "2m"),
                        entry("storelatch.throttle.probes", "30"),
                        entry("storelatch.throttle.probe-interval", "20s"),
                        entry("storelatch.throttle.mails", "2"),
                        entry("storelatch.throttle.mail-interval", "5m"),
                        entry("storelatch.throttle.claims", "40"),
                        entry("storelatch.throttle.notices", "6"),
                        entry("storelatch.throttle.notice-interval", "7m"),
                        entry("storelatch.throttle.callers", "10.1.2.3,2001:db8::/48"),
                        entry("storelatch.throttle.network.attempts", "50"),
                        entry("storelatch.throttle.network.interval", "3s"),
                        entry("storelatch.throttle.network.site-factor", "8"),
                        entry("storelatch.throttle.device.lifetime", "30d"),
                        entry("storelatch.throttle.device.max-per-account", "5"),
                        entry("storelatch.throttle.device.notice", "true"))))
                .isEqualTo(new ThrottleSettings(
                        false,
                        5,
                        Duration.ofMinutes(2),
                        30,
                        Duration.ofSeconds(20),
                        2,
                        Duration.ofMinutes(5),
                        40,
                        6,
                        Duration.ofMinutes(7),
                        List.of("10.1.2.3", "2001:db8::/48"),
                        List.of(),
                        new ThrottleSettings.Network(50, Duration.ofSeconds(3), 8),
                        new ThrottleSettings.Device(Duration.ofDays(30), 5, true),
                        new ThrottleSettings.Factor(4, Duration.ofHours(1))));
    }

    @ParameterizedTest
    @CsvSource({
        "attempts, 0",
        "attempts, 101",
        "attempt-interval, 999ms",
        "attempt-interval, 61m",
        "probes, 0",
        "probes, 1001",
        "probe-interval, 999ms",
        "probe-interval, 61m",
        "mails, 0",
        "mails, 101",
        "mail-interval, 999ms",
        "mail-interval, 61m",
        "claims, 9",
        "claims, 101",
        "notices, 0",
        "notices, 101",
        "notice-interval, 999ms",
        "notice-interval, 61m",
        "callers, shop.example.com",
        "callers, 10.1.2.3/x",
        "network.attempts, 0",
        "network.attempts, 100001",
        "network.interval, 999ms",
        "network.interval, 61m",
        "network.site-factor, 0",
        "network.site-factor, 101",
        "device.lifetime, 23h",
        "device.lifetime, 401d",
        "device.max-per-account, 0",
        "device.max-per-account, 101",
        "visitor-secrets, too short"
    })
    void valuesOutOfRangeAreRefused(String name, String value) {
        assertThatThrownBy(() -> bind(Map.of("storelatch.throttle." + name, value)))
                .isInstanceOf(BindException.class);
    }

    private static ThrottleSettings bind(Map<String, String> properties) {
        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            return new Binder(new MapConfigurationPropertySource(properties))
                    .bindOrCreate(
                            "storelatch.throttle",
                            Bindable.of(ThrottleSettings.class),
                            new ValidationBindHandler(new SpringValidatorAdapter(factory.getValidator())));
        }
    }
}
