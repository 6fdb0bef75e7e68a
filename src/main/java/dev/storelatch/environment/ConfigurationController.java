package dev.storelatch.environment;

import dev.storelatch.doctor.StartupCheck;
import dev.storelatch.environment.ShownSettings.ShownSetting;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Route {@code GET /admin/configuration}: the settings as the server that answers understands them, without secrets. */
@RestController
class ConfigurationController {

    private final ShownSettings settings;
    private final StartupCheck cookies;
    private final ConfigurableEnvironment environment;

    ConfigurationController(ShownSettings settings, StartupCheck cookies, ConfigurableEnvironment environment) {
        this.settings = settings;
        this.cookies = cookies;
        this.environment = environment;
    }

    /** @param warnings those that the server has logged when it started */
    record ConfigurationResponse(List<ShownSetting> settings, List<String> warnings) {}

    @GetMapping("/admin/configuration")
    ConfigurationResponse find() {
        return new ConfigurationResponse(
                settings.all(),
                Stream.concat(SettingsCheck.warnings(environment).stream(), cookies.warnings().stream())
                        .toList());
    }
}
