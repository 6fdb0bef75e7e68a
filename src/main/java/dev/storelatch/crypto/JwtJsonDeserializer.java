package dev.storelatch.crypto;

import io.jsonwebtoken.io.AbstractDeserializer;
import java.io.Reader;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads the JSON of JWTs with Jackson 3, which JJWT does not support by itself. */
public final class JwtJsonDeserializer extends AbstractDeserializer<Map<String, ?>> {

    private final JsonMapper json;

    public JwtJsonDeserializer(JsonMapper json) {
        this.json = json;
    }

    @Override
    protected Map<String, ?> doDeserialize(Reader reader) {
        return json.readValue(reader, new TypeReference<>() {});
    }
}
