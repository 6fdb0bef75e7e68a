package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Requests are measured by route, with a number of tags that clients cannot increase. */
@ServerTest
class RequestMetricsTest {

    @Autowired
    Api api;

    @Autowired
    MeterRegistry meters;

    @Test
    void aRequestIsCountedWithItsTimeAndItsStatements() {
        Customer customer = api.register();
        String route = "/store/customers/me/sessions";
        long count = count("GET", route, 200);
        double statements = statements(route);

        api.cookie(customer.cookie()).get(route).then().statusCode(200);

        await().untilAsserted(() -> assertThat(count("GET", route, 200)).isEqualTo(count + 1));
        // One finds the session, one lists those of its account.
        assertThat(statements(route) - statements).isEqualTo(2);
        assertThat(timer("GET", route, 200).totalTime(TimeUnit.NANOSECONDS)).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /store/auth/nobody@example.com, /store/auth/{email}, 200",
        "GET, /store/customers/me, /store/**, 401",
        "GET, /admin/users/usr_1, /admin/**, 401",
        "GET, /no/such/route, /**, 404",
        "GET, /STORE/auth/nobody@example.com, /store/auth/{email}, 200",
        "PROPFIND, /store/auth/nobody@example.com, /store/**, 404",
    })
    void aRouteIsItsPattern(String method, String path, String route, int status) {
        String tag = method.equals("PROPFIND") ? "OTHER" : method;
        long before = count(tag, route, status);

        api.request().request(method, path).then().statusCode(status);

        await().untilAsserted(() -> assertThat(count(tag, route, status)).isEqualTo(before + 1));
    }

    @Test
    void noTagContainsWhatAClientHasSent() {
        api.request().get("/store/auth/somebody@example.com");
        api.request().get("/store/somebody@example.com");

        assertThat(meters.find("http.server.requests").meters())
                .isNotEmpty()
                .allSatisfy(meter -> assertThat(meter.getId().getTag("uri")).doesNotContain("somebody"));
    }

    private long count(String method, String route, int status) {
        return timers(method, route, status).mapToLong(Timer::count).sum();
    }

    private Timer timer(String method, String route, int status) {
        return timers(method, route, status).findFirst().orElseThrow();
    }

    private Stream<Timer> timers(String method, String route, int status) {
        return meters
                .find("http.server.requests")
                .tags("method", method, "uri", route, "status", String.valueOf(status))
                .timers()
                .stream();
    }

    private double statements(String route) {
        return meters.find("storelatch.request.statements").tag("uri", route).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }
}
