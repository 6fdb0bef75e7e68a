package dev.storelatch.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.browser.PageCheck;
import dev.storelatch.browser.PageForms;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticatorOptions;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticatorOptions.Protocol;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticatorOptions.Transport;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Passkeys on the account pages, in a real browser with a virtual authenticator. */
@ServerTest
@Tag("browser")
@TestPropertySource(
        properties = {
            "storelatch.pages.account=true",
            "storelatch.passkey.origins=http://localhost",
            "storelatch.session.cookie.secure=false",
            "storelatch.session.cookie.same-site=lax"
        })
class PasskeyPagesTest {

    private static final String PASSKEYS = "section[aria-labelledby=passkeys] ";

    @TempDir
    Path profile;

    @Autowired
    Api api;

    @SuppressWarnings("NullAway.Init") // before each test, unless it is skipped
    private PageForms forms;

    /** The origin must be known when the server starts, before its port is. */
    @BeforeEach
    void startTheBrowser() {
        forms = new PageForms(PageCheck.start(
                profile, "http://localhost", "--host-resolver-rules=MAP localhost:80 127.0.0.1:" + api.port()));
        forms.page()
                .browser()
                .addVirtualAuthenticator(new VirtualAuthenticatorOptions()
                        .setProtocol(Protocol.CTAP2)
                        .setTransport(Transport.INTERNAL)
                        .setHasResidentKey(true)
                        .setHasUserVerification(true)
                        .setIsUserVerified(true));
    }

    @AfterEach
    void endTheBrowser() {
        if (forms != null) {
            forms.page().browser().quit();
        }
    }

    @Test
    void aCustomerAddsAPasskeyLogsInWithItAndRemovesIt() {
        Customer customer = api.register();
        forms.page().open("/account/login?lang=en");
        forms.fill("email", customer.email());
        forms.fill("password", customer.password());
        forms.submit("form");
        forms.page().open("/account/security");
        press("Add a passkey");
        success("The passkey was added.");
        press("Rename");
        forms.fill("passkey-name", "Phone");
        press("Save");
        success("Saved.");
        forms.wait(ExpectedConditions.textToBe(By.cssSelector(PASSKEYS + "li h3"), "Phone"));
        forms.page().check("account-passkeys");
        forms.submit("nav form");

        forms.wait(ExpectedConditions.elementToBeClickable(By.cssSelector("#passkey button")))
                .sendKeys(Keys.ENTER);
        forms.wait(ExpectedConditions.urlMatches(".*/account$"));
        forms.page().open("/account/security");
        press("Remove …");
        forms.wait(ExpectedConditions.elementToBeClickable(
                        By.xpath("//dialog//button[normalize-space()='Remove the passkey']")))
                .sendKeys(Keys.ENTER);
        success("The passkey was removed.");
        assertThat(forms.page().browser().findElements(By.cssSelector(PASSKEYS + "li")))
                .isEmpty();
    }

    private void success(String text) {
        forms.wait(ExpectedConditions.textToBe(By.cssSelector(PASSKEYS + ".success-message"), text));
    }

    private void press(String button) {
        forms.wait(ExpectedConditions.elementToBeClickable(By.xpath(
                        "//section[@aria-labelledby='passkeys']//button[normalize-space()='%s']".formatted(button))))
                .sendKeys(Keys.ENTER);
    }
}
