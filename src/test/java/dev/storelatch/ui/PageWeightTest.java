package dev.storelatch.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.Api;
import dev.storelatch.support.ServerTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.test.context.TestPropertySource;

/** What a browser receives if it opens every page of the account and every view of the console, compressed and counted once. */
@ServerTest
@TestPropertySource(properties = {"storelatch.pages.account=true", "storelatch.console.enabled=true"})
class PageWeightTest {

    private static final int MAX_BYTES = 100_000;

    /** Tomcat compresses only what is longer (server.compression.min-response-size). */
    private static final int UNCOMPRESSED = 2_048;

    private static final List<String> MODULES = List.of("ui", "pages", "console");

    private static final List<String> PAGES = List.of(
            "/account/login",
            "/account/register",
            "/account/forgot-password",
            "/account/reset-password",
            "/account/confirm-email",
            "/account/undo-email",
            "/account/claim-orders",
            "/account",
            "/console",
            "/console/reset-password",
            "/console/accept-invite",
            "/console/forgot-password");

    @Autowired
    Api api;

    @Autowired
    Assets assets;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, Integer> sizes = new TreeMap<>();

    @Test
    void allPagesAndViewsTogetherAreSmall() throws IOException, InterruptedException {
        String cookie = api.register().cookie();
        for (String page : PAGES) {
            load(page, page.equals("/account") ? cookie : "");
        }
        for (String file : files()) {
            load(assets.url(file), "");
        }

        assertThat(sizes.values().stream().mapToInt(Integer::intValue).sum())
                .as("bytes of %s", sizes)
                .isBetween(20_000, MAX_BYTES);
    }

    private void load(String path, String cookie) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + api.port() + path))
                .header("Accept-Encoding", "gzip")
                .header("Cookie", "connect.sid=" + cookie)
                .build();
        HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Encoding").isPresent()
                        || response.body().length < UNCOMPRESSED)
                .as("%s is compressed", path)
                .isTrue();
        sizes.put(path, response.body().length);
    }

    private static List<String> files() throws IOException {
        List<String> files = new ArrayList<>(List.of("webjars/lit-html/lit-html.js"));
        for (String module : MODULES) {
            Resource[] found = new PathMatchingResourcePatternResolver()
                    .getResources("classpath:/dev/storelatch/" + module + "/assets/*");
            assertThat(found).as(module).isNotEmpty();
            for (Resource file : found) {
                files.add(module + "/" + file.getFilename());
            }
        }
        return files;
    }
}
