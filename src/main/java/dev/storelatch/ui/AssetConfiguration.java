package dev.storelatch.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.ResourceTransformerChain;
import org.springframework.web.servlet.resource.TransformedResource;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/** Serves the pages' static files. */
@Configuration(proxyBeanMethods = false)
class AssetConfiguration implements WebMvcConfigurer {

    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private final Assets assets;

    AssetConfiguration(Assets assets) {
        this.assets = assets;
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
                        .addTransformer(AssetConfiguration::inMemory));
    }

    /**
     * Reads the file as a whole. Spring skips to the ranges of a request for several ones, and fails if the stream skips less
     * than asked for, as those of files in a jar do.
     */
    private static Resource inMemory(HttpServletRequest request, Resource file, ResourceTransformerChain chain)
            throws IOException {
        return new TransformedResource(chain.transform(request, file), file.getContentAsByteArray());
    }
}
