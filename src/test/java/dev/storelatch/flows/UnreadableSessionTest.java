package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ApiDescriptionFilter;
import dev.storelatch.support.ServerTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sessions that this release cannot read, since a server of another release may write them at the same time. */
@ServerTest
class UnreadableSessionTest {

    @Autowired
    Api api;

    @Autowired
    JdbcClient jdbc;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update storelatch.session set version = 2",
                "update storelatch.session set version = -2147483648",
                "update storelatch.session set creation_time = -9223372036854775808",
                "update storelatch.session set last_access_time = -9223372036854775808",
                "update storelatch.session_attributes set attribute_bytes = '\\xff'",
                "update storelatch.session_attributes set attribute_bytes = '\\x00'",
                "update storelatch.session_attributes set attribute_bytes = ''",
                "update storelatch.session_attributes set attribute_bytes = '\\xaced0005740003666f6f'",
                "update storelatch.session_attributes set attribute_bytes = decode(repeat('00', 100000), 'hex')",
                "update storelatch.session_attributes set attribute_name = 'admin'",
                "update storelatch.session_attributes set attribute_name = ''",
                "update storelatch.session_attributes set attribute_name = 'SPRING_SECURITY_CONTEXT'",
                "delete from storelatch.session_attributes",
            })
    void unreadableSessionIsRefused(String damage) {
        Customer customer = api.register();
        damage(damage, customer);

        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(401);
        assertThat(api.cookie(customer.cookie())
                        .delete("/store/customers/me/sessions")
                        .statusCode())
                .isEqualTo(401);
        String token = api.token(customer);
        assertThat(api.bearer(token, customer.cookie())
                        .get("/store/customers/me/sessions")
                        .asString())
                .isEqualTo("{\"sessions\":[]}");

        String renewed = Api.sessionCookie(api.login(customer, customer.cookie()));
        assertThat(api.cookieStatus(renewed)).isEqualTo(200);
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update storelatch.session set creation_time = 9223372036854775807",
                "update storelatch.session set last_access_time = 9223372036854775807",
                "update storelatch.session set max_inactive_interval = -1",
                "update storelatch.session set device = repeat('x', 100000), network = ''",
                "update storelatch.session set principal_name = 'somebody'",
            })
    void extremeValuesDoNotFail(String damage) {
        Customer customer = api.register();
        damage(damage, customer);

        for (String path : new String[] {"/store/customers/me", "/store/customers/me/sessions", "/store/auth"}) {
            assertThat(api.cookie(customer.cookie())
                            .noFiltersOfType(ApiDescriptionFilter.class) // which knows no year after 9999
                            .get(path)
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(api.cookie(customer.cookie()).delete("/store/auth").statusCode())
                .isEqualTo(200);
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(401);
    }

    private void damage(String statement, Customer customer) {
        String key = statement.contains("session_attributes") ? "session_primary_id" : "primary_id";
        assertThat(jdbc.sql(statement + " where " + key + """
                        = (select session_primary_id from storelatch.session_attributes
                           where attribute_name = 'store' and attribute_bytes = convert_to(?, 'UTF8'))
                        """)
                        .param(customer.id())
                        .update())
                .isEqualTo(1);
    }
}
