package dev.storelatch.ui;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.ResourceTransformer;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/** Serves the pages' static files. */
@Configuration(proxyBeanMethods = false)
class AssetConfiguration implements WebMvcConfigurer {

    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private final Assets assets;
    private final ResourceTransformer files;

    AssetConfiguration(Assets assets, ResourceTransformer files) {
        this.assets = assets;
        this.files = files;
    }

    /** Makes {@code ${assets.url('ui/base.css')}} available to templates. */
    @Autowired
    void addTo(ThymeleafViewResolver templates) {
        templates.addStaticVariable("assets", assets);
    }

    /** A strong entity tag would keep Tomcat from compressing the file. */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        assets.locations()
                .forEach((pattern, location) -> registry.addResourceHandler(pattern)
                        .addResourceLocations(location)
                        .setCacheControl(FOR_EVER)
                        .setUseLastModified(false)
                        .setEtagGenerator(file -> "W/\"" + assets.version() + "\"")
                        .resourceChain(false)
                        .addTransformer(files));
    }
}
