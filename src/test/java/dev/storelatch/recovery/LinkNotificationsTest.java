package dev.storelatch.recovery;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.core.Actor;
import dev.storelatch.core.FactorsChanged;
import dev.storelatch.core.Realm;
import dev.storelatch.link.LinkPurpose;
import dev.storelatch.link.Links;
import dev.storelatch.order.Orders;
import dev.storelatch.outbox.Email;
import dev.storelatch.outbox.Notification;
import dev.storelatch.outbox.NotificationType;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import dev.storelatch.throttle.NewDeviceLogin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Contents of the notifications of this module. */
@ServerTest
class LinkNotificationsTest {

    private static final LinkSettings NO_PAGES = new LinkSettings(null, null, null, null, null, false);
    private static final LinkSettings TOKEN_IN_EVENTS = new LinkSettings(null, null, null, null, null, true);

    private static final LinkPurpose RESET = PasswordResetLink.purpose(Realm.STORE);

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    Links links;

    @Autowired
    AccountOwners owners;

    @Autowired
    Orders orders;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transaction;

    @Autowired
    List<NotificationType> topics;

    @Test
    void noLinkIsMailedWithoutAPage() {
        Customer customer = api.register();

        assertThat(new PasswordResetNotification(Realm.STORE, links, owners, NO_PAGES).email(link(RESET, customer)))
                .isEmpty();
        assertThat(new OrderClaimNotification(links, owners, orders, NO_PAGES)
                        .email(link(OrderClaimLink.PURPOSE, customer)))
                .isEmpty();
    }

    @Test
    void eventContainsTheTokenOnlyIfConfigured() {
        Customer customer = api.register();
        Notification reset = link(RESET, customer);
        Notification claim = link(OrderClaimLink.PURPOSE, customer);

        assertThat(keys(new PasswordResetNotification(Realm.STORE, links, owners, NO_PAGES), reset))
                .containsExactly("id", "email", "first_name", "last_name");
        assertThat(keys(new PasswordResetNotification(Realm.STORE, links, owners, TOKEN_IN_EVENTS), reset))
                .containsExactly("id", "email", "first_name", "last_name", "token");
        assertThat(keys(new OrderClaimNotification(links, owners, orders, NO_PAGES), claim))
                .containsExactly("old_email", "new_customer_id", "orders");
        assertThat(keys(new OrderClaimNotification(links, owners, orders, TOKEN_IN_EVENTS), claim))
                .containsExactly("old_email", "new_customer_id", "orders", "token");
    }

    /** Medusa's event contains the password hash. */
    @Test
    void eventOfACustomerHasSixFields() {
        Customer customer = api.register();

        for (String name : new String[] {"customer.created", "customer.updated"}) {
            assertThat(topic(name).event(about(customer)))
                    .hasValueSatisfying(data -> assertThat(data.keySet())
                            .hasToString("[id, email, first_name, last_name, phone, has_account]"));
            assertThat(topic(name).email(about(customer))).isEmpty();
        }
    }

    @Test
    void noticesAreMailedToTheAddressBeforeTheChange() {
        Customer customer = api.register();

        for (String name : new String[] {"customer.password_changed", "customer.email_changed"}) {
            Email mail = topic(name).email(toOldAddress(customer)).orElseThrow();
            assertThat(mail.to()).isEqualTo("old@example.com");
            assertThat(mail.model().values()).asString().doesNotContain(customer.email());
        }
        assertThat(topic("customer.password_changed").event(about(customer))).isEmpty();
        assertThat(topic("customer.email_changed").event(about(customer))).isEmpty();
    }

    /** The model of each mail has exactly the keys that its type declares for templates. */
    @Test
    void modelHasTheKeysOfItsType() {
        Customer customer = api.register();
        AdminApi.User user = admins.add();
        Map<String, Notification> postings = Map.ofEntries(
                entry("customer.password_reset", link(RESET, customer)),
                entry("customer.email_confirmation", link(EmailLink.CONFIRMATION, customer)),
                entry("customer.email_undo", link(EmailLink.UNDO, customer)),
                entry("order-update-token.created", link(OrderClaimLink.PURPOSE, customer)),
                entry("customer.password_changed", toOldAddress(customer)),
                entry("customer.email_changed", toOldAddress(customer)),
                entry("customer.passkey_added", toOldAddress(customer)),
                entry("customer.passkey_removed", toOldAddress(customer)),
                entry("user.passkey_added", new Notification(actor(user), user.id(), "old@example.com")),
                entry("user.passkey_removed", new Notification(actor(user), user.id(), "old@example.com")),
                entry("customer.identity_linked", link(new Actor(Realm.STORE, customer.id()))),
                entry("customer.identity_removed", link(new Actor(Realm.STORE, customer.id()))),
                entry("user.identity_linked", link(actor(user))),
                entry("user.identity_removed", link(actor(user))),
                entry("user.password_reset", adminLink(user)),
                entry("user.password_changed", new Notification(actor(user), user.id(), "old@example.com")),
                entry("customer.new_device", newDevice(new Actor(Realm.STORE, customer.id()))),
                entry("user.new_device", newDevice(actor(user))),
                entry("customer.second_factor_changed", factorAdded(new Actor(Realm.STORE, customer.id()))),
                entry("user.second_factor_changed", factorAdded(actor(user))),
                entry("invite.created", invite(user)));

        assertThat(topics.stream().filter(topic -> !topic.modelKeys().isEmpty()).map(NotificationType::name))
                .containsExactlyInAnyOrderElementsOf(postings.keySet());
        postings.forEach((name, notification) -> assertThat(
                        topic(name).email(notification).orElseThrow().model().keySet())
                .isEqualTo(topic(name).modelKeys()));
    }

    @Test
    void changedFactorIsMailedToAVerifiedAddressAndToldTheShop() {
        Actor account = new Actor(Realm.STORE, api.register().id());
        NotificationType type = topic("customer.second_factor_changed");
        Notification unverified = FactorsChangedNotification.of(
                new FactorsChanged(account, FactorsChanged.Change.REMOVED_BY_ADMINISTRATOR, "totp"), null);

        assertThat(type.email(unverified)).isEmpty();
        assertThat(type.event(unverified))
                .hasValueSatisfying(data -> assertThat(data)
                        .hasToString("{customer_id=%s, change=removed_by_administrator, method=totp}"
                                .formatted(account.id())));
        assertThat(type.email(factorAdded(account)))
                .hasValueSatisfying(mail -> assertThat(mail.model())
                        .containsEntry("method", "authenticator app")
                        .containsEntry("added", "added")
                        .containsEntry("removed", null));
    }

    /** Medusa's event has the token, too. */
    @Test
    void eventOfAnAdministratorsResetHasTheAddress() {
        AdminApi.User user = admins.add();
        Notification reset = adminLink(user);

        assertThat(keys(new PasswordResetNotification(Realm.ADMIN, links, owners, NO_PAGES), reset))
                .containsExactly("email");
        assertThat(keys(new PasswordResetNotification(Realm.ADMIN, links, owners, TOKEN_IN_EVENTS), reset))
                .containsExactly("email", "token");
    }

    @Test
    void eventsOfUsersAndInvitesHaveNoSecret() {
        AdminApi.User user = admins.add();

        for (String name : new String[] {"user.created", "user.updated", "user.deleted"}) {
            assertThat(topic(name).event(Notification.about(actor(user))))
                    .hasValueSatisfying(data -> assertThat(data).hasToString("{id=" + user.id() + "}"));
        }
        assertThat(keys(topic("invite.created"), invite(user))).containsExactly("id", "user_email");
    }

    @Test
    void deletedUserHasNoNotifications() {
        AdminApi.User user = admins.add();
        Notification reset = adminLink(user);
        jdbc.sql("update \"user\" set deleted_at = now() where id = ?")
                .param(user.id())
                .update();

        assertThat(topic("user.password_reset").email(reset)).isEmpty();
        assertThat(topic("user.password_reset").event(reset)).isEmpty();
    }

    @Test
    void endedAccountHasNoNotifications() {
        Customer customer = api.register();
        Notification reset = link(RESET, customer);
        jdbc.sql("update customer set deleted_at = now() where id = ?")
                .param(customer.id())
                .update();

        assertThat(topic("customer.password_reset").email(reset)).isEmpty();
        assertThat(topic("customer.password_reset").event(reset)).isEmpty();
        assertThat(topic("customer.password_changed").email(toOldAddress(customer)))
                .isEmpty();
        assertThat(topic("customer.created").event(about(customer))).isEmpty();
    }

    private static Notification about(Customer customer) {
        return Notification.about(new Actor(Realm.STORE, customer.id()));
    }

    private static Notification toOldAddress(Customer customer) {
        return new Notification(new Actor(Realm.STORE, customer.id()), customer.id(), "old@example.com");
    }

    private Notification link(LinkPurpose purpose, Customer customer) {
        String recipient = purpose == RESET ? null : "guest@example.com";
        Actor actor = new Actor(Realm.STORE, customer.id());
        return new Notification(
                actor, transaction.execute(status -> links.issue(purpose, actor, recipient, "[]")), null);
    }

    private static Notification newDevice(Actor account) {
        return NewDeviceNotification.of(
                new NewDeviceLogin(account, new ClientInfo("192.0.2.1", null, "https", null)), Instant.EPOCH);
    }

    private static Notification factorAdded(Actor account) {
        return FactorsChangedNotification.of(
                new FactorsChanged(account, FactorsChanged.Change.ADDED, "totp"), "owner@example.com");
    }

    private static Notification link(Actor account) {
        return new Notification(account, account.id(), "owner@example.com", "google");
    }

    private Notification adminLink(AdminApi.User user) {
        LinkPurpose purpose = PasswordResetLink.purpose(Realm.ADMIN);
        String link = transaction.execute(status -> links.issue(purpose, actor(user), null, user.email()));
        return new Notification(actor(user), link, null);
    }

    private Notification invite(AdminApi.User inviter) {
        String id = "invite_" + inviter.id();
        jdbc.sql("insert into invite (id, user_email, token, expires_at) values (?, ?, '', '2100-01-01')")
                .params(id, "invited-" + inviter.email())
                .update();
        return new Notification(actor(inviter), id, null);
    }

    private static Actor actor(AdminApi.User user) {
        return new Actor(Realm.ADMIN, user.id());
    }

    private NotificationType topic(String name) {
        return topics.stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Iterable<String> keys(NotificationType topic, Notification notification) {
        Map<String, ?> data = topic.event(notification).orElseThrow();
        return data.keySet();
    }
}
