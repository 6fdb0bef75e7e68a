package dev.storelatch.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import dev.storelatch.browser.PageCheck;
import dev.storelatch.support.Api;
import dev.storelatch.support.ApiDescription;
import dev.storelatch.support.ServerTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.test.context.TestPropertySource;

/** The API description as the server serves it, and the page that shows it. */
@ServerTest
@TestPropertySource(properties = "storelatch.api-docs.enabled=true")
class ApiDocsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The page has two thousand elements, whose contrast axe computes one by one. */
    private static final int AXE_SECONDS = 180;

    /**
     * Rules that the markup of Swagger UI itself breaks: headings of tags are two levels below the title, the summary of an
     * operation is a button beside others in a clickable element, and only the operations are in a landmark.
     */
    private static final List<String> OF_SWAGGER_UI = List.of("heading-order", "nested-interactive", "region");

    @Autowired
    Api api;

    @Test
    void theDescriptionIsServed() throws IOException {
        String description = api.request()
                .get("/openapi.yaml")
                .then()
                .statusCode(200)
                .header("Content-Type", "application/yaml")
                .header("Cache-Control", "private, no-store")
                .extract()
                .asString();

        assertThat(description)
                .isEqualTo(new ClassPathResource("openapi.yaml").getContentAsString(StandardCharsets.UTF_8));
        api.request().head("/docs").then().statusCode(200);
    }

    @Test
    @Tag("browser")
    void aBrowserShowsItUnderTheContentPolicyAndFromThisServerAlone(@TempDir Path profile) {
        PageCheck page = PageCheck.start(profile, "http://localhost:" + api.port());
        try {
            page.open("/docs");
            WebDriverWait wait = new WebDriverWait(page.browser(), PATIENCE);
            wait.until(browser -> browser.findElements(By.className("opblock")).size()
                    == ApiDescription.shared().operations().size());

            request(page, wait, "operations-Other_servers-isAlive");

            assertThat(wait.until(browser -> browser.findElement(By.cssSelector(".live-responses-table .response")))
                            .getText())
                    .contains("200", "OK");
            page.checkLogs("docs", Set.of());
            assertThat(page.sizes()).containsKeys("/docs", "/openapi.yaml", "/health");
        } finally {
            page.browser().quit();
        }
    }

    @Test
    @Tag("browser")
    void thePageIsAccessible(@TempDir Path profile) {
        PageCheck page = PageCheck.start(profile, "http://localhost:" + api.port());
        try {
            page.open("/docs");
            new WebDriverWait(page.browser(), PATIENCE)
                    .until(browser ->
                            browser.findElements(By.className("opblock")).size()
                                    == ApiDescription.shared().operations().size());
            for (int width : new int[] {360, 1600}) {
                for (String scheme : new String[] {"light", "dark"}) {
                    assertThat(page.violations(
                                    scheme,
                                    width,
                                    new AxeBuilder().setTimeout(AXE_SECONDS).disableRules(OF_SWAGGER_UI)))
                            .as("%s, %d px", scheme, width)
                            .isEmpty();
                }
            }
        } finally {
            page.browser().quit();
        }
    }

    /** Sends the request of an operation from the page. */
    private static void request(PageCheck page, WebDriverWait wait, String operation) {
        for (String button : new String[] {".opblock-summary-control", ".try-out__btn", ".execute"}) {
            WebElement element =
                    wait.until(browser -> browser.findElement(By.cssSelector("#" + operation + " " + button)));
            page.browser().executeScript("arguments[0].click()", element);
        }
    }
}
