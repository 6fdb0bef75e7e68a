package dev.storelatch.openapi;

import dev.storelatch.ui.PageRoutes;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Opens the routes of the API description, if it is enabled. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(ApiDocsSettings.ENABLED)
class ApiDocsConfiguration {

    @Bean
    PageRoutes apiDocs() {
        return PageRoutes.get("/docs", "/openapi.yaml").assets("openapi").webJar("swagger-ui");
    }
}
