package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.storelatch.support.AdminApi;
import dev.storelatch.support.AdminApi.User;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** With {@code storelatch.throttle.device.notice}, owners are told of log-ins from clients that are not known. */
@ServerTest
@TestPropertySource(properties = "storelatch.throttle.device.notice=true")
class NewDeviceNoticeTest {

    private static final GreenMail SMTP = new GreenMail(ServerSetup.SMTP.dynamicPort());
    private static final MailBox MAILS = new MailBox(SMTP);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String NOTICE = "New log-in to your account";
    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    JdbcClient jdbc;

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry properties) {
        MAILS.start(properties);
    }

    @AfterAll
    static void stop() {
        SMTP.stop();
    }

    @Test
    void loginFromAnotherBrowserIsTold() {
        Customer customer = api.register();
        api.login(customer);

        login(customer, "unknown", FIREFOX).then().statusCode(200);

        ReceivedMail mail = awaitNotice(customer.email());
        assertThat(mail.text()).contains("Firefox on Linux").contains("UTC");
    }

    @Test
    void firstLoginAfterARegistrationIsNotTold() {
        Customer customer = api.register();

        login(customer, "unknown", FIREFOX).then().statusCode(200);

        awaitDelivery();
        assertThat(MAILS.mails(customer.email(), NOTICE)).isEmpty();
    }

    @Test
    void knownBrowserIsNotTold() {
        Customer customer = api.register();
        String device = Api.deviceCookie(login(customer, "unknown", FIREFOX));

        login(customer, device, FIREFOX).then().statusCode(200);

        awaitDelivery();
        assertThat(MAILS.mails(customer.email(), NOTICE)).isEmpty();
    }

    @Test
    void deviceOfAnotherAccountIsNew() {
        Customer customer = api.register();
        api.login(customer);
        Customer other = api.register();
        String device = Api.deviceCookie(api.login(other));

        login(customer, device, FIREFOX).then().statusCode(200);

        awaitNotice(customer.email());
    }

    @Test
    void wrongPasswordIsNotTold() {
        Customer customer = api.register();
        api.login(customer);

        api.login(customer.email(), "wrong").then().statusCode(401);

        awaitDelivery();
        assertThat(MAILS.mails(customer.email(), NOTICE)).isEmpty();
    }

    @Test
    void loginByTokenIsToldWithoutTheTextOfTheClient() {
        Customer customer = api.register();
        api.login(customer);

        api.json(Api.credentials(customer.email(), customer.password()))
                .header("User-Agent", "Win at evil.example.com")
                .post("/store/auth/token")
                .then()
                .statusCode(200);

        assertThat(awaitNotice(customer.email()).text()).doesNotContain("evil");
    }

    @Test
    void administratorsAreToldToo() {
        User user = admins.add();
        admins.login(user).then().statusCode(200);

        admins.login(user).then().statusCode(200);

        awaitNotice(user.email());
    }

    @Test
    void manyLoginsAreFiveMails() {
        Customer customer = api.register();
        api.login(customer);

        for (int i = 0; i < 8; i++) {
            api.login(customer).then().statusCode(200);
        }

        awaitDelivery();
        assertThat(MAILS.mails(customer.email(), NOTICE)).hasSize(5);
    }

    private Response login(Customer customer, String device, String userAgent) {
        return api.json(Map.of("email", customer.email(), "password", customer.password()))
                .header("Cookie", "storelatch.device=" + device)
                .header("User-Agent", userAgent)
                .post("/store/auth");
    }

    private ReceivedMail awaitNotice(String address) {
        await().atMost(LONG).until(() -> !MAILS.mails(address, NOTICE).isEmpty());
        assertThat(MAILS.mails(address, NOTICE)).hasSize(1);
        return MAILS.mails(address, NOTICE).get(0);
    }

    private void awaitDelivery() {
        await().atMost(LONG)
                .until(() -> jdbc.sql("select count(*) from storelatch.outbox where finished_at is null")
                                .query(Long.class)
                                .single()
                        == 0);
    }
}
