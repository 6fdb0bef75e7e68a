package dev.storelatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.browser.PageCheck;
import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Each view of the console and what can be done in it, in a real browser, with the effect on the server. */
@ServerTest
@TestPropertySource(
        properties = {
            "storelatch.console.enabled=true",
            "storelatch.consoel.enabled=true",
            "storelatch.session.cookie.secure=false",
            "storelatch.session.cookie.same-site=lax"
        })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("browser")
class ConsoleBrowserTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int MAX_BYTES = 100_000;

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    JdbcClient jdbc;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path profile;

    @SuppressWarnings("NullAway.Init")
    private PageCheck page;

    @SuppressWarnings("NullAway.Init")
    private ChromeDriver browser;

    private AdminApi.User admin = new AdminApi.User("", "", "");

    @BeforeAll
    void startTheBrowser() {
        page = PageCheck.start(profile, "http://localhost:" + api.port());
        browser = page.browser();
        page.open("/console");
    }

    @AfterAll
    void endTheBrowser() {
        if (browser != null) {
            browser.quit();
        }
    }

    @BeforeEach
    void logIn() {
        admin = admins.add();
        logIn(admin);
    }

    @Test
    void aSessionThatEndsLeadsToTheLogInAndBack() {
        browser.manage().deleteAllCookies();
        open("/team");
        await("Log in to the console");
        page.check("console-login", 401);

        enter("email", admin.email());
        enter("password", "a wrong password");
        press("Log in");
        await("The e-mail address or the password is wrong.");
        enter("password", admin.password());
        press("Log in");
        await("Open invites");

        api.bearer(admins.token(admin)).delete("/admin/users/" + admin.id() + "/sessions");
        follow("Customers");
        await("Your session has ended. Log in again.");
        enter("email", admin.email());
        enter("password", admin.password());
        press("Log in");
        await("order number");
        assertThat(heading()).isEqualTo("Customers");

        press("Log out");
        await("You are logged out.");
        page.checkLogs("console-login", Set.of(401));
    }

    @Test
    void customersAreFoundByAddressNameIdAndOrderAndTheirTextsAreNotHtml() {
        Customer customer = api.register();
        String markup = "<img src=x onerror=\"document.title='hacked'\">" + customer.id();
        jdbc.sql("update customer set first_name = ?, last_name = '<b>Lee</b>' where id = ?")
                .params(markup, customer.id())
                .update();
        int number = order(customer.id());

        for (String text : List.of(
                customer.email().substring(0, 12),
                "onerror=\"document.title='hacked'\">" + customer.id(),
                customer.id(),
                "#" + number)) {
            search(text);
            new WebDriverWait(browser, LONG)
                    .withMessage(() -> "only %s in: %s".formatted(customer.email(), text()))
                    .until(driver ->
                            driver.findElements(By.cssSelector("tbody tr")).size() == 1
                                    && text().contains(customer.email()));
        }
        assertThat(text()).contains(markup, "<b>Lee</b>");
        page.check("console-customers");

        follow(customer.email());
        await("Why can’t this person log in?");
        assertThat(text()).contains(markup, "#" + number, "Nothing is known that keeps this person from logging in.");
        assertThat(browser.findElements(By.cssSelector("main img, main b"))).isEmpty();
        assertThat(browser.getTitle()).isEqualTo("Customer · Console");

        open("/customers");
        await("order number");
        search("cus_unknown");
        await("No customer was found.");
        open("/customers/cus_unknown");
        await("Customer with id: cus_unknown was not found");
        page.checkLogs("console-customers", Set.of(404));
    }

    @Test
    void whatKeepsAPersonFromLoggingInIsSaidAndRepairedBesideIt() {
        Customer customer = api.register().withEmail("ada@example.com");
        jdbc.sql("update customer set email = ?, first_name = 'Ada', last_name = 'Lovelace' where id = ?")
                .params(customer.email(), customer.id())
                .update();
        api.login(customer);
        IntStream.range(0, 11).forEach(attempt -> api.login(customer.email(), "a wrong password"));
        asAdmin().body(Map.of("reason", "chargebacks")).post("/admin/customers/" + customer.id() + "/lock");
        openCustomer(customer);

        assertThat(report())
                .contains(
                        "Reason: chargebacks",
                        "Attempts to log in from new devices are refused until",
                        "A wrong password was sent 10 times");
        page.check("console-customer");
        takePictureForTheDocumentation();
        pressIn("section-report", "Unlock");
        await(customer.email() + " is unlocked.");
        new WebDriverWait(browser, LONG).until(driver -> !report().contains("chargebacks"));
        pressIn("section-report", "Reset rate limits");
        await("The rate limits of " + customer.email() + " are reset.");

        assertThat(api.login(customer).statusCode()).isEqualTo(200);
        pressIn("section-actions", "Send a password reset");
        await("A link for a new password is on its way to " + customer.email());
        new WebDriverWait(browser, LONG)
                .until(driver -> report().equals("Nothing is known that keeps this person from logging in."));
    }

    @Test
    void sessionsEndOneByOneOrAllAfterAQuestion() {
        Customer customer = api.register();
        String other = api.newSession(customer);
        openCustomer(customer);

        assertThat(browser.findElements(By.cssSelector("[aria-labelledby=section-sessions] tbody tr")))
                .hasSize(2);
        pressIn("section-sessions", "End");
        await("was ended.");
        assertThat(List.of(api.cookieStatus(customer.cookie()), api.cookieStatus(other)))
                .containsExactlyInAnyOrder(200, 401);

        pressIn("section-actions", "End all log-ins …");
        await("has to log in again everywhere");
        pressInDialog("Cancel");
        assertThat(List.of(api.cookieStatus(customer.cookie()), api.cookieStatus(other)))
                .contains(200);
        pressIn("section-actions", "End all log-ins …");
        pressInDialog("End all log-ins");
        await("have ended.");
        assertThat(List.of(api.cookieStatus(customer.cookie()), api.cookieStatus(other)))
                .doesNotContain(200);
        await("Nobody is logged in by cookie.");
    }

    @Test
    void anAccountIsLockedByKeyboardAlone() {
        Customer customer = api.register();
        openCustomer(customer);

        tabTo("Lock …");
        browser.switchTo().activeElement().sendKeys(Keys.ENTER);
        await("Only administrators see it.");
        page.check("console-lock");
        browser.switchTo().activeElement().sendKeys("chargebacks", Keys.ENTER);
        await(customer.email() + " is locked and logged out.");

        assertThat(api.login(customer).statusCode()).isEqualTo(401);
        new WebDriverWait(browser, LONG).until(driver -> report().contains("Reason: chargebacks"));
        tabTo("Unlock");
        browser.switchTo().activeElement().sendKeys(Keys.SPACE);
        await(customer.email() + " is unlocked.");
        assertThat(api.login(customer).statusCode()).isEqualTo(200);
        assertThat(browser.switchTo().activeElement().getTagName()).isNotEqualTo("body");
    }

    @Test
    void aCustomerIsConfirmedAgainDeletedAndErased() {
        Customer customer = api.register();
        openCustomer(customer);

        press("Resend verification");
        await("A link that confirms the address is on its way to " + customer.email());
        press("Delete the account …");
        pressInDialog("Delete the account");
        await("The account of " + customer.email() + " was deleted.");
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(401);

        Customer erased = api.register();
        openCustomer(erased);
        press("Anonymise …");
        await("This cannot be undone.");
        page.check("console-erase");
        pressInDialog("Erase for good");
        enter("dialog-typed", "somebody@else.example");
        pressInDialog("Erase for good");
        assertThat(emailOf(erased)).isEqualTo(erased.email());
        enter("dialog-typed", erased.email());
        pressInDialog("Erase for good");
        await("The personal data of " + erased.email() + " were erased.");
        assertThat(emailOf(erased)).isEqualTo(erased.id() + "@erased.invalid");
        await("The personal data were erased.");
    }

    @Test
    void theTeamIsInvitedAndGetsRolesAndTokens() {
        AdminApi.User member = admins.add("member");
        String invited = Api.newEmail();
        open("/team");
        await("Open invites");

        enter("invited", invited);
        press("Send an invite");
        await("An invite is on its way to " + invited);
        page.check("console-team");
        pressLabelled("Send the invite to " + invited + " again");
        await("The invite is on its way to " + invited + " again.");
        pressLabelled("Delete the invite of " + invited);
        pressInDialog("Delete the invite");
        await("The invite of " + invited + " was deleted.");

        open("/team/" + member.id());
        await("Save the role");
        browser.findElement(By.cssSelector("#role option[value=developer]")).click();
        press("Save the role");
        await("The role of " + member.email() + " is developer");
        press("Create a new token …");
        pressInDialog("Create the token");
        await("Copy it now. It is not shown again.");
        page.check("console-user");
        String token = browser.findElement(By.id("token")).getDomProperty("value");
        assertThat(api.request()
                        .header("x-medusa-access-token", token)
                        .get("/admin/auth")
                        .statusCode())
                .isEqualTo(200);
        assertThat(browser.getPageSource()).doesNotContain("password_hash");
        press("Remove the token …");
        pressInDialog("Remove the token");
        await("has no API token any more.");
        assertThat(api.request()
                        .header("x-medusa-access-token", token)
                        .get("/admin/auth")
                        .statusCode())
                .isEqualTo(401);

        press("Delete the user …");
        pressInDialog("Delete the user");
        await("The user " + member.email() + " was deleted.");
        assertThat(admins.login(member).statusCode()).isEqualTo(401);
        open("/team/" + admin.id());
        await("Another administrator can delete or erase your account.");
    }

    @Test
    void aMessageThatWasGivenUpIsSentAgain() {
        String account = api.register().id();
        jdbc.sql("delete from storelatch.outbox").update();
        jdbc.sql("""
                        insert into storelatch.outbox (id, channel, type, realm, account_id, subject, posted_at, outcome, finished_at)
                        values (gen_random_uuid(), 'mail', 'customer.password_reset', 'store', ?, 'none', now(),
                                'given up: SendFailedException (550 5.1.1)', now())
                        """).param(account).update();
        open("/outbox?state=given_up");
        await("The mail server has refused it for good (SendFailedException (550 5.1.1)).");
        page.check("console-outbox");

        pressLabelled("Send Customer password reset for " + account + " again");
        await("Customer password reset for " + account + " is being sent again.");

        await("Everything was delivered.");
        open("/outbox");
        await("Waiting");
    }

    @Test
    void figuresAreDrawnAndSettingsHideSecrets() {
        open("/figures");
        await("Connection queue");
        new WebDriverWait(browser, LONG)
                .until(driver -> driver.findElements(By.cssSelector("polyline")).stream()
                        .anyMatch(line ->
                                !String.valueOf(line.getDomAttribute("points")).isEmpty()));
        page.check("console-figures");

        open("/configuration");
        await("storelatch.token.secrets");
        assertThat(text()).contains("***").doesNotContain(ServerTest.JWT_SECRET);
        page.check("console-configuration");
        assertThat(text()).doesNotContain("storelatch.session.idle-timeout");
        browser.findElement(By.cssSelector("input[type=checkbox]")).click();
        await("storelatch.session.idle-timeout");
        enter("filter", "argon2");
        new WebDriverWait(browser, LONG).until(driver -> !text().contains("storelatch.token.secrets"));
        assertThat(text())
                .contains("storelatch.password.argon2.memory", "There is no setting storelatch.consoel.enabled");
    }

    @Test
    void membersSeeWhatTheyMayDoOnly() {
        Customer customer = api.register();
        logIn(admins.add("member"));
        open("/team");
        await("order number");

        assertThat(browser.findElements(By.cssSelector("header nav a")))
                .extracting(WebElement::getText)
                .containsExactly("Customers");
        openCustomer(customer);
        assertThat(text())
                .contains("Send a password reset")
                .doesNotContain("Anonymise", "Delete the account", "Recent events");
        page.checkLogs("console-member", Set.of());
    }

    @Test
    void theConsoleIsSmall() {
        browser.executeCdpCommand("Network.clearBrowserCache", Map.of());
        open("/configuration");
        await("storelatch.token.secrets");
        page.checkLogs("console-size", Set.of(401));

        assertThat(page.sizes().entrySet().stream()
                        .filter(entry -> entry.getKey().matches("/(console|assets/.*)"))
                        .mapToLong(Map.Entry::getValue)
                        .sum())
                .isBetween(10_000L, (long) MAX_BYTES);
    }

    /** Opens the console with the session of the user, as after a log-in. */
    private void logIn(AdminApi.User user) {
        browser.manage().deleteAllCookies();
        browser.manage()
                .addCookie(new Cookie.Builder("connect.sid", admins.newSession(user))
                        .path("/")
                        .build());
        page.open("/health");
        page.checkLogs("before", Set.of(401, 404));
    }

    /** One window full, in the light scheme. */
    private void takePictureForTheDocumentation() {
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", "light"),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        browser.executeCdpCommand("Emulation.setScrollbarsHidden", Map.of("hidden", true));
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 1100, "height", 620, "deviceScaleFactor", 1, "mobile", false));
        browser.executeScript("scrollTo(0, 0)");
        try {
            Files.write(Path.of("target", "screenshots", "console.png"), browser.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        browser.executeCdpCommand("Emulation.setScrollbarsHidden", Map.of("hidden", false));
        browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    private void open(String view) {
        page.open("/console#" + view);
    }

    private void openCustomer(Customer customer) {
        open("/customers/" + customer.id());
        await("Why can’t this person log in?");
        await(customer.email());
    }

    private void search(String text) {
        open("/customers");
        await("order number");
        enter("search", text);
        press("Find");
        new WebDriverWait(browser, LONG)
                .until(driver -> !Objects.requireNonNull(driver.getCurrentUrl()).endsWith("/customers"));
    }

    private RequestSpecification asAdmin() {
        return api.bearer(admins.token(admin)).contentType("application/json");
    }

    private void enter(String id, String text) {
        WebElement field = browser.findElement(By.id(id));
        field.clear();
        field.sendKeys(text);
    }

    private void follow(String link) {
        browser.findElement(By.linkText(link)).click();
    }

    private void press(String button) {
        press(By.xpath("//main//button[normalize-space()=\"%s\"]|//header//button[normalize-space()=\"%s\"]"
                .formatted(button, button)));
    }

    private void pressIn(String section, String button) {
        press(By.xpath(
                "//section[@aria-labelledby='%s']//button[normalize-space()=\"%s\"]".formatted(section, button)));
    }

    private void pressInDialog(String button) {
        press(By.xpath("//dialog[@open]//button[normalize-space()=\"%s\"]".formatted(button)));
    }

    private void pressLabelled(String label) {
        press(By.cssSelector("button[aria-label='%s']".formatted(label)));
    }

    private void press(By button) {
        new WebDriverWait(browser, LONG)
                .ignoring(StaleElementReferenceException.class)
                .until(driver -> {
                    List<WebElement> found = driver.findElements(button);
                    if (found.isEmpty() || !found.get(0).isEnabled()) {
                        return false;
                    }
                    found.get(0).click();
                    return true;
                });
    }

    /** Presses the tab key until the button has the focus. */
    private void tabTo(String button) {
        for (int presses = 0; presses < 60; presses++) {
            WebElement focused = browser.switchTo().activeElement();
            if (focused.getTagName().equals("button") && focused.getText().equals(button)) {
                return;
            }
            focused.sendKeys(Keys.TAB);
        }
        throw new AssertionError("The keyboard does not reach " + button);
    }

    private void await(String text) {
        new WebDriverWait(browser, LONG)
                .withMessage(() -> "no \"%s\" in: %s".formatted(text, text()))
                .until(driver -> text().contains(text));
    }

    private String text() {
        return String.valueOf(browser.executeScript("return document.body.innerText"));
    }

    private String heading() {
        return browser.findElement(By.tagName("h1")).getText();
    }

    private String report() {
        return String.valueOf(
                browser.executeScript(
                        "return [...document.querySelector('[aria-labelledby=section-report]').children].slice(1).map(e => e.innerText).join(' ')"));
    }

    private String emailOf(Customer customer) {
        return jdbc.sql("select email from customer where id = ?")
                .param(customer.id())
                .query(String.class)
                .single();
    }

    /** Adds an order and returns its number. */
    private int order(String customer) {
        jdbc.sql(
                        "insert into currency (code, symbol, symbol_native, name) values ('eur', '€', '€', 'Euro') on conflict do nothing")
                .update();
        jdbc.sql(
                        "insert into region (id, name, currency_code, tax_rate) values ('reg_eu', 'EU', 'eur', 0) on conflict do nothing")
                .update();
        return jdbc.sql("""
                insert into "order" (id, customer_id, email, region_id, currency_code)
                values (?, ?, 'a@example.com', 'reg_eu', 'eur')
                returning display_id
                """)
                .params("order_" + UUID.randomUUID(), customer)
                .query(Integer.class)
                .single();
    }
}
