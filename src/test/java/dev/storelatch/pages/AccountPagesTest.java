package dev.storelatch.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.storelatch.browser.PageCheck;
import dev.storelatch.browser.PageForms;
import dev.storelatch.flows.GuestOrders;
import dev.storelatch.outbox.NotificationType;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.MailedLinks;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** The account pages in a real browser, with and without scripts, and what their forms answer. */
@ServerTest
@Tag("browser")
@TestPropertySource(
        properties = {
            "storelatch.pages.account=true",
            "storelatch.pages.name=The Linen Shop",
            "storelatch.pages.shop-url=http://localhost:8000/",
            "storelatch.links.password-reset=http://localhost:9000/account/reset-password#token={token}&email={email}",
            "storelatch.links.email-confirmation=http://localhost:9000/account/confirm-email#token={token}",
            "storelatch.links.order-claim=http://localhost:9000/account/claim-orders#token={token}",
            "storelatch.customer.confirm-email-change=true",
            "storelatch.public-url=http://localhost:9000",
            "storelatch.federation.store.providers.google.client-id=shop",
            "storelatch.session.cookie.secure=false",
            "storelatch.session.cookie.same-site=lax"
        })
class AccountPagesTest {

    private static final String NEW_PASSWORD = "a quite new password";
    private static final List<String> SECTIONS =
            List.of("", "/addresses", "/orders", "/sessions", "/security", "/data");

    /** A text that is not one of ours, which all are in these brackets in the pseudo-locale. */
    private static final String UNTRANSLATED = """
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            const found = [];
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const text = node.textContent.trim();
                if (/\\p{L}/u.test(text) && !text.includes("⟦")
                        && !node.parentElement.closest("bdi, header, footer, script, option, [data-label]")) {
                    found.push(text);
                }
            }
            return found;
            """;

    @TempDir
    static Path texts;

    @TempDir
    Path profile;

    @Autowired
    Api api;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    List<NotificationType> notificationTypes;

    private @Nullable PageCheck check;

    @DynamicPropertySource
    static void pseudoLocaleInPlaceOfGerman(DynamicPropertyRegistry settings) throws IOException {
        Properties pseudo = new Properties();
        PageTextsTest.load("")
                .forEach((key, text) -> pseudo.put(key, key.equals("direction") ? text : "⟦" + text + "⟧"));
        try (Writer file = Files.newBufferedWriter(texts.resolve("pseudo_de.properties"))) {
            pseudo.store(file, null);
        }
        settings.add("storelatch.pages.messages", () -> texts.resolve("pseudo").toString());
    }

    @BeforeEach
    void startTheBrowser() {
        check = PageCheck.start(profile, "http://localhost:" + api.port());
    }

    @AfterEach
    void endTheBrowser() {
        if (check != null) {
            check.browser().quit();
        }
    }

    @Test
    void everyPageIsAccessibleTranslatedAndSmall() {
        Customer customer = api.register();
        addAddress(customer);
        for (String page : List.of("login", "register", "forgot-password")) {
            show("/account/" + page, page);
        }
        for (String page : List.of("reset-password", "confirm-email", "undo-email", "claim-orders")) {
            show("/account/" + page, page);
            open("/account/" + page + "/done?lang=de");
            assertTranslated(page);
        }
        logIn(customer.email(), customer.password());
        for (String section : SECTIONS) {
            show("/account" + section, "account" + section.replace('/', '-'));
        }
        open("/account/security?lang=ar");
        waitFor("#app form");
        page().check("account-security-arabic");

        Map<String, Long> sizes = page().sizes();
        long largest = sizes.values().stream().mapToLong(Long::longValue).max().orElseThrow();
        long files = sizes.entrySet().stream()
                .filter(file -> file.getKey().startsWith("/assets/"))
                .mapToLong(Map.Entry::getValue)
                .sum();
        assertThat(files + largest).as("bytes of %s", sizes.keySet()).isBetween(10_000L, 55_000L);
    }

    @Test
    void aCustomerUsesTheAccountByKeyboard() {
        Customer customer = api.register();
        String phone = api.newSession(customer);
        open("/account/login");
        browser().switchTo().activeElement().sendKeys(Keys.TAB);
        assertThat(browser().switchTo().activeElement().getDomAttribute("href")).isEqualTo("#main");
        browser().switchTo().activeElement().sendKeys(Keys.ENTER);
        browser().switchTo().activeElement().sendKeys(Keys.TAB);
        type(customer.email() + Keys.TAB);
        type("not it" + Keys.ENTER);
        waitFor("[role=alert]");
        assertThat(text("[role=alert]")).isEqualTo("The e-mail address or the password is wrong.");
        logIn(customer.email(), customer.password());

        waitFor("#profile-first_name");
        fill("profile-first_name", "Ada");
        submit("#app form");
        assertThat(text(waitFor(".success-message"))).isEqualTo("Saved.");
        assertThat((String)
                        api.cookie(customer.cookie()).get("/store/customers/me").path("customer.first_name"))
                .isEqualTo("Ada");

        open("/account/addresses");
        waitFor("#address-add").sendKeys(Keys.ENTER);
        fill("address-first_name", "Ada");
        fill("address-last_name", "Lovelace");
        fill("address-address_1", "12 St James's Square");
        fill("address-city", "London");
        fill("address-postal_code", "SW1Y 4JH");
        browser().findElement(By.id("address-country_code")).sendKeys("United King");
        submit("#app form");
        assertThat(text(waitFor("address"))).contains("Ada Lovelace", "SW1Y 4JH London", "United Kingdom");
        browser().findElements(By.cssSelector("address ~ .row button")).get(1).sendKeys(Keys.ENTER);
        wait(ExpectedConditions.numberOfElementsToBe(By.cssSelector("address"), 0));

        open("/account/sessions");
        waitFor("button.danger").sendKeys(Keys.ENTER);
        waitFor(".success-message");
        assertThat(api.cookieStatus(phone)).isEqualTo(401);
        assertThat(browser().findElements(By.cssSelector("li.card"))).hasSize(1);
        page().checkLogs("the account", Set.of(401));
    }

    @Test
    void aCustomerClaimsOrdersPlacedWithoutLoggingIn() {
        Customer customer = api.register();
        String guest = "guest-" + UUID.randomUUID() + "@example.com";
        List<String> orders = List.of(GuestOrders.place(jdbc, guest), GuestOrders.place(jdbc, guest));
        logIn(customer.email(), customer.password());
        open("/account/orders");
        waitFor("#claim-order_ids");
        submit("#app form");
        assertThat(text(waitFor("#claim-order_ids-error:not(:empty)"))).isEqualTo("Enter the id of an order.");
        fill("claim-order_ids", " " + String.join(", ", orders) + " ");
        submit("#app form");
        assertThat(text(waitFor(".success-message")))
                .isEqualTo("If there are such orders, a link was sent to their e-mail address.");
        assertThat(ordersOf(customer)).as("claimed, but not confirmed").isEmpty();

        open(pathOf(links().page(MailedLinks.CLAIM, customer.id())));
        submit("form");
        assertThat(text("h1")).isEqualTo("Orders added");
        assertThat(ordersOf(customer)).containsExactlyInAnyOrderElementsOf(orders);
        page().checkLogs("a claim", Set.of(400));
    }

    @Test
    void aClaimOfOrdersOfTooManyAddressesIsRefusedBesideTheField() {
        Customer customer = api.register();
        List<String> orders = Stream.generate(() -> "guest-" + UUID.randomUUID() + "@example.com")
                .limit(11)
                .map(guest -> GuestOrders.place(jdbc, guest))
                .toList();
        logIn(customer.email(), customer.password());
        open("/account/orders");
        fill("claim-order_ids", String.join(" ", orders));
        submit("#app form");
        assertThat(text(waitFor("#claim-order_ids-error:not(:empty)")))
                .isEqualTo("Enter orders of at most 10 e-mail addresses at once.");
    }

    private List<String> ordersOf(Customer customer) {
        return api.cookie(customer.cookie()).get("/store/customers/me/orders").path("orders.id");
    }

    @Test
    void aCustomerChangesThePasswordDownloadsTheDataAndDeletesTheAccount() {
        Customer customer = api.register();
        logIn(customer.email(), customer.password());
        open("/account/security");
        fill("password-current_password", "not it");
        fill("password-password", NEW_PASSWORD);
        submit("#app form");
        assertThat(text(waitFor("#password-current_password-error:not(:empty)")))
                .isEqualTo("This password is wrong.");
        fill("password-current_password", customer.password());
        fill("password-password", "short");
        submit("#app form");
        assertThat(text(waitFor("#password-password-error:not(:empty)"))).isEqualTo("Use at least 8 characters.");
        fill("password-password", NEW_PASSWORD);
        submit("#app form");
        waitFor(".success-message");
        assertThat(api.login(customer.withPassword(NEW_PASSWORD)).statusCode()).isEqualTo(200);

        open("/account/data");
        fill("download-current_password", NEW_PASSWORD);
        submit("#app form");
        assertThat(text(waitFor(".success-message"))).isEqualTo("The file was downloaded.");
        fill("delete-current_password", NEW_PASSWORD);
        submit("#app form:last-of-type");
        assertThat(text(waitFor("#confirmed-error:not(:empty)"))).isEqualTo("Confirm that you want this.");
        browser().findElement(By.name("confirmed")).click();
        submit("#app form:last-of-type");
        wait(ExpectedConditions.textToBe(By.id("app"), "Your account was deleted."));
        assertThat(api.login(customer.withPassword(NEW_PASSWORD)).statusCode()).isEqualTo(401);
        open("/account");
        assertThat(browser().getCurrentUrl()).endsWith("/account/login");
    }

    @Test
    void registrationAndLogOutWorkWithoutScripts() {
        withoutScripts();
        String email = Api.newEmail();
        open("/account/register");
        fill("email", email);
        fill("password", "short");
        submit("form");
        WebElement password = browser().findElement(By.id("password"));
        assertThat(password.getDomAttribute("aria-invalid")).isEqualTo("true");
        assertThat(text("#" + password.getDomAttribute("aria-describedby"))).isEqualTo("Use at least 8 characters.");
        assertThat(browser().findElement(By.id("email")).getDomProperty("value"))
                .isEqualTo(email);
        fill("first_name", "Grace");
        fill("password", "correct horse " + UUID.randomUUID());
        submit("form");
        assertThat(URI.create(browser().getCurrentUrl()).getPath()).isEqualTo("/account");
        assertThat(text("#main")).contains("This page needs JavaScript.");
        submit("nav form");
        assertThat(URI.create(browser().getCurrentUrl()).getPath()).isEqualTo("/account/login");
        open("/account/orders");
        assertThat(URI.create(browser().getCurrentUrl()).getPath()).isEqualTo("/account/login");
    }

    @Test
    void mailedLinksWorkWithoutScripts() {
        Customer customer = api.register();
        withoutScripts();
        open("/account/forgot-password");
        fill("email", customer.email());
        submit("form");
        assertThat(text("h1")).isEqualTo("Check your e-mails");
        String link = links().page(MailedLinks.RESET, customer.id());
        assertThat(link).startsWith("http://localhost:9000/account/reset-password#token=");

        open(pathOf(link));
        fill("link", Objects.requireNonNull(browser().getCurrentUrl()));
        fill("password", "12345678");
        submit("form");
        assertThat(text("#password-error")).isEqualTo("This password is too common.");
        fill("password", NEW_PASSWORD);
        submit("form");
        assertThat(text("h1")).isEqualTo("Password changed");
        assertThat(api.login(customer.withPassword(NEW_PASSWORD)).statusCode()).isEqualTo(200);

        open(pathOf(link));
        fill("link", link);
        fill("password", NEW_PASSWORD);
        submit("form");
        assertThat(text("[role=alert]")).isEqualTo("This link is wrong, has expired or was used already.");
    }

    @Test
    void aLinkFillsInTheFormAndLeavesTheAddress() {
        Customer customer = api.register();
        String changed = Api.newEmail();
        api.json(Map.of("email", changed), customer.cookie())
                .post("/store/customers/me")
                .then()
                .statusCode(200);
        String link = links().page(MailedLinks.CONFIRMATION, customer.id());

        open(pathOf(link));
        wait(ExpectedConditions.invisibilityOfElementLocated(By.id("link-field")));
        assertThat(browser().getCurrentUrl()).endsWith("/account/confirm-email");
        assertThat(api.login(customer).statusCode())
                .as("opening the link changes nothing")
                .isEqualTo(200);
        submit("form");
        assertThat(text("h1")).isEqualTo("E-mail address confirmed");
        assertThat(api.login(customer.withEmail(changed)).statusCode()).isEqualTo(200);
        page().checkLogs("the confirmation", Set.of());
    }

    @Test
    void formsAnswerAsTheApiDoes() {
        Customer customer = api.register();

        Response login = form("email=%s&password=%s"
                        .formatted(customer.email(), customer.password().replace(' ', '+')))
                .post("/account/login");
        login.then().statusCode(303).header("Location", equalTo("/account"));
        assertThat(api.cookieStatus(Api.sessionCookie(login))).isEqualTo(200);
        form("email=%s&password=x".formatted(customer.email()))
                .post("/account/login")
                .then()
                .statusCode(401)
                .contentType("text/html; charset=utf-8");
        form("email=nobody&password=x").post("/account/login").then().statusCode(400);
        form("email=%s&password=%s".formatted(customer.email(), "correct+horse+staple"))
                .post("/account/register")
                .then()
                .statusCode(422)
                .body(containsString("There is an account with this address already."));
        form("link=x").post("/account/claim-orders").then().statusCode(400);
        form("link=x").post("/account/undo-email").then().statusCode(401);
        form("link=x&email=a%40example.com&password=correct+horse+staple")
                .post("/account/reset-password")
                .then()
                .statusCode(401);
        form("link=x&email=a%40example.com")
                .post("/account/reset-password")
                .then()
                .statusCode(400);
        String wrong = "email=%s&password=wrong".formatted(customer.email());
        Response limited = form(wrong).post("/account/login");
        for (int more = 0; limited.statusCode() == 401 && more < 50; more++) {
            limited = form(wrong).post("/account/login");
        }
        limited.then().statusCode(429).header("Retry-After", notNullValue());
    }

    @Test
    void formsRefuseWhatIsNoFormOfOurs() {
        for (String body : List.of(
                "email=%zz",
                "email=%00&password=%00", "&&==&", "email=%C3%28", "x".repeat(16_000), "a=b&".repeat(32))) {
            assertThat(form(body).post("/account/register").statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        assertThat(form("x".repeat(17_000)).post("/account/register").statusCode())
                .isEqualTo(413);
        assertThat(api.json(Map.of("email", "a@example.com"))
                        .post("/account/register")
                        .statusCode())
                .isEqualTo(400);
        for (String path :
                List.of("/account/login", "/account/logout", "/account/register", "/account/reset-password")) {
            assertThat(api.request()
                            .header("Origin", "https://evil.example")
                            .contentType("application/x-www-form-urlencoded")
                            .body("email=a%40example.com&password=secret")
                            .post(path)
                            .statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
    }

    private void show(String path, String name) {
        open(path + "?lang=en");
        if (path.startsWith("/account/") || path.equals("/account")) {
            waitFor("form, #app > *");
        }
        waitUntilLoaded();
        page().check(name);
        open(path + "?lang=de");
        waitUntilLoaded();
        assertTranslated(name);
    }

    private void waitUntilLoaded() {
        wait(browser -> browser.findElements(By.id("app")).isEmpty()
                || !browser.findElements(By.cssSelector("#app > :not([role=status])"))
                        .isEmpty());
    }

    private void assertTranslated(String name) {
        assertThat((List<?>) page().browser().executeScript(UNTRANSLATED))
                .as(name)
                .isEmpty();
    }

    private void addAddress(Customer customer) {
        Map<String, String> address = Map.of(
                "first_name", "Ada",
                "last_name", "Lovelace",
                "address_1", "12 St James's Square",
                "city", "London",
                "postal_code", "SW1Y 4JH",
                "country_code", "gb");
        api.json(Map.of("address", address), customer.cookie())
                .post("/store/customers/me/addresses")
                .then()
                .statusCode(200);
    }

    private void logIn(String email, String password) {
        open("/account/login?lang=en");
        fill("email", email);
        fill("password", password);
        submit("form");
        wait(ExpectedConditions.urlMatches(".*/account$"));
    }

    private void withoutScripts() {
        forms().disableScripts();
    }

    private RequestSpecification form(String body) {
        return api.request()
                .header("Sec-Fetch-Site", "same-origin")
                .contentType("application/x-www-form-urlencoded")
                .body(body)
                .redirects()
                .follow(false);
    }

    private MailedLinks links() {
        return new MailedLinks(jdbc, notificationTypes);
    }

    private static String pathOf(String link) {
        return link.substring("http://localhost:9000".length());
    }

    private PageCheck page() {
        if (check == null) {
            throw new IllegalStateException("no browser");
        }
        return check;
    }

    private WebDriver browser() {
        return page().browser();
    }

    private void open(String path) {
        page().open(path);
    }

    private void type(String keys) {
        browser().switchTo().activeElement().sendKeys(keys);
    }

    private void fill(String id, String text) {
        forms().fill(id, text);
    }

    private void submit(String selector) {
        forms().submit(selector);
    }

    private String text(String selector) {
        return forms().text(selector);
    }

    private static String text(WebElement element) {
        return element.getText();
    }

    private WebElement waitFor(String selector) {
        return forms().waitFor(selector);
    }

    private <T> T wait(Function<? super WebDriver, T> condition) {
        return forms().wait(condition);
    }

    private PageForms forms() {
        return new PageForms(page());
    }
}
