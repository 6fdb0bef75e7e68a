package dev.storelatch.environment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A setting {@code storelatch.*}, by the metadata that Spring Boot's annotation processor writes.
 *
 * @param type name of the Java type
 * @param description the documentation of the setting
 * @param defaultValue null if it has none, or another setting determines it
 */
record SettingMetadata(
        String name,
        String type,
        String description,
        @Nullable String defaultValue) {

    /** A tag of Javadoc, such as <code>{@code text}</code>. */
    private static final Pattern TAG = Pattern.compile("\\{@\\w+\\s+((?:[^{}]|\\{\\w*})*)}");

    private static final String RESOURCE = "META-INF/spring-configuration-metadata.json";

    /** Reads our own metadata only, which is the first on the class path: that of Spring Boot is large. */
    static List<SettingMetadata> read() {
        try (InputStream content = new ClassPathResource(RESOURCE).getInputStream()) {
            return settings(new JsonMapper().readTree(content)).distinct().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The metadata of the settings cannot be read", e);
        }
    }

    private static Stream<SettingMetadata> settings(JsonNode metadata) {
        return StreamSupport.stream(metadata.path("properties").spliterator(), false)
                .filter(property -> property.path("name").asString().startsWith("storelatch."))
                .map(property -> new SettingMetadata(
                        property.path("name").asString(),
                        property.path("type").asString(""),
                        TAG.matcher(property.path("description").asString("")).replaceAll("$1"),
                        defaultValue(property.path("defaultValue"))));
    }

    private static @Nullable String defaultValue(JsonNode value) {
        if (value.isMissingNode()) {
            return null;
        }
        return value.isArray()
                ? String.join(", ", value.valueStream().map(JsonNode::asString).toList())
                : value.asString();
    }
}
