package dev.storelatch.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.browser.PageCheck;
import dev.storelatch.browser.PageForms;
import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import dev.storelatch.outbox.Notification;
import dev.storelatch.outbox.NotificationType;
import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.MailedLinks;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** The pages of links that are mailed to users who run the store, in a real browser, with and without scripts. */
@ServerTest
@Tag("browser")
@TestPropertySource(
        properties = {
            "storelatch.console.enabled=true",
            "storelatch.pages.enabled=false",
            "storelatch.links.admin-password-reset=http://localhost:9000/console/reset-password#token={token}&email={email}",
            "storelatch.links.invite=http://localhost:9000/console/accept-invite#token={token}&email={email}",
            "storelatch.session.cookie.secure=false",
            "storelatch.session.cookie.same-site=lax"
        })
class UserPagesTest {

    private static final String NEW_PASSWORD = "a quite new password";

    @TempDir
    Path profile;

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    List<NotificationType> notificationTypes;

    private @Nullable PageForms browser;

    @AfterEach
    void endTheBrowser() {
        if (browser != null) {
            browser.page().browser().quit();
        }
    }

    @Test
    void everyPageIsAccessible() {
        for (String path : List.of("reset-password", "accept-invite", "forgot-password")) {
            open("/console/" + path);
            forms().waitFor("form");
            forms().page().check("console-" + path);
            open("/console/" + path + "/done?lang=ar");
            assertThat(forms().waitFor("html").getDomAttribute("dir")).isEqualTo("rtl");
            forms().page().check("console-" + path + "-done");
            forms().page().browser().manage().deleteAllCookies();
        }
    }

    @Test
    void anAdministratorWhoHasForgottenThePasswordSetsANewOneByTheMailedLink() {
        AdminApi.User admin = admins.add();
        String session = admins.newSession(admin);
        open("/console");
        forms().waitFor("a[href='/console/forgot-password']").click();
        forms().fill("email", admin.email());
        forms().submit("form");
        assertThat(forms().text("h1")).isEqualTo("Check your e-mails");

        open(pathOf(links().page(MailedLinks.ADMIN_RESET, admin.id())));
        forms().wait(ExpectedConditions.invisibilityOfElementLocated(By.id("link-field")));
        assertThat(forms().page().browser().getCurrentUrl()).endsWith("/console/reset-password");
        assertThat(forms().waitFor("#email").getDomProperty("value")).isEqualTo(admin.email());
        assertThat(admins.login(admin).statusCode())
                .as("opening the link changes nothing")
                .isEqualTo(200);
        forms().fill("password", NEW_PASSWORD);
        forms().submit("form");
        assertThat(forms().text("h1")).isEqualTo("Password changed");
        assertThat(admins.cookieStatus(session)).isEqualTo(401);
        assertThat(admins.login(admin.withPassword(NEW_PASSWORD)).statusCode()).isEqualTo(200);

        forms().waitFor("a.button").click();
        forms().fill("email", admin.email());
        forms().fill("password", NEW_PASSWORD);
        forms().submit("form");
        forms().waitFor("header nav");
        forms().page().checkLogs("the reset", Set.of(401));
    }

    @Test
    void anAdministratorSetsANewPasswordWithoutScripts() {
        AdminApi.User admin = admins.add();
        forms().disableScripts();
        open("/console/forgot-password");
        forms().fill("email", admin.email());
        forms().submit("form");
        String link = links().page(MailedLinks.ADMIN_RESET, admin.id());

        open(pathOf(link));
        forms().fill("link", link);
        forms().fill("password", "12345678");
        forms().submit("form");
        assertThat(forms().text("#password-error")).isEqualTo("This password is too common.");
        forms().fill("password", NEW_PASSWORD);
        forms().submit("form");
        assertThat(forms().text("h1")).isEqualTo("Password changed");
        assertThat(admins.login(admin.withPassword(NEW_PASSWORD)).statusCode()).isEqualTo(200);

        open(pathOf(link));
        forms().fill("link", link);
        forms().fill("password", NEW_PASSWORD);
        forms().submit("form");
        assertThat(forms().text("[role=alert]")).isEqualTo("This link is wrong, has expired or was used already.");
    }

    @Test
    void anInvitedUserJoinsByTheMailedLink() {
        String email = Api.newEmail();
        open(pathOf(invite(email)));
        forms().wait(ExpectedConditions.invisibilityOfElementLocated(By.id("link-field")));
        assertThat(forms().waitFor("#email").getDomProperty("value")).isEqualTo(email);
        forms().fill("first_name", "Grace");
        forms().fill("password", NEW_PASSWORD);
        forms().submit("form");
        assertThat(forms().text("h1")).isEqualTo("Invite accepted");

        Response login = admins.login(new AdminApi.User("", email, NEW_PASSWORD));
        login.then().statusCode(200).body("user.first_name", equalTo("Grace")).body("user.role", equalTo("developer"));
        assertThat(forms().waitFor("a.button").getDomAttribute("href")).isEqualTo("/console");
        forms().page().checkLogs("the invite", Set.of());
    }

    @Test
    void anInvitedUserJoinsWithoutScripts() {
        String email = Api.newEmail();
        String link = invite(email);
        forms().disableScripts();
        open(pathOf(link));
        forms().fill("link", link);
        forms().fill("password", "short");
        forms().submit("form");
        assertThat(forms().text("#password-error")).isEqualTo("Use at least 8 characters.");
        forms().fill("password", NEW_PASSWORD);
        forms().submit("form");
        assertThat(forms().text("h1")).isEqualTo("Invite accepted");
        assertThat(admins.login(new AdminApi.User("", email, NEW_PASSWORD)).statusCode())
                .isEqualTo(200);

        open(pathOf(link));
        forms().fill("link", link);
        forms().fill("password", NEW_PASSWORD);
        forms().submit("form");
        assertThat(forms().text("[role=alert]")).isEqualTo("This link is wrong, has expired or was used already.");
    }

    @Test
    void anInviteOfAUserWhoHasJoinedMeanwhileSaysSo() {
        String email = Api.newEmail();
        String link = invite(email);
        jdbc.sql("update \"user\" set email = ? where id = ?")
                .params(email, admins.add().id())
                .update();

        form("link=%s&password=%s".formatted(encode(link), encode(NEW_PASSWORD)))
                .post("/console/accept-invite")
                .then()
                .statusCode(400)
                .body(containsString("A user with this address has joined already."));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Test
    void aWrongLinkChangesNothingAndIsNamed() {
        for (String path : List.of("reset-password", "accept-invite")) {
            for (String link : List.of("", "x", "https://shop.example.com/#token=a.b.c&email=%zz")) {
                assertThat(form("link=%s&password=%s".formatted(encode(link), encode(NEW_PASSWORD)))
                                .post("/console/" + path)
                                .statusCode())
                        .as(path + " " + link)
                        .isIn(400, 401);
            }
        }
        form("link=a.b.c&password=" + encode(NEW_PASSWORD))
                .post("/console/accept-invite")
                .then()
                .statusCode(400)
                .body(containsString("This link is wrong, has expired or was used already."));
    }

    @Test
    void formsOfOtherOriginsAreRefused() {
        for (String path : List.of("reset-password", "accept-invite", "forgot-password")) {
            api.request()
                    .header("Origin", "https://evil.example")
                    .contentType("application/x-www-form-urlencoded")
                    .body("email=a%40example.com&password=secret&link=x")
                    .post("/console/" + path)
                    .then()
                    .statusCode(403);
        }
    }

    private RequestSpecification form(String body) {
        return api.request()
                .header("Sec-Fetch-Site", "same-origin")
                .contentType("application/x-www-form-urlencoded")
                .body(body)
                .redirects()
                .follow(false);
    }

    /** Invites somebody, and returns the link that is mailed. */
    private String invite(String email) {
        AdminApi.User admin = admins.add();
        api.bearer(admins.token(admin))
                .contentType("application/json")
                .body(Map.of("user", email, "role", "developer"))
                .post("/admin/invites")
                .then()
                .statusCode(200);
        String id = jdbc.sql("select id from invite where user_email = ?")
                .param(email)
                .query(String.class)
                .single();
        return String.valueOf(links().type("invite.created")
                .email(new Notification(new Actor(Realm.ADMIN, admin.id()), id, null))
                .orElseThrow()
                .model()
                .get("link"));
    }

    private MailedLinks links() {
        return new MailedLinks(jdbc, notificationTypes);
    }

    private static String pathOf(String link) {
        assertThat(link).startsWith("http://localhost:9000/console/");
        return link.substring("http://localhost:9000".length());
    }

    private void open(String path) {
        forms().page().open(path);
    }

    private PageForms forms() {
        if (browser == null) {
            browser = new PageForms(PageCheck.start(profile, "http://localhost:" + api.port()));
        }
        return browser;
    }
}
