package dev.storelatch.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;
import org.springframework.util.Assert;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What every page must satisfy, as a real browser sees it: no violation of accessibility rules (axe) or of its content
 * policy, no request to another origin, no error of a script, and no horizontal scrolling. Writes screenshots of the page, in
 * light and dark and in two widths, to {@code target/screenshots/}.
 *
 * <p>The browser must have been started by {@link #start}.
 */
public final class PageCheck {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final List<String> SCHEMES = List.of("light", "dark");
    private static final long VIEWPORT_HEIGHT = 900;
    private static final List<Integer> WIDTHS = List.of(360, 1600);

    private final ChromeDriver browser;
    private final String origin;
    private final Map<String, Long> sizes = new HashMap<>();

    private PageCheck(ChromeDriver browser, String origin) {
        this.browser = browser;
        this.origin = origin;
    }

    /**
     * Starts a browser that logs its requests.
     *
     * @param profile an empty folder
     * @param origin the origin of the server
     * @param arguments further command-line arguments
     */
    public static PageCheck start(Path profile, String origin, String... arguments) {
        return new PageCheck(Chromium.start(profile, arguments), origin);
    }

    /** Returns the browser. */
    public ChromeDriver browser() {
        return browser;
    }

    /** Opens a page of the server. */
    public void open(String path) {
        browser.get(origin + path);
    }

    /**
     * Checks the page that is open, and takes the screenshots.
     *
     * @param name the first part of the files' names
     * @param expectedStatuses statuses that requests of the page may have, besides those of success
     */
    public void check(String name, Integer... expectedStatuses) {
        for (String scheme : SCHEMES) {
            for (int width : WIDTHS) {
                emulate(scheme, width, VIEWPORT_HEIGHT);
                assertThat(browser.executeScript("return document.documentElement.clientWidth"))
                        .as("width of the viewport")
                        .isEqualTo((long) width);
                assertThat(violations(new AxeBuilder()))
                        .as("%s, %s, %d px", name, scheme, width)
                        .isEmpty();
                assertThat(overflow())
                        .as("what is wider than %d px on %s", width, name)
                        .isEmpty();
                emulate(scheme, width, height());
                screenshot("%s-%s-%d.png".formatted(name, scheme, width));
            }
        }
        browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        checkLogs(name, Set.of(expectedStatuses));
    }

    /** Checks only what the browser has logged since the last call. */
    public void checkLogs(String name, Set<Integer> expectedStatuses) {
        List<JsonNode> events = browser.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(entry -> JsonMapper.shared().readTree(entry.getMessage()).path("message"))
                .toList();
        assertThat(events.stream()
                        .filter(event -> event.path("method").stringValue().equals("Network.requestWillBeSent"))
                        .map(event ->
                                event.path("params").path("request").path("url").stringValue())
                        .filter(url -> !url.startsWith("chrome:"))) // the browser's own first page
                .as("requests of %s", name)
                .allMatch(url -> url.startsWith(origin + "/") || url.startsWith("data:"));
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                        .map(entry -> entry.getMessage())
                        .filter(message -> expectedStatuses.stream()
                                .noneMatch(status -> message.contains("status of " + status + " "))))
                .as("messages of the browser about %s", name)
                .isEmpty();
        addSizes(events);
    }

    /** Returns the bytes, as transferred, of each address that all pages so far have loaded, counted once. */
    public Map<String, Long> sizes() {
        return Map.copyOf(sizes);
    }

    private void addSizes(List<JsonNode> events) {
        Map<String, String> urls = new LinkedHashMap<>();
        for (JsonNode event : events) {
            JsonNode params = event.path("params");
            String request = params.path("requestId").stringValue("");
            switch (event.path("method").stringValue()) {
                case "Network.requestWillBeSent" -> {
                    String url = params.path("request").path("url").stringValue();
                    if (url.startsWith(origin + "/")) {
                        urls.put(request, URI.create(url).getRawPath());
                    }
                }
                case "Network.loadingFinished" -> {
                    String url = urls.get(request);
                    if (url != null) {
                        sizes.merge(url, params.path("encodedDataLength").longValue(0), Math::max);
                    }
                }
                default -> {}
            }
        }
    }

    /**
     * Returns the violations of accessibility rules on the page that is open, in one of the color schemes.
     *
     * @param scheme {@code light} or {@code dark}
     * @param width of the viewport, in CSS pixels
     * @param axe what is checked
     */
    public List<String> violations(String scheme, int width, AxeBuilder axe) {
        emulate(scheme, width, VIEWPORT_HEIGHT);
        return violations(axe).toList();
    }

    private Stream<String> violations(AxeBuilder axe) {
        List<Rule> rules = axe.setLegacyMode(true).analyze(browser).getViolations();
        return rules.stream().map(rule -> rule.getId() + ": " + rule.getNodes());
    }

    private List<?> overflow() {
        Object found = browser.executeScript("""
                const limit = document.documentElement.clientWidth;
                return document.documentElement.scrollWidth <= limit ? [] : [...document.querySelectorAll("body *")]
                    .filter(element => element.getBoundingClientRect().right > limit + 1)
                    .map(element => element.outerHTML.slice(0, 200));
                """);
        Assert.state(found instanceof List, "the script returns a list");
        return (List<?>) found;
    }

    /** Returns the height of the whole page. */
    private long height() {
        Object height = browser.executeScript("return document.documentElement.scrollHeight");
        return height instanceof Number number ? number.longValue() : VIEWPORT_HEIGHT;
    }

    /** Hides the scroll bar, which would take its width from the page. */
    private void emulate(String scheme, int width, long height) {
        browser.executeCdpCommand("Emulation.setScrollbarsHidden", Map.of("hidden", true));
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    private void screenshot(String file) {
        Object image = browser.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png"))
                .get("data");
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(SCREENSHOTS.resolve(file), Base64.getDecoder().decode(String.valueOf(image)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
