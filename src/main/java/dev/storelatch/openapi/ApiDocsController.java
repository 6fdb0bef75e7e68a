package dev.storelatch.openapi;

import java.io.IOException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.io.ClassPathResource;
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

    /** In memory, since Spring fails to send several ranges of a file in a jar. */
    private final byte[] description;

    ApiDocsController() throws IOException {
        this.description = new ClassPathResource("openapi.yaml").getContentAsByteArray();
    }

    @GetMapping("/openapi.yaml")
    ResponseEntity<byte[]> description() {
        return ResponseEntity.ok().contentType(YAML).body(description);
    }

    @GetMapping("/docs")
    String page() {
        return "openapi/docs";
    }
}
