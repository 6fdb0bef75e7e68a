package dev.storelatch.local;

import dev.storelatch.ui.PageRoutes;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** Page at {@code /} of the local run: what there is to see, and with which account. */
@Controller
@ConditionalOnBean(LocalDirectory.class)
class StartPage {

    private static final String PATH = "/";

    private final Environment environment;

    StartPage(Environment environment) {
        this.environment = environment;
    }

    @Bean
    static PageRoutes startPageRoutes() {
        return PageRoutes.get(PATH).assets("local");
    }

    @GetMapping(PATH)
    ModelAndView show() {
        String address = "http://localhost:" + environment.getRequiredProperty("local.server.port");
        return new ModelAndView(
                "local/start",
                Map.of(
                        "customer", DemoShop.EMAIL,
                        "administrator", DemoShop.ADMIN_EMAIL,
                        "password", DemoShop.PASSWORD,
                        "requests", StartupHints.requests(address)));
    }
}
