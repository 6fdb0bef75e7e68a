package dev.storelatch.pages;

import dev.storelatch.core.Realm;
import dev.storelatch.core.StartupException;
import dev.storelatch.request.AllowedOrigins;
import dev.storelatch.request.PageOrigins;
import dev.storelatch.ui.Assets;
import dev.storelatch.ui.PageLanguages;
import dev.storelatch.ui.PageRoutes;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.StringUtils;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/** Adds the account pages to the server, unless they are switched off. The routes need no instance, which needs them itself. */
@Configuration(proxyBeanMethods = false)
class PageConfiguration {

    @Bean
    @ConditionalOnBooleanProperty(name = "storelatch.pages.enabled", matchIfMissing = true)
    static PageRoutes linkPages(PageSettings settings) {
        return styled(
                PageRoutes.get(LinkPageController.FORMS)
                        .and(PageRoutes.get(LinkPageController.DONE))
                        .post(LinkPageController.FORMS),
                settings);
    }

    @Bean
    @ConditionalOnConsole
    static PageRoutes userPages(PageSettings settings) {
        return styled(
                PageRoutes.get(UserPageController.FORM, UserPageController.DONE)
                        .post(
                                UserPageController.RESET_PASSWORD,
                                UserPageController.ACCEPT_INVITE,
                                UserPageController.FORGOT_PASSWORD),
                settings);
    }

    /** Adds what all pages load. */
    private static PageRoutes styled(PageRoutes pages, PageSettings settings) {
        PageRoutes routes = pages.assets("pages");
        Path theme = settings.theme();
        if (theme != null) {
            routes = routes.assets(PageTheme.FOLDER, theme.toUri().toString());
        }
        return settings.logoOrigin().map(routes::images).orElse(routes);
    }

    @Bean
    @ConditionalOnAccountPages
    static PageRoutes accountPages() {
        return PageRoutes.get(
                        AccountPageController.FORM,
                        AccountPageController.REGISTERED,
                        AccountPageController.LINK_REQUESTED,
                        AccountPageController.PROFILE,
                        AccountPageController.SECTION,
                        ProviderPageController.RETURN)
                .post(
                        AccountPageController.LOGIN,
                        AccountPageController.SECOND_STEP,
                        AccountPageController.REGISTER,
                        AccountPageController.FORGOT_PASSWORD,
                        AccountPageController.LOGOUT)
                .webJar("lit-html");
    }

    /** @param publicUrl the address of this server, unless the pages have one of their own */
    @Bean
    @ConditionalOnAccountPages
    static PageOrigins accountPageOrigins(PageSettings settings, @Value("${storelatch.public-url:}") String publicUrl) {
        String url = StringUtils.hasText(settings.url()) ? settings.url() : publicUrl;
        return new PageOrigins(Realm.STORE, AllowedOrigins.parse(url).stream().toList());
    }

    @Bean
    static PageTexts messageSource(PageSettings settings) {
        return new PageTexts(settings.messages());
    }

    @Bean
    static PageLanguages pageLanguages(PageSettings settings) {
        PageLanguages languages = new PageLanguages(PageTexts.LANGUAGES, null);
        if (settings.language() == null) {
            return languages;
        }
        Locale fixed = languages
                .find(settings.language())
                .orElseThrow(() -> new StartupException(
                        "storelatch.pages.language is not a language of the pages.", "Set it to en, de or ar."));
        return new PageLanguages(List.of(fixed), fixed);
    }

    /** Makes {@code ${shop.name}} available to templates. */
    @Autowired
    void addTo(ThymeleafViewResolver templates, PageSettings settings, Assets assets, PageLanguages languages) {
        templates.addStaticVariable("shop", PageTheme.of(settings, assets, languages.supported()));
    }
}
