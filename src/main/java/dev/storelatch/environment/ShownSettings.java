package dev.storelatch.environment;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The settings as administrators see them. A value is shown if its type cannot hold a secret, or its name is on the list of
 * those that do not; any other is masked, so that a new setting is masked until somebody decides otherwise.
 */
@Component
class ShownSettings {

    static final String MASK = "***";

    /** Types whose values are numbers, times and switches. */
    static final Set<String> HARMLESS_TYPES = Set.of(
            "java.lang.Boolean",
            "java.lang.Double",
            "java.lang.Integer",
            "java.time.Duration",
            "java.time.Instant",
            "org.springframework.util.unit.DataSize");

    /** Texts that are no secrets, apart from what a URL in them contains. */
    static final Set<String> SHOWN_TEXTS = Set.of(
            "storelatch.cors.admin",
            "storelatch.cors.store",
            "storelatch.edge.upstream.audience",
            "storelatch.edge.upstream.issuer",
            "storelatch.factor.admin",
            "storelatch.factor.issuer",
            "storelatch.federation.admin.failure-redirect",
            "storelatch.federation.admin.redirect-origins",
            "storelatch.federation.admin.success-redirect",
            "storelatch.federation.store.failure-redirect",
            "storelatch.federation.store.redirect-origins",
            "storelatch.federation.store.success-redirect",
            "storelatch.links.admin-password-reset",
            "storelatch.links.email-confirmation",
            "storelatch.links.email-undo",
            "storelatch.links.invite",
            "storelatch.links.order-claim",
            "storelatch.links.password-reset",
            "storelatch.local.directory",
            "storelatch.mail.from",
            "storelatch.mail.templates",
            "storelatch.pages.language",
            "storelatch.pages.logo",
            "storelatch.pages.messages",
            "storelatch.pages.name",
            "storelatch.pages.shop-url",
            "storelatch.pages.theme",
            "storelatch.pages.url",
            "storelatch.password.breach-check.unavailable",
            "storelatch.public-url",
            "storelatch.session.cookie.domain",
            "storelatch.session.cookie.same-site",
            "storelatch.throttle.callers",
            "storelatch.webhook.allow-private",
            "storelatch.webhook.topics");

    /** Settings of Spring Boot that shops set. */
    private static final List<SettingMetadata> FOREIGN = List.of(
            new SettingMetadata("server.port", "java.lang.Integer", "Port of the API.", null),
            new SettingMetadata(
                    "management.server.port", "java.lang.Integer", "Port of the metrics; -1 for none.", null),
            new SettingMetadata("spring.mail.port", "java.lang.Integer", "Port of the mail server.", null),
            new SettingMetadata(
                    "spring.datasource.hikari.maximum-pool-size",
                    "java.lang.Integer",
                    "Number of database connections.",
                    "10"));

    private static final Pattern USER_INFO = Pattern.compile("//[^/@\\s]*@");

    /** The value of a parameter, unless it is a placeholder such as <code>{token}</code>. */
    private static final Pattern PARAMETER = Pattern.compile("([?&#;][^=&#\\s]*=)(?!\\{\\w+}(?:[&#]|$))[^&#\\s]*");

    private final Environment environment;

    ShownSettings(Environment environment) {
        this.environment = environment;
    }

    /**
     * A setting.
     *
     * @param value null if it is not set and has no default
     * @param isDefault true if nobody has set it
     * @param isMasked true if the value is not shown
     */
    record ShownSetting(String name, @Nullable String value, boolean isDefault, boolean isMasked, String description) {}

    List<ShownSetting> all() {
        return Stream.concat(SettingMetadata.read().stream(), FOREIGN.stream())
                .map(this::show)
                .toList();
    }

    private ShownSetting show(SettingMetadata setting) {
        List<String> values = Binder.get(environment)
                .bind(setting.name(), Bindable.listOf(String.class))
                .orElse(List.of());
        boolean isSet = values.stream().anyMatch(value -> !value.isEmpty());
        boolean isMasked = !HARMLESS_TYPES.contains(setting.type()) && !SHOWN_TEXTS.contains(setting.name());
        String value = isSet ? String.join(", ", values) : setting.defaultValue();
        return new ShownSetting(
                setting.name(),
                value == null ? null : isSet && isMasked ? MASK : withoutCredentials(value),
                !isSet,
                isMasked,
                setting.description());
    }

    /** Masks the user and password of a URL, and the values of its parameters. */
    static String withoutCredentials(String text) {
        return PARAMETER
                .matcher(USER_INFO.matcher(text).replaceAll("//" + MASK + "@"))
                .replaceAll("$1" + MASK);
    }
}
