package dev.storelatch.pages;

import dev.storelatch.core.StartupException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * Makes mailed links lead to the hosted pages, if the address of this server is set and there are no other pages for them:
 * {@code storelatch.pages.url} for customers, {@code storelatch.console.url} for the users who run the store. The address
 * comes from the settings and never from a request, whose {@code Host} the client chooses (WSTG-ATHN-09).
 */
final class PageLinksPostProcessor implements EnvironmentPostProcessor, Ordered {

    private static final Pattern PUBLIC_ADDRESS =
            Pattern.compile("(https://[^/?#{}@\\s]+|http://(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?)/?");

    /** Runs after the settings of the local run have been added. */
    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 4;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> links = new HashMap<>();
        if (environment.getProperty("storelatch.pages.enabled", Boolean.class, Boolean.TRUE)) {
            address(environment, "storelatch.pages.url").ifPresent(url -> links.putAll(ofCustomers(url)));
        }
        if (environment.getProperty("storelatch.console.enabled", Boolean.class, Boolean.FALSE)) {
            address(environment, "storelatch.console.url").ifPresent(url -> links.putAll(ofUsers(url)));
        }
        if (!links.isEmpty()) {
            environment.getPropertySources().addLast(new MapPropertySource("hostedPages", links));
        }
    }

    private static Map<String, Object> ofCustomers(String url) {
        return Map.of(
                "storelatch.links.password-reset", url + "/account/reset-password#token={token}&email={email}",
                "storelatch.links.order-claim", url + "/account/claim-orders#token={token}",
                "storelatch.links.email-confirmation", url + "/account/confirm-email#token={token}",
                "storelatch.links.email-undo", url + "/account/undo-email#token={token}");
    }

    private static Map<String, Object> ofUsers(String url) {
        return Map.of(
                "storelatch.links.admin-password-reset",
                url + UserPageController.RESET_PASSWORD + "#token={token}&email={email}",
                "storelatch.links.invite",
                url + UserPageController.ACCEPT_INVITE + "#token={token}&email={email}");
    }

    /** Returns the address without a slash at its end; empty if it is not set. */
    private static Optional<String> address(ConfigurableEnvironment environment, String setting) {
        String url = environment.getProperty(setting);
        if (!StringUtils.hasText(url)) {
            return Optional.empty();
        }
        if (!PUBLIC_ADDRESS.matcher(url).matches()) {
            throw new StartupException(
                    setting + " is not an https address without a path.",
                    "Set it to the address of this server as browsers see it, such as https://auth.example.com.");
        }
        return Optional.of(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
    }
}
