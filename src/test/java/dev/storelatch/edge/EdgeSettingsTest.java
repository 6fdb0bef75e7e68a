package dev.storelatch.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.storelatch.core.StartupException;
import dev.storelatch.support.PemFile;
import dev.storelatch.support.ServerTest;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

class EdgeSettingsTest {

    private static final String KEY = UpstreamTokenTest.KEY;
    private static final String SECRET = ServerTest.JWT_SECRET;

    @TempDir
    Path folder;

    @Test
    void theDefaultsAreTheDocumentedOnes() {
        EdgeSettings settings = bind(Map.of());

        assertThat(settings.proxyKeys()).isEmpty();
        assertThat(settings.upstream().isEnabled()).isFalse();
        assertThat(settings.upstream().issuer()).isNull();
        assertThat(settings.upstream().audience()).isEqualTo("upstream");
        assertThat(settings.upstream().lifetime()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void theNamesAreTheDocumentedOnes() {
        EdgeSettings settings = bind(Map.of(
                "proxy-keys", KEY + "," + UpstreamTokenTest.OLD_KEY,
                "upstream.secret", SECRET,
                "upstream.issuer", "https://api.example.com",
                "upstream.audience", "medusa",
                "upstream.lifetime", "2m"));

        assertThat(settings.proxyKeys()).hasSize(2);
        assertThat(settings.upstream().secret()).isNotNull();
        assertThat(settings.upstream().issuer()).isEqualTo("https://api.example.com");
        assertThat(settings.upstream().audience()).isEqualTo("medusa");
        assertThat(settings.upstream().lifetime()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.toString()).doesNotContain(KEY, SECRET);
    }

    @Test
    void tokensRequireAProxyKey() {
        String pem = PemFile.of(folder, PemFile.keyPair("EC", 256).getPrivate()).toString();

        assertRefused(Map.of("upstream.secret", SECRET), "storelatch.edge.upstream would show tokens");
        assertRefused(Map.of("upstream.keys", pem), "storelatch.edge.upstream would show tokens");
    }

    @Test
    void eitherASecretOrKeysSign() {
        KeyPair pair = PemFile.keyPair("EC", 256);
        String privateKey = PemFile.of(folder, pair.getPrivate()).toString();
        String publicKey = PemFile.of(folder, pair.getPublic()).toString();

        assertRefused(
                Map.of("proxy-keys", KEY, "upstream.secret", SECRET, "upstream.keys", privateKey),
                "storelatch.edge.upstream has both a secret and keys");
        assertRefused(
                Map.of("proxy-keys", KEY, "upstream.keys", publicKey + "," + privateKey),
                "The first of storelatch.edge.upstream.keys is not a private key");
        assertRefused(
                Map.of(
                        "proxy-keys",
                        KEY,
                        "upstream.keys",
                        folder.resolve("missing.pem").toString()),
                "The key file");
    }

    /** The first is Medusa's default, the last one stands in tutorials. */
    @ParameterizedTest
    @ValueSource(strings = {"supersecret", "31-bytes-are-one-too-few-for-it", "a-string-secret-at-least-256-bits-long"})
    void weakSecretsAndKeysAreRefused(String weak) {
        assertRefused(Map.of("proxy-keys", KEY, "upstream.secret", weak), "storelatch.edge.upstream.secret is ");
        assertRefused(Map.of("proxy-keys", KEY + "," + weak), "storelatch.edge.proxy-keys[1] is ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a key with blanks is not sent alike", "schl\u00fcssel-mit-umlaut-0123456789-abc"})
    void proxyKeyMustFitInAHeader(String key) {
        assertRefused(Map.of("proxy-keys", key), "storelatch.edge.proxy-keys has a key with a character");
    }

    @ParameterizedTest
    @CsvSource({"lifetime, 9s", "lifetime, 61m", "audience, ' '", "issuer, ''"})
    void otherValuesAreRefused(String name, String value) {
        assertThatThrownBy(() -> bind(Map.of("upstream." + name, value)))
                .isInstanceOf(BindException.class)
                .hasStackTraceContaining("'" + name + "'");
    }

    @Test
    void issuerAndAudienceHaveAtMost255Characters() {
        for (String name : new String[] {"issuer", "audience"}) {
            bind(Map.of("upstream." + name, "x".repeat(255)));
            assertThatThrownBy(() -> bind(Map.of("upstream." + name, "x".repeat(256))))
                    .isInstanceOf(BindException.class);
        }
    }

    private static void assertRefused(Map<String, String> values, String message) {
        assertThatThrownBy(() -> bind(values))
                .rootCause()
                .isInstanceOfSatisfying(
                        StartupException.class,
                        refusal -> assertThat(refusal.getMessage() + refusal.action())
                                .startsWith(message)
                                .doesNotContain(
                                        values.getOrDefault("proxy-keys", KEY),
                                        values.getOrDefault("upstream.secret", SECRET)));
    }

    private static EdgeSettings bind(Map<String, String> values) {
        try (ValidatorFactory validators = Validation.buildDefaultValidatorFactory()) {
            Map<String, String> named = new HashMap<>();
            values.forEach((name, value) -> named.put("storelatch.edge." + name, value));
            return new Binder(new MapConfigurationPropertySource(named))
                    .bindOrCreate(
                            "storelatch.edge",
                            Bindable.of(EdgeSettings.class),
                            new ValidationBindHandler(new SpringValidatorAdapter(validators.getValidator())));
        }
    }
}
