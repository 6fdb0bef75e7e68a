package dev.storelatch.browser;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * Fills in and sends the forms of pages by keyboard, with or without scripts.
 *
 * @param page the browser
 */
public record PageForms(PageCheck page) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Makes the browser run no script from now on. */
    public void disableScripts() {
        page.browser().executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    }

    /** Replaces the text of a field. */
    public void fill(String id, String text) {
        WebElement field = waitFor("#" + id);
        field.clear();
        field.sendKeys(text);
    }

    /** Waits for the next page if the form leads to one, since elements of the former could be found otherwise. */
    public void submit(String selector) {
        WebElement form = waitFor(selector);
        boolean leaves = form.getDomAttribute("method") != null;
        form.findElement(By.cssSelector("button")).sendKeys(Keys.ENTER);
        if (leaves) {
            wait(ExpectedConditions.stalenessOf(form));
        }
    }

    /** Returns the text of an element, once it is there. */
    public String text(String selector) {
        return wait(browser -> browser.findElement(By.cssSelector(selector)).getText());
    }

    /** Waits for an element. */
    public WebElement waitFor(String selector) {
        return wait(ExpectedConditions.presenceOfElementLocated(By.cssSelector(selector)));
    }

    /** Waits until the condition is met. Elements of a page that is just being left cannot be asked for anything. */
    public <T> T wait(Function<? super WebDriver, T> condition) {
        return new WebDriverWait(page.browser(), PATIENCE)
                .ignoring(WebDriverException.class)
                .until(condition);
    }
}
