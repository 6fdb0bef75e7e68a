package dev.storelatch.crypto;

import io.jsonwebtoken.io.AbstractSerializer;
import java.io.OutputStream;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Writes the JSON of JWTs with Jackson 3, which JJWT does not support by itself. */
public final class JwtJsonSerializer extends AbstractSerializer<Map<String, ?>> {

    private final JsonMapper json;

    public JwtJsonSerializer(JsonMapper json) {
        this.json = json;
    }

    @Override
    protected void doSerialize(Map<String, ?> value, OutputStream out) {
        json.writeValue(out, value);
    }
}
