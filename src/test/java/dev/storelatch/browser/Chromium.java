package dev.storelatch.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Debian's Chromium and its driver, headless, with a profile of its own. */
final class Chromium {

    private Chromium() {}

    /**
     * Starts the browser. Where there is none the calling test is skipped, or fails if the system property
     * {@code storelatch.browser} says {@code required}.
     *
     * @param profile an empty folder
     */
    static ChromeDriver start(Path profile) {
        Optional<File> browser = find("chromium", "chromium-browser", "google-chrome");
        Optional<File> driver = find("chromedriver");
        boolean required = "required".equals(System.getProperty("storelatch.browser"));
        if (!required) {
            assumeTrue(
                    browser.isPresent() && driver.isPresent(),
                    "skipped: there is no Chromium with its driver on this machine (Debian: chromium, chromium-driver)");
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.orElseThrow(() -> new AssertionError("Chromium is required and not there")));
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile);
        ChromeDriver chromium = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(
                                driver.orElseThrow(() -> new AssertionError("chromedriver is required and not there")))
                        .usingAnyFreePort()
                        .build(),
                options);
        chromium.manage().timeouts().scriptTimeout(Duration.ofSeconds(20));
        return chromium;
    }

    private static Optional<File> find(String... names) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(names)
                .flatMap(name -> Stream.of(path.split(File.pathSeparator, -1)).map(folder -> new File(folder, name)))
                .filter(File::canExecute)
                .findFirst();
    }
}
