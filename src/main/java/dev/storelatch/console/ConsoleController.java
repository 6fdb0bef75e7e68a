package dev.storelatch.console;

import dev.storelatch.ui.PageRoutes;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Serves the page of the console, which is the same for everybody: what it shows it reads from the admin API, with the
 * cookie of the user. Its views are addressed by the fragment, so that no id of an account reaches a log of addresses.
 */
@Controller
@ConditionalOnProperty("storelatch.console.enabled")
class ConsoleController {

    private static final String PATH = "/console";

    @Bean
    static PageRoutes console() {
        return PageRoutes.get(PATH).assets("console").webJar("lit-html");
    }

    @GetMapping(PATH)
    String page() {
        return "console/console";
    }
}
