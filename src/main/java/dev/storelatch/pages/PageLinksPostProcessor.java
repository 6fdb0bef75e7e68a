package dev.storelatch.pages;

import dev.storelatch.core.StartupException;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * Makes mailed links lead to the hosted pages, if {@code storelatch.pages.url} is set and the shop has no pages of its own.
 * The address comes from the settings and never from a request, whose {@code Host} the client chooses (WSTG-ATHN-09).
 */
final class PageLinksPostProcessor implements EnvironmentPostProcessor, Ordered {

    private static final String URL = "storelatch.pages.url";

    private static final Pattern PUBLIC_ADDRESS =
            Pattern.compile("(https://[^/?#{}@\\s]+|http://(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?)/?");

    /** Runs after the settings of the local run have been added. */
    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 4;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String url = environment.getProperty(URL);
        if (!StringUtils.hasText(url)
                || !environment.getProperty("storelatch.pages.enabled", Boolean.class, Boolean.TRUE)) {
            return;
        }
        if (!PUBLIC_ADDRESS.matcher(url).matches()) {
            throw new StartupException(
                    URL + " is not an https address without a path.",
                    "Set it to the address of this server as customers see it, such as https://auth.example.com.");
        }
        String account = (url.endsWith("/") ? url.substring(0, url.length() - 1) : url) + "/account/";
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "hostedPages",
                        Map.of(
                                "storelatch.links.password-reset",
                                account + "reset-password#token={token}&email={email}",
                                "storelatch.links.order-claim",
                                account + "claim-orders#token={token}",
                                "storelatch.links.email-confirmation",
                                account + "confirm-email#token={token}",
                                "storelatch.links.email-undo",
                                account + "undo-email#token={token}")));
    }
}
