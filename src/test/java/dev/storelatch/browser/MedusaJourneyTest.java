package dev.storelatch.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.browser.Visitor.Answer;
import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.MedusaUpstream;
import dev.storelatch.support.ServerTest;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/**
 * What a customer does in a shop whose products and carts are Medusa's, in the set-ups that
 * {@code docs/migrating-from-medusa.md} names, with each credential. Medusa keeps the name of its session cookie.
 */
@ServerTest
@Tag("browser")
@TestPropertySource(
        properties = {
            "storelatch.cors.store=" + MedusaJourneyTest.SHOP,
            "storelatch.cors.admin=" + MedusaJourneyTest.DASHBOARD,
            "storelatch.edge.proxy-keys=" + ReverseProxy.KEY,
            "storelatch.edge.upstream.secret=" + ServerTest.JWT_SECRET,
            "storelatch.session.cookie.secure=false",
            "storelatch.session.cookie.same-site=lax"
        })
class MedusaJourneyTest {

    static final String SHOP = "http://localhost:8000";
    static final String DASHBOARD = "http://localhost:7000";

    /** How a page shows who is logged in. */
    enum Credential {
        COOKIE,
        TOKEN
    }

    @Autowired
    private Api api;

    @Autowired
    private AdminApi adminApi;

    @Autowired
    private JdbcClient jdbc;

    @TempDir
    Path folder;

    private final MedusaUpstream medusa = new MedusaUpstream(ServerTest.JWT_SECRET, SHOP, DASHBOARD);

    @SuppressWarnings("NullAway.Init") // by each test, unless it is skipped
    private ReverseProxy proxy;

    @BeforeEach
    void addTheRegionOfTheOrders() {
        jdbc.sql("""
                insert into currency (code, symbol, symbol_native, name) values ('eur', '€', '€', 'Euro')
                on conflict do nothing
                """).update();
        jdbc.sql("""
                insert into region (id, name, currency_code, tax_rate) values ('reg_eu', 'EU', 'eur', 0)
                on conflict do nothing
                """).update();
    }

    @AfterEach
    void stop() {
        if (proxy != null) {
            proxy.close();
        }
        medusa.close();
    }

    @ParameterizedTest
    @CsvSource({"NGINX, COOKIE", "NGINX, TOKEN", "CADDY, COOKIE", "CADDY, TOKEN"})
    void anOrderBelongsToTheCustomerWhoLoggedInBeforeBuying(ReverseProxy.Program program, Credential credential) {
        Api.Customer customer = api.register();
        proxy = program.start(folder, api.port(), medusa.port());
        Visitor shop = new Visitor(proxy.port(), SHOP);

        browse(shop);
        String cart = shop.post("/store/carts", Map.of()).body().at("/cart/id").asString();
        logIn(shop, "store", customer.email(), customer.password(), credential);
        for (int page = 0; page < 10; page++) {
            browse(shop);
        }
        assertThat(shop.get("/store/auth").body().at("/customer/id").asString()).isEqualTo(customer.id());
        assertThat(shop.get("/store/carts/" + cart)
                        .body()
                        .at("/cart/customer_id")
                        .asString())
                .isEqualTo(customer.id());
        shop.post("/store/carts/" + cart + "/line-items", Map.of("variant_id", "variant_1"));
        Answer order = shop.post("/store/carts/" + cart + "/complete", Map.of());
        assertThat(order.body().at("/data/customer_id").asString()).isEqualTo(customer.id());

        store(order, customer.email());
        assertThat(shop.get("/store/customers/me/orders")
                        .body()
                        .at("/orders/0/id")
                        .asString())
                .isEqualTo(order.body().at("/data/id").asString());
        shop.delete("/store/auth");
        assertThat(shop.get("/store/auth").status()).isEqualTo(401);
        browse(shop);
        assertThat(shop.get("/store/carts/" + cart).status()).isEqualTo(200);
    }

    /** The administrator and the customer are logged in by one cookie. */
    @ParameterizedTest
    @CsvSource({"NGINX, COOKIE", "NGINX, TOKEN", "CADDY, COOKIE", "CADDY, TOKEN"})
    void anAdministratorAndACustomerOfOneBrowserDoNotLogEachOtherOut(
            ReverseProxy.Program program, Credential credential) {
        Api.Customer customer = api.register();
        AdminApi.User user = adminApi.add();
        proxy = program.start(folder, api.port(), medusa.port());
        Visitor dashboard = new Visitor(proxy.port(), DASHBOARD);
        Visitor shop = dashboard.inSameBrowser(SHOP);

        assertThat(dashboard.get("/admin/products").status()).isEqualTo(401);
        logIn(dashboard, "admin", user.email(), user.password(), credential);
        logIn(shop, "store", customer.email(), customer.password(), credential);
        browse(shop);
        assertThat(dashboard.get("/admin/products").body().at("/count").asInt()).isOne();

        dashboard.delete("/admin/auth");
        assertThat(dashboard.get("/admin/products").status()).isEqualTo(401);
        assertThat(shop.get("/store/auth").status()).isEqualTo(200);
    }

    private static void browse(Visitor shop) {
        shop.preflight("/store/products");
        assertThat(shop.get("/store/products").body().at("/count").asInt()).isOne();
    }

    private static void logIn(Visitor page, String realm, String email, String password, Credential credential) {
        String path = "/" + realm + "/auth" + (credential == Credential.TOKEN ? "/token" : "");
        Answer login = page.post(path, Map.of("email", email, "password", password));
        assertThat(login.status()).isEqualTo(200);
        if (credential == Credential.TOKEN) {
            page.use(login.body().path("access_token").asString());
        }
    }

    /** Stores an order in the database that both servers use, as Medusa does. */
    private void store(Answer order, String email) {
        jdbc.sql("""
                insert into "order" (id, customer_id, email, region_id, currency_code)
                values (:id, :customer, :email, 'reg_eu', 'eur')
                """)
                .param("id", order.body().at("/data/id").asString())
                .param("customer", order.body().at("/data/customer_id").asString())
                .param("email", email)
                .update();
    }
}
