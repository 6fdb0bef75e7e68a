package dev.storelatch.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.support.Api;
import dev.storelatch.support.ApiDescription;
import dev.storelatch.support.ServerTest;
import dev.storelatch.ui.PageRoutes;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The API description has every route of the server and no other. Pages for browsers are not part of the API. */
@ServerTest
class DescribedRoutesTest {

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Autowired
    private ObjectProvider<PageRoutes> pages;

    @Autowired
    private Api api;

    @Test
    void everyRouteIsDescribedAndNothingElse() {
        List<String> described = ApiDescription.shared().operations().stream()
                .map(operation -> (operation.anyMethod() ? "any" : operation.method()) + " " + operation.path())
                .toList();

        assertThat(routes()).hasSizeGreaterThan(60).doesNotHaveDuplicates();
        assertThat(described).containsExactlyInAnyOrderElementsOf(routes());
    }

    @Test
    void theDescriptionIsServedOnlyIfItIsEnabled() {
        for (String path : List.of("/docs", "/openapi.yaml")) {
            api.request().get(path).then().statusCode(404).body("message", equalTo("Cannot GET " + path));
        }
    }

    private List<String> routes() {
        Set<String> ofPages = pages.stream()
                .flatMap(page -> page.routes().stream())
                .map(route -> route.method() + " " + route.pattern())
                .collect(Collectors.toSet());
        return mappings.getHandlerMethods().keySet().stream()
                .flatMap(DescribedRoutesTest::routes)
                .filter(route -> !route.equals("any /error") && !ofPages.contains(route))
                .toList();
    }

    private static Stream<String> routes(RequestMappingInfo mapping) {
        List<String> methods = mapping.getMethodsCondition().getMethods().stream()
                .map(RequestMethod::name)
                .toList();
        return mapping.getPatternValues().stream()
                .flatMap(path ->
                        (methods.isEmpty() ? List.of("any") : methods).stream().map(method -> method + " " + path));
    }
}
