package dev.storelatch.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The hosted pages tell people why a log-in at a provider has failed, and what to do. */
class LoginErrorTextsTest {

    /** Nobody who logs in can do anything about these. */
    private static final Set<LoginError> GENERAL = Set.of(LoginError.PROVIDER_ERROR, LoginError.INVALID_RESPONSE);

    @ParameterizedTest
    @EnumSource
    void everyErrorHasASentence(LoginError error) throws IOException {
        Properties texts = new Properties();
        try (Reader file =
                Files.newBufferedReader(Path.of("src/main/resources/dev/storelatch/pages/messages.properties"))) {
            texts.load(file);
        }

        assertThat(texts.getProperty("error.provider-" + error.id().replace('_', '-')) == null)
                .isEqualTo(GENERAL.contains(error));
    }
}
