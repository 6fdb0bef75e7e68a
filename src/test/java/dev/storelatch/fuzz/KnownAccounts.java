package dev.storelatch.fuzz;

import static dev.storelatch.support.Api.credentials;

import dev.storelatch.outbox.NotificationType;
import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.MailedLinks;
import io.restassured.response.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Accounts whose ids and credentials the generated requests use, so that some of them pass every check. */
final class KnownAccounts {

    private static final Map<String, String> ADDRESS = Map.of(
            "first_name", "Ada",
            "last_name", "Lovelace",
            "address_1", "Street 1",
            "city", "Copenhagen",
            "country_code", "dk",
            "postal_code", "1000");

    private final Api api;
    private final AdminApi admins;
    private final JdbcClient jdbc;
    private final MailedLinks links;
    private final Queue<String> secrets = new ConcurrentLinkedQueue<>();

    KnownAccounts(Api api, AdminApi admins, JdbcClient jdbc, List<NotificationType> notificationTypes) {
        this.api = api;
        this.admins = admins;
        this.jdbc = jdbc;
        this.links = new MailedLinks(jdbc, notificationTypes);
    }

    /** Creates a customer and an administrator. Returns what a request may name, by placeholders such as {@code <token>}. */
    Map<String, String> create() {
        Map<String, String> known = new LinkedHashMap<>();
        Api.Customer customer = api.register();
        secrets.add(customer.password());
        known.put("<customer>", customer.id());
        known.put("<email>", customer.email());
        known.put("<password>", customer.password());
        known.put("<cookie>", customer.cookie());
        Response login = api.refreshableLogin(customer);
        known.put("<refresh>", login.path("refresh_token"));
        known.put("<token>", login.path("access_token"));
        api.json(Map.of("address", ADDRESS), customer.cookie()).post("/store/customers/me/addresses");
        known.put(
                "<address>",
                jdbc.sql("select id from address where customer_id = :id")
                        .param("id", customer.id())
                        .query(String.class)
                        .single());
        known.put("<order>", giveOrder(customer));
        api.json(Map.of("email", customer.email())).post("/store/customers/password-token");
        known.put("<reset>", links.token(MailedLinks.RESET, customer.id()));
        known.put("<message>", giveUpMessage(customer));
        addUser(known);
        return known;
    }

    private String giveOrder(Api.Customer customer) {
        return jdbc.sql("""
                update "order" set customer_id = :id where id = (select id from "order" order by random() limit 1)
                returning id
                """).param("id", customer.id()).query(String.class).single();
    }

    private String giveUpMessage(Api.Customer customer) {
        return jdbc.sql("""
                insert into storelatch.outbox
                    (id, channel, type, realm, account_id, subject, posted_at, outcome, finished_at)
                values (gen_random_uuid(), 'mail', 'customer.password_reset', 'store', :id, 'none', now(),
                        'given up: 550 5.1.1', now())
                returning id::text
                """).param("id", customer.id()).query(String.class).single();
    }

    private void addUser(Map<String, String> known) {
        AdminApi.User user = admins.add();
        secrets.add(user.password());
        known.put("<user>", user.id());
        known.put("<user email>", user.email());
        known.put("<user password>", user.password());
        known.put("<user cookie>", admins.newSession(user));
        String token = admins.token(user);
        known.put("<user token>", token);
        revokeFormerInvites();
        String invited = Api.newEmail();
        api.bearer(token)
                .contentType("application/json")
                .body(Map.of("user", invited, "role", "member"))
                .post("/admin/invites");
        known.put(
                "<invite>",
                jdbc.sql("select id from invite where user_email = :email")
                        .param("email", invited)
                        .query(String.class)
                        .single());
    }

    /** Makes room, since the number of invites is limited. */
    private void revokeFormerInvites() {
        jdbc.sql("delete from invite where id in (select id from invite order by created_at desc offset 500)")
                .update();
    }

    /** Creates a customer that no request names. */
    Api.Customer createUninvolved() {
        Api.Customer customer = api.register();
        secrets.add(customer.password());
        secrets.add(customer.cookie());
        secrets.add(api.json(credentials(customer.email(), customer.password()))
                .post("/store/auth/token")
                .path("access_token"));
        secrets.add(api.refreshableLogin(customer).path("refresh_token"));
        return customer;
    }

    /** Returns passwords of all accounts and credentials of those that no request names; requests send passwords only as such. */
    List<String> secrets() {
        return List.copyOf(secrets);
    }
}
