package dev.storelatch.openapi;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Routes {@code /openapi.yaml} and {@code /docs}: the API description, and a page that shows it. */
@Controller
@ConditionalOnBooleanProperty(ApiDocsSettings.ENABLED)
class ApiDocsController {

    /** RFC 9512 §2.1. */
    private static final MediaType YAML = MediaType.parseMediaType("application/yaml");

    @GetMapping("/openapi.yaml")
    ResponseEntity<Resource> description() {
        return ResponseEntity.ok().contentType(YAML).body(new ClassPathResource("openapi.yaml"));
    }

    @GetMapping("/docs")
    String page() {
        return "openapi/docs";
    }
}
