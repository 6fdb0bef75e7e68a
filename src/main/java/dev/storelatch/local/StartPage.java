package dev.storelatch.local;

import dev.storelatch.ui.PageRoutes;
import java.util.List;
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

    private static final List<Demo> DEMOS = List.of(
            new Demo(
                    "Account pages",
                    "customer",
                    DemoShop.EMAIL,
                    List.of(new Link("/account/login", "Log in"), new Link("/account", "Account"))),
            new Demo(
                    "Operator console",
                    "administrator",
                    DemoShop.ADMIN_EMAIL,
                    List.of(new Link("/console", "Open the console"))));

    private final Environment environment;

    StartPage(Environment environment) {
        this.environment = environment;
    }

    /**
     * Pages, and the account of the demo shop that can log in to them.
     *
     * @param links the first is a button
     */
    record Demo(String title, String account, String email, List<Link> links) {}

    record Link(String href, String text) {}

    @Bean
    static PageRoutes startPageRoutes() {
        return PageRoutes.get(PATH).assets("local");
    }

    @GetMapping(PATH)
    ModelAndView show() {
        String address = "http://localhost:" + environment.getRequiredProperty("local.server.port");
        return new ModelAndView(
                "local/start",
                Map.of("demos", DEMOS, "password", DemoShop.PASSWORD, "requests", StartupHints.requests(address)));
    }
}
