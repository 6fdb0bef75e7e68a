package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.crypto.HmacSha256;
import dev.storelatch.request.VisitorAddress;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The default limits of a client's network. The proxy of the tests is trusted and names the client, so that its address does
 * not matter.
 */
@ServerTest
class NetworkLimitTest {

    private static final int IN_A_ROW = 100;
    private static final String WRONG = "not the password";

    @Autowired
    Api api;

    @Autowired
    TestClock clock;

    /** Requests that let a stranger guess or find out something, with the status of each until the limit. */
    enum Guess {
        LOGIN(401) {
            @Override
            Response send(Api api, RequestSpecification request) {
                return request.body(Api.credentials(Api.newEmail(), WRONG)).post("/store/auth");
            }
        },
        TOKEN(401) {
            @Override
            Response send(Api api, RequestSpecification request) {
                return request.body(Api.credentials(Api.newEmail(), WRONG)).post("/store/auth/token");
            }
        },
        ADMIN_LOGIN(401) {
            @Override
            Response send(Api api, RequestSpecification request) {
                return request.body(Api.credentials(Api.newEmail(), WRONG)).post("/admin/auth");
            }
        },
        ADMIN_TOKEN(401) {
            @Override
            Response send(Api api, RequestSpecification request) {
                return request.body(Api.credentials(Api.newEmail(), WRONG)).post("/admin/auth/token");
            }
        },
        CURRENT_PASSWORD(401) {
            @Override
            Response send(Api api, RequestSpecification request) {
                return request.header("Cookie", "connect.sid=" + api.register().cookie())
                        .body(Map.of("first_name", "Ada", "current_password", WRONG))
                        .post("/store/customers/me");
            }
        },
        PROBE(200) {
            @Override
            Response send(Api api, RequestSpecification request) {
                return request.get("/store/auth/" + Api.newEmail());
            }
        },
        REGISTRATION(200) {
            @Override
            Response send(Api api, RequestSpecification request) {
                return request.body(Map.of(
                                "email", Api.newEmail(),
                                "password", "correct horse battery",
                                "first_name", "Ada",
                                "last_name", "Lovelace"))
                        .post("/store/customers");
            }
        },
        RESET(204) {
            @Override
            Response send(Api api, RequestSpecification request) {
                return request.body(Map.of("email", Api.newEmail())).post("/store/customers/password-token");
            }
        },
        ADMIN_RESET(204) {
            @Override
            Response send(Api api, RequestSpecification request) {
                return request.body(Map.of("email", Api.newEmail())).post("/admin/users/password-token");
            }
        };

        private final int status;

        Guess(int status) {
            this.status = status;
        }

        abstract Response send(Api api, RequestSpecification request);
    }

    /** Each with another address or account, so that no other budget refuses it. */
    @ParameterizedTest
    @EnumSource
    void requestsFromOneNetworkAreLimited(Guess guess) {
        String network = "2001:db8:" + Integer.toHexString(guess.ordinal() + 1) + ":1::";
        int allowed = 0;
        Response response = guess.send(api, from(network + 1));
        while (response.statusCode() == guess.status && allowed < 2 * IN_A_ROW) {
            allowed++;
            response = guess.send(api, from(network + Integer.toHexString(allowed + 2)));
        }

        // A few are restored during the loop.
        assertThat(allowed).isBetween(IN_A_ROW, IN_A_ROW + 30);
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.asString())
                .isEqualTo("{\"type\":\"too_many_requests\",\"message\":\"Too many attempts. Try again later.\"}");
        assertThat(Integer.parseInt(response.header("Retry-After"))).isBetween(1, 10);
        assertThat(response.headers().getValues("Set-Cookie")).isEmpty();
        assertThat(guess.send(api, from("2001:db8:fff:" + Integer.toHexString(guess.ordinal()) + "::1"))
                        .statusCode())
                .isEqualTo(guess.status);
    }

    /** Only failures count, so that a network with many customers is not limited by its size. */
    @Test
    void officeBehindOneAddressLogsIn() {
        List<Customer> office = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            office.add(api.register());
        }
        for (Customer employee : office) {
            login(employee.withPassword(WRONG), "198.51.100.1").then().statusCode(401);
            for (int i = 0; i < 4; i++) {
                login(employee, "198.51.100.1").then().statusCode(200);
            }
        }
        register("198.51.100.1").then().statusCode(200);
    }

    /** A client could otherwise choose its network. */
    @Test
    void onlyTheAddressThatTheProxyHasAddedCounts() {
        for (int i = 0; i < IN_A_ROW + 40; i++) {
            login(Api.newEmail(), "192.0.2." + i + ", 198.51.100.99");
        }

        login(Api.newEmail(), "192.0.2.200, 198.51.100.99").then().statusCode(429);
    }

    /** The storefront's server is a caller, which is not limited itself. */
    @Test
    void addressThatTheStorefrontHasSignedIsTheVisitors() {
        for (int i = 0; i < IN_A_ROW + 40; i++) {
            visitorLogin("192.0.2.66", "192.0.2.66");
        }

        visitorLogin("192.0.2.66", "192.0.2.66").then().statusCode(429);
        visitorLogin("192.0.2.66", "192.0.2.67").then().statusCode(401);
        visitorLogin("192.0.2.66", "").then().statusCode(401);
        Customer customer = api.register();
        String cookie = Api.sessionCookie(api.json(Api.credentials(customer.email(), customer.password()))
                .header(VisitorAddress.HEADER, header("203.0.113.66", "203.0.113.66"))
                .post("/store/auth"));
        assertThat(api.cookie(cookie)
                        .get("/store/customers/me/sessions")
                        .jsonPath()
                        .getList("sessions.network"))
                .contains("203.0.113.0/24");
    }

    private Response visitorLogin(String address, String signed) {
        return api.json(Api.credentials(Api.newEmail(), WRONG))
                .header(VisitorAddress.HEADER, header(address, signed))
                .post("/store/auth");
    }

    /** Returns the header of a visitor with the code of another address, or of the same one. */
    private String header(String address, String signed) {
        long time = clock.instant().getEpochSecond();
        byte[] code = HmacSha256.of(ServerTest.VISITOR_SECRET.getBytes(StandardCharsets.UTF_8), time + "." + signed);
        return "t=" + time + ",ip=" + address + ",v1=" + HexFormat.of().formatHex(code);
    }

    private Response login(Customer customer, String address) {
        return from(address)
                .body(Api.credentials(customer.email(), customer.password()))
                .post("/store/auth");
    }

    private Response login(String email, String addresses) {
        return from(addresses).body(Api.credentials(email, WRONG)).post("/store/auth");
    }

    private Response register(String address) {
        return Guess.REGISTRATION.send(api, from(address));
    }

    private RequestSpecification from(String address) {
        return api.request().contentType("application/json").header("X-Forwarded-For", address);
    }
}
