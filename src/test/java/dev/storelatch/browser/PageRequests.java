package dev.storelatch.browser;

import org.jspecify.annotations.Nullable;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * What the page in the browser requests by {@code fetch}, with its cookies.
 *
 * @param server the origin of the server
 */
record PageRequests(ChromeDriver browser, String server) {

    String logIn(String path, String email, String password) {
        return fetch("POST", path, "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
    }

    String fetch(String method, String path) {
        return fetch(method, path, null);
    }

    /** Returns the status and the body if it is JSON, or the name of the error if the browser refuses the request. */
    String fetch(String method, String path, @Nullable String body) {
        return String.valueOf(browser.executeAsyncScript("""
                const [url, method, body, done] = arguments;
                fetch(url, {
                    method,
                    body: body ?? undefined,
                    credentials: "include",
                    headers: body ? {"Content-Type": "application/json"} : {}
                }).then(async answer => {
                    const type = answer.headers.get("Content-Type") ?? "";
                    done(answer.status + (type.includes("json") ? " " + await answer.text() : ""));
                }).catch(error => done(error.name));
                """, server + path, method, body));
    }
}
