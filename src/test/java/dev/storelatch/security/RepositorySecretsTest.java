package dev.storelatch.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

/** ASVS 13.3.1: neither the jar nor the files from which a server is set up contain a secret. */
class RepositorySecretsTest {

    private static final List<Path> ROOTS = List.of(
            Path.of("src/main"),
            Path.of("ops"),
            Path.of("docs"),
            Path.of("http"),
            Path.of("postman"),
            Path.of("Dockerfile"),
            Path.of("docker-compose.yml"),
            Path.of("README.md"));

    /** A key in PEM, or a value of 20 or more characters for a secret, unless it is a placeholder or a comparison. */
    private static final Pattern SECRET = Pattern.compile(
            "-----BEGIN [A-Z ]*PRIVATE KEY-----\\s+\\S{20}"
                    + "|(?i:jwt_secret|cookie_secret|password|secrets?(?:\\[\\d])?|proxy[-_]keys?)\\s*[=:]\\s*[\"']?[\\w+/-]{20,}=*[\"']?\\s*$",
            Pattern.MULTILINE);

    @Test
    void noFileContainsASecret() throws IOException {
        for (Path root : ROOTS) {
            try (Stream<Path> files = Files.walk(root)) {
                assertThat(files.filter(Files::isRegularFile))
                        .isNotEmpty()
                        .allSatisfy(file -> assertThat(
                                        SECRET.matcher(Files.readString(file, StandardCharsets.ISO_8859_1))
                                                .results()
                                                .map(found -> found.group()))
                                .as(file.toString())
                                .isEmpty());
            }
        }
    }

    @Test
    void secretsWouldBeFound() {
        assertThat(SECRET.matcher("x\nJWT_SECRET=4fJk20dLq8Xz7Tn1Wm5Rv9").find())
                .isTrue();
        assertThat(SECRET.matcher("  password: 'aaaaBBBBccccDDDDeeee1'\n").find())
                .isTrue();
        assertThat(SECRET.matcher("-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC")
                        .find())
                .isTrue();
    }

    @Test
    void defaultSettingsHaveNoSecret() throws IOException {
        String settings = new ClassPathResource("application.yml").getContentAsString(StandardCharsets.UTF_8);

        assertThat(settings).doesNotContainPattern("(?m)^\\s*(secrets|keys|proxy-keys|password):\\s*[^$\\s#]");
    }
}
