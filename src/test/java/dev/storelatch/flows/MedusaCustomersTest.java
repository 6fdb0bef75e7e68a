package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.Api;
import dev.storelatch.support.MedusaSample;
import dev.storelatch.support.ServerTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Log-ins of the sample database's customers with their existing passwords. */
@ServerTest
class MedusaCustomersTest {

    @Autowired
    Api api;

    @Autowired
    JdbcClient jdbc;

    @DynamicPropertySource
    static void useTheSample(DynamicPropertyRegistry settings) {
        String url = MedusaSample.newDatabase();
        settings.add("storelatch.test.database", () -> url);
    }

    @Test
    void everyCustomerLogsInAndGetsAnArgon2idHash() {
        List<JsonNode> customers = MedusaSample.credentials()
                .path("customers")
                .valueStream()
                .filter(customer -> customer.path("has_account").asBoolean(false)
                        && !customer.path("password").asString("").isEmpty()
                        && isLive(customer.path("id").asString()))
                .toList();

        assertThat(customers).hasSizeGreaterThan(10).allSatisfy(customer -> {
            Map<String, String> credentials = Map.of(
                    "email", customer.path("email").asString(),
                    "password", customer.path("password").asString());
            for (int time = 0; time < 2; time++) {
                String id = api.json(credentials).post("/store/auth").path("customer.id");
                assertThat(id).isEqualTo(customer.path("id").asString());
            }
            assertThat(hash(customer.path("id").asString())).startsWith("$argon2id$");
        });
    }

    private boolean isLive(String id) {
        return jdbc.sql("""
                        select exists (select from customer
                                       where id = ? and has_account and deleted_at is null and password_hash is not null)
                        """).param(id).query(Boolean.class).single();
    }

    private String hash(String id) {
        return jdbc.sql("select password_hash from customer where id = ?")
                .param(id)
                .query(String.class)
                .single();
    }
}
