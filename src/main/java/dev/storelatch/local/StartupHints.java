package dev.storelatch.local;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Prints the address of the server when it is ready, and first requests that can be pasted into a shell. */
final class StartupHints {

    private static final String CREDENTIALS =
            "-H 'Content-Type: application/json' -d '{\"email\":\"%s\",\"password\":\"%s\"}'"
                    .formatted(DemoShop.EMAIL, DemoShop.PASSWORD);

    private final PrintStream out;

    StartupHints(PrintStream out) {
        this.out = out;
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void print(ApplicationReadyEvent event) {
        String port = event.getApplicationContext().getEnvironment().getRequiredProperty("local.server.port");
        out.println(text("http://localhost:" + port));
    }

    /** Returns the text. */
    static String text(String address) {
        return """

                Storelatch is ready at {address}. Open it in a browser for the account pages, the console and the API.
                In a shell, log in, show the customer by token, and list the orders by cookie:

                {requests}

                The administrator is {admin}, with the same password (POST {address}/admin/auth).
                """.replace("{requests}", String.join("\n", requests(address)))
                .replace("{address}", address)
                .replace("{admin}", DemoShop.ADMIN_EMAIL);
    }

    /** Returns requests for a shell; each logs in by itself, and none writes a file. */
    static List<String> requests(String address) {
        return Stream.of(
                        "curl -si {address}/store/auth {credentials}",
                        "curl -s {address}/store/customers/me -H \"Authorization: Bearer"
                                + " $(curl -s {address}/store/auth/token {credentials} | sed 's/.*:\"//;s/\".*//')\"",
                        "curl -s -o /dev/null -c - {address}/store/auth {credentials}"
                                + " | curl -s -b - {address}/store/customers/me/orders")
                .map(request -> request.replace("{credentials}", CREDENTIALS).replace("{address}", address))
                .toList();
    }
}
