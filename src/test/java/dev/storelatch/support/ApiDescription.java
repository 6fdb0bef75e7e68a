package dev.storelatch.support;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The API description {@code openapi.yaml}: its operations, and its schemas to validate JSON against. */
public final class ApiDescription {

    private static final String LOCATION = "https://storelatch.test/openapi.json";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "head", "patch");
    private static final ApiDescription SHARED = new ApiDescription();

    private final JsonNode document;
    private final List<Operation> operations;
    private final SchemaRegistry registry;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private ApiDescription() {
        try {
            document = YAMLMapper.builder(YAMLFactory.builder()
                            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                            .build())
                    .build()
                    .readTree(new ClassPathResource("openapi.yaml").getContentAsByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SchemaRegistryConfig config =
                SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
        registry = SchemaRegistry.withDialect(
                Dialects.getOpenApi31(),
                builder ->
                        builder.schemas(Map.of(LOCATION, document.toString())).schemaRegistryConfig(config));
        PathPatternParser paths = new PathPatternParser();
        paths.setCaseSensitive(false);
        operations = root().get("paths")
                .entries()
                .flatMap(path -> path.getValue()
                        .entries()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .map(method -> new Operation(
                                method.getKey().toUpperCase(Locale.ROOT),
                                paths.parse(path.getKey()),
                                path.getValue().get("x-any-method").json().booleanValue(false),
                                method.getValue())))
                .sorted(Comparator.comparing(Operation::path))
                .toList();
    }

    /** Returns the description, which is read once. */
    public static ApiDescription shared() {
        return SHARED;
    }

    /**
     * An operation of the API.
     *
     * @param anyMethod true if requests with every other method are answered alike
     */
    public record Operation(String method, PathPattern path, boolean anyMethod, Part part) {

        /** Returns the parameters of the operation that are in this place, such as {@code query}. */
        public List<Part> parameters(String place) {
            return part.get("parameters")
                    .elements()
                    .filter(parameter -> parameter.text("in").equals(place))
                    .toList();
        }

        boolean matches(String requestMethod, PathContainer requestPath) {
            String read = requestMethod.equals("HEAD") ? "GET" : requestMethod;
            return (anyMethod || method.equals(read)) && path.matches(requestPath);
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** A part of the description. References are followed. */
    public final class Part {

        private final String pointer;
        private final JsonNode json;

        private Part(String pointer, JsonNode json) {
            this.pointer = pointer;
            this.json = json;
        }

        /** Returns the part of this key, or one that is missing. */
        public Part get(String key) {
            return at(pointer + "/" + key.replace("~", "~0").replace("/", "~1"));
        }

        public JsonNode json() {
            return json;
        }

        /** Returns the text of this key, or an empty one. */
        public String text(String key) {
            return json.path(key).asString("");
        }

        public boolean exists() {
            return !json.isMissingNode();
        }

        /** Returns the parts of an object, by their keys. */
        public Stream<Map.Entry<String, Part>> entries() {
            return json.propertyNames().stream().map(key -> Map.entry(key, get(key)));
        }

        /** Returns the parts of an array. */
        public Stream<Part> elements() {
            return IntStream.range(0, json.size()).mapToObj(index -> get(String.valueOf(index)));
        }

        /** Returns what is wrong with the value if this part is a schema. */
        public List<String> mistakes(JsonNode value) {
            Schema schema =
                    schemas.computeIfAbsent(pointer, it -> registry.getSchema(SchemaLocation.of(LOCATION + "#" + it)));
            return schema.validate(value).stream()
                    .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                    .toList();
        }

        @Override
        public String toString() {
            return pointer;
        }
    }

    /** Returns the whole description. */
    public Part root() {
        return new Part("", document);
    }

    /** Returns all operations, those with more specific paths first. */
    public List<Operation> operations() {
        return operations;
    }

    /** Finds the operation that answers a request. */
    public Optional<Operation> find(String method, String path) {
        PathContainer parsed = PathContainer.parsePath(path.replaceFirst("(.)/+$", "$1"));
        return operations.stream().filter(it -> it.matches(method, parsed)).findFirst();
    }

    private Part at(String pointer) {
        JsonNode json = document.at(pointer);
        JsonNode reference = json.path("$ref");
        return reference.isString() ? at(reference.stringValue().substring(1)) : new Part(pointer, json);
    }
}
