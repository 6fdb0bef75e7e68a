package dev.storelatch.browser;

import dev.storelatch.support.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.logging.Level;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Debian's Chromium and its driver, headless, with a profile of its own. */
public final class Chromium {

    private Chromium() {}

    /**
     * Starts the browser. The calling test is skipped if there is none.
     *
     * @param profile an empty folder
     * @param arguments further command-line arguments
     */
    public static ChromeDriver start(Path profile, String... arguments) {
        Path browser = Machine.program(
                "Chromium (Debian's package chromium)", "chromium", "chromium-browser", "google-chrome");
        Path driver = Machine.program("ChromeDriver (Debian's package chromium-driver)", "chromedriver");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.toFile());
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
        options.addArguments(arguments);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.WARNING);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        ChromeDriver chromium = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver.toFile())
                        .usingAnyFreePort()
                        .build(),
                options);
        chromium.manage().timeouts().scriptTimeout(Duration.ofSeconds(20));
        return chromium;
    }

    /** Creates a profile that sets whether third-party cookies are blocked, as Safari does; the default differs between distributions. */
    public static Path profile(Path directory, boolean blocking) throws IOException {
        Path preferences = directory.resolve("Default").resolve("Preferences");
        Files.createDirectories(preferences.getParent());
        Files.writeString(preferences, """
                {"profile": {"cookie_controls_mode": %d, "block_third_party_cookies": %s}}
                """.formatted(blocking ? 1 : 0, blocking));
        return directory;
    }
}
