package dev.storelatch.federation;

import dev.storelatch.core.Realm;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.QueryString;
import dev.storelatch.request.RequestCredentials;
import java.lang.reflect.Method;
import java.util.Objects;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Maps {@code /store/auth/:provider} for the names in the settings, before {@code /store/auth/:email}. */
@Component
class StoreStartMappings implements SmartInitializingSingleton {

    private final RequestMappingHandlerMapping mappings;
    private final StoreProviderController controller;
    private final Providers providers;

    StoreStartMappings(
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings,
            StoreProviderController controller,
            Providers providers) {
        this.mappings = mappings;
        this.controller = controller;
        this.providers = providers;
    }

    @Override
    public void afterSingletonsInstantiated() {
        Method handler = Objects.requireNonNull(ReflectionUtils.findMethod(
                StoreProviderController.Start.class,
                "begin",
                QueryString.class,
                RequestCredentials.class,
                ClientInfo.class));
        providers
                .ofRealm(Realm.STORE)
                .forEach(provider -> mappings.registerMapping(
                        RequestMappingInfo.paths("/store/auth/" + provider.name())
                                .methods(RequestMethod.GET)
                                .options(mappings.getBuilderConfiguration())
                                .build(),
                        controller.startOf(provider.name()),
                        handler));
    }
}
