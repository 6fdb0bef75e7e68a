package dev.storelatch.doctor;

import dev.storelatch.core.StartupException;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Logs a warning for each contradiction of the settings that makes browsers drop or hold back the cookie, and refuses allowed
 * origins whose pages anybody on the way can change.
 */
@Component
public class StartupCheck {

    private static final Logger LOG = LoggerFactory.getLogger(StartupCheck.class);
    private static final int MAX_WARNINGS = 10;

    private final List<Finding> findings;

    /** @throws StartupException if an origin with http is allowed in production */
    StartupCheck(Environment environment) {
        this.findings = findings(BrowserSettings.read(environment));
        findings.stream()
                .filter(finding -> finding.rule() == Rule.HTTP_ORIGIN_LISTED)
                .findFirst()
                .ifPresent(finding -> {
                    throw new StartupException(finding.problem(), finding.remedy());
                });
    }

    @EventListener(ApplicationReadyEvent.class)
    void warn() {
        warnings().forEach(LOG::warn);
    }

    /** Returns a line for each contradiction. */
    public List<String> warnings() {
        Stream<String> first = findings.stream().limit(MAX_WARNINGS).map(Finding::line);
        Stream<String> more = Stream.of(findings.size() - MAX_WARNINGS)
                .filter(count -> count > 0)
                .map("%d more like these; the command doctor checks each page."::formatted);
        return Stream.concat(first, more).toList();
    }

    /** Returns what has to be changed, without mere notes. */
    static List<Finding> findings(BrowserSettings settings) {
        Sites sites = new Sites();
        WebOrigin api = settings.publicUrl();
        Stream<Finding> pages = api == null
                ? Stream.empty()
                : Stream.of(settings.store(), settings.admin())
                        .flatMap(list -> list.exact().stream())
                        .filter(page -> !page.isLoopback() || api.isLoopback())
                        .flatMap(page -> new PageRules(sites).check(page, api, settings.cookie()).stream());
        return Stream.of(
                        new CookieRules(sites).check(settings.cookie(), api).stream(),
                        settings.store().checkDefault(settings.cookie()).stream(),
                        settings.store().check(settings.cookie()).stream(),
                        settings.admin().check(settings.cookie()).stream(),
                        pages)
                .flatMap(findings -> findings)
                .filter(finding -> finding.rule().severity() != Severity.NOTE)
                .distinct()
                .toList();
    }
}
