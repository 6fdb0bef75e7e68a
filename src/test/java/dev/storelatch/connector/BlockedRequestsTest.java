package dev.storelatch.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockedRequestsTest {

    private final List<String> ended = new ArrayList<>();
    private final BlockedRequests blocked = new BlockedRequests(2);

    @Test
    void theOldestRequestIsEndedIfThereAreTooMany() {
        blocked.add(request("a"));
        blocked.add(request("b"));
        assertThat(ended).isEmpty();

        blocked.add(request("c"));
        blocked.add(request("d"));

        assertThat(ended).containsExactly("a", "b");
    }

    @Test
    void aRequestThatNoLongerWaitsDoesNotCount() {
        BlockedRequests.Request first = request("a");
        blocked.add(first);
        blocked.add(request("b"));
        blocked.remove(first);

        blocked.add(request("c"));

        assertThat(ended).isEmpty();
    }

    private BlockedRequests.Request request(String name) {
        return () -> ended.add(name);
    }
}
