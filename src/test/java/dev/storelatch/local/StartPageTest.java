package dev.storelatch.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.Api;
import dev.storelatch.support.RawHttp;
import dev.storelatch.support.ServerProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.util.HtmlUtils;

/** A local run shows at its address what there is to see, and all of it works. */
class StartPageTest {

    private static final Pattern LINK = Pattern.compile("<a [^>]*href=\"([^\"]+)\"");
    private static final Pattern ACCOUNT = Pattern.compile("<dt>E-mail</dt>\\s*<dd[^>]*>([^<]+)</dd>");

    @TempDir
    Path directory;

    @Test
    void theAddressShowsThePagesTheAccountsAndTheRequests() {
        Map<String, String> local = Map.of("storelatch.local.directory", directory.toString());
        try (ServerProcess server = ServerProcess.start(local)) {
            RawHttp browser = new RawHttp(server.port());
            RawHttp.Response page = browser.send("GET", "/", Map.of(), "");
            String text = HtmlUtils.htmlUnescape(page.body());

            assertThat(page.status()).isEqualTo(200);
            assertThat(found(LINK, text))
                    .containsExactly("/account/login", "/account", "/console", "/docs", "/openapi.yaml")
                    .allSatisfy(link -> assertThat(
                                    browser.send("GET", link, Map.of(), "").status())
                            .as(link)
                            .isIn(200, 302, 303));
            assertThat(found(ACCOUNT, text)).containsExactly(DemoShop.EMAIL, DemoShop.ADMIN_EMAIL);
            assertThat(text).contains("<dd class=\"code\">" + DemoShop.PASSWORD + "</dd>");
            List<String> requests = StartupHints.requests("http://localhost:" + server.port());
            assertThat(requests).hasSize(3);
            assertThat(text).contains(requests);

            Api api = new Api(server.port());
            assertThat(api.login(DemoShop.EMAIL, DemoShop.PASSWORD).statusCode())
                    .isEqualTo(200);
            assertThat(api.json(Api.credentials(DemoShop.ADMIN_EMAIL, DemoShop.PASSWORD))
                            .post("/admin/auth")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }
}
