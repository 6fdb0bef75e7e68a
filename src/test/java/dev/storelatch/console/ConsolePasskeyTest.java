package dev.storelatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.browser.PageCheck;
import dev.storelatch.browser.PageForms;
import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
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

/** Passkeys of the users of the console, in a real browser with a virtual authenticator. */
@ServerTest
@Tag("browser")
@TestPropertySource(
        properties = {
            "storelatch.console.enabled=true",
            "storelatch.passkey.origins=http://localhost",
            "storelatch.session.cookie.secure=false",
            "storelatch.session.cookie.same-site=lax"
        })
class ConsolePasskeyTest {

    private static final String PASSKEYS = "section[aria-labelledby=section-passkeys] ";

    @TempDir
    Path profile;

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

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
    void aUserAddsAPasskeyLogsInWithItAndRemovesIt() {
        AdminApi.User user = admins.add();
        forms.page().open("/console#/security");
        forms.fill("email", user.email());
        forms.fill("password", user.password());
        press("Log in");
        press("Add a passkey");
        notice("The passkey was added.");
        press("Rename …");
        forms.fill("dialog-name", "Phone");
        press("Rename");
        notice("The passkey was renamed.");
        assertThat(forms.text(PASSKEYS + "tbody td")).contains("Phone");
        forms.page().check("console-passkeys", 401);
        press("Log out");
        notice("You are logged out.");

        press("Log in with a passkey");
        press("Remove …");
        press("Remove the passkey");
        notice("The passkey Phone was removed.");
        assertThat(forms.text(PASSKEYS)).contains("You have no passkeys yet.");
    }

    private void notice(String text) {
        forms.wait(ExpectedConditions.textToBe(By.cssSelector(".notice p span"), text));
    }

    private void press(String button) {
        forms.wait(ExpectedConditions.elementToBeClickable(
                        By.xpath("//button[normalize-space()='%s']".formatted(button))))
                .sendKeys(Keys.ENTER);
    }
}
