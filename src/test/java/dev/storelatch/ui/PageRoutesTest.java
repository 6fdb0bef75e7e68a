package dev.storelatch.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.storelatch.browser.PageCheck;
import dev.storelatch.support.Api;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** A page that a module contributes, with its files, headers and limits. */
@ServerTest
@Import({PageRoutesTest.Pages.class, PageRoutesTest.Page.class})
class PageRoutesTest {

    @Autowired
    Api api;

    @Autowired
    Assets assets;

    @TestConfiguration(proxyBeanMethods = false)
    static class Pages {

        @Bean
        PageRoutes testPages() {
            return PageRoutes.get("/page").post("/page").assets("uitest").webJar("lit-html");
        }
    }

    @Controller
    static class Page {

        @GetMapping({"/page", "/other-page"})
        String page() {
            return "uitest/page";
        }

        @PostMapping("/page")
        @ResponseBody
        String form() {
            return "sent";
        }
    }

    @Test
    void aPageLoadsAndContactsNothingButThisServer() {
        api.request()
                .get("/page")
                .then()
                .statusCode(200)
                .header("Content-Type", "text/html;charset=UTF-8")
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
                                + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Cache-Control", "private, no-store");
        api.request().head("/page").then().statusCode(200);
    }

    @Test
    void aPathWithoutPageRoutesIsUnknown() {
        for (String path : new String[] {"/other-page", "/assets/x/ui/base.css", assets.url("ui/none.css")}) {
            api.request()
                    .get(path)
                    .then()
                    .statusCode(404)
                    .body("type", equalTo("not_found"))
                    .body("message", equalTo("Cannot GET " + path));
        }
        for (String path : new String[] {
            assets.url("pages/../../../application.yml"),
            assets.url("ui/%2e%2e/%2e%2e/outbox/invite.created.txt"),
            assets.url("ui/..%2f..%2foutbox/invite.created.txt"),
            assets.url("webjars/lit-html/../../../../application.yml")
        }) {
            assertThat(api.request().get(path).statusCode()).as(path).isIn(400, 404);
        }
        api.request().delete("/page").then().statusCode(404).header("Content-Type", "application/json;charset=utf-8");
    }

    /** Of a file that is longer than the buffer from which it is read. */
    @Test
    void severalRangesOfAFileAreSent() {
        Response whole = api.request().get(assets.url("ui/base.css"));
        String text = whole.asString();

        Response ranges = api.request().header("Range", "bytes=0-1,-5,9-").get(assets.url("ui/base.css"));

        assertThat(text).hasSizeGreaterThan(8_192);
        ranges.then().statusCode(206).header("Content-Type", containsString("multipart/byteranges"));
        assertThat(ranges.asString())
                .contains(text.substring(0, 2), text.substring(text.length() - 5), text.substring(9));
    }

    @Test
    void filesAreKeptForEverRevalidatedAndCompressed() {
        String style = assets.url("ui/base.css");
        Response first = compressed(api.request()).get(style);

        first.then()
                .statusCode(200)
                .header("Content-Type", containsString("text/css"))
                .header("Content-Encoding", "gzip")
                .header("Cache-Control", "max-age=31536000, public, immutable")
                .header("Last-Modified", nullValue())
                .header("ETag", notNullValue());
        compressed(api.request())
                .header("If-None-Match", first.header("ETag"))
                .get(style)
                .then()
                .statusCode(304);
        api.request().get(assets.url("webjars/lit-html/lit-html.js")).then().statusCode(200);
    }

    /** A secret that is compressed together with what a client has sent could be guessed (BREACH). */
    @Test
    void responsesOfTheApiAreNotCompressed() {
        Api.Customer customer = api.register();
        String text = "x".repeat(4096);

        compressed(api.cookie(customer.cookie()))
                .contentType("application/json")
                .body(Map.of("metadata", Map.of("text", text)))
                .post("/store/customers/me")
                .then()
                .statusCode(200)
                .header("Content-Encoding", nullValue());
    }

    @Test
    void formsAreAcceptedFromOurOwnPagesOnly() {
        assertThat(form("Sec-Fetch-Site", "same-origin")).isEqualTo(200);
        assertThat(form("Origin", "http://localhost:" + api.port())).isEqualTo(200);
        assertThat(form("Sec-Fetch-Site", "cross-site")).isEqualTo(403);
        assertThat(form("Sec-Fetch-Site", "same-site")).isEqualTo(403);
        assertThat(form("Origin", "https://evil.example")).isEqualTo(403);
        assertThat(form("Origin", "null")).isEqualTo(403);
        assertThat(form("Origin", "http://localhost:8000")).isEqualTo(403);
    }

    @Test
    @Tag("browser")
    void aBrowserRunsTheModulesOfThePage(@TempDir Path profile) {
        PageCheck check = PageCheck.start(profile, "http://localhost:" + api.port());
        try {
            check.open("/page");
            new WebDriverWait(check.browser(), Duration.ofSeconds(20))
                    .until(page -> !page.findElements(By.tagName("h1")).isEmpty());

            check.check("ui");

            assertThat(check.sizes().keySet())
                    .contains("/page", assets.url("uitest/page.js"), assets.url("webjars/lit-html/lit-html.js"));
        } finally {
            check.browser().quit();
        }
    }

    private int form(String header, String value) {
        return api.request()
                .header(header, value)
                .contentType("application/x-www-form-urlencoded")
                .body("a=b")
                .post("/page")
                .statusCode();
    }

    private static RequestSpecification compressed(RequestSpecification request) {
        return request.header("Accept-Encoding", "gzip");
    }
}
