package dev.storelatch.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.storelatch.core.Failure;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** When the memory of a parsed body is given back. */
class JsonBodyTest {

    private final AtomicInteger dropped = new AtomicInteger();

    @Test
    void aCheckedBodyIsDropped() {
        JsonBody body = body("{\"email\":\"a@example.com\",\"password\":{\"a\":[1]}}");
        body.email("email");
        assertThat(body.notEmptyText("password")).isNull();
        assertThat(dropped).hasValue(0);

        body.check();

        assertThat(dropped).hasValue(1);
        assertThatIllegalStateException().isThrownBy(() -> body.any("email"));
    }

    @Test
    void aBodyWithMistakesIsNotDropped() {
        JsonBody body = body("{\"unknown\":1}");

        assertThatExceptionOfType(Failure.InvalidData.class).isThrownBy(body::check);

        assertThat(dropped).hasValue(0);
    }

    @Test
    void aBodyOfWhichAnObjectIsInUseKeepsItsMemory() {
        JsonBody body = body("{\"metadata\":{\"a\":1}}");
        body.optionalObject("metadata");

        body.check();

        assertThat(dropped).hasValue(0);
    }

    @Test
    void thatAppliesToAnObjectOfAnObject() {
        JsonBody body = body("{\"address\":{\"metadata\":{\"a\":1}}}");
        body.object("address", inner -> inner.optionalObject("metadata"));

        body.check();

        assertThat(dropped).hasValue(0);
    }

    private JsonBody body(String json) {
        return new JsonBody(JsonMapper.shared().readTree(json), dropped::incrementAndGet);
    }
}
