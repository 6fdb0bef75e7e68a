package dev.storelatch.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.resource.ResourceTransformer;
import org.springframework.web.servlet.resource.ResourceTransformerChain;
import org.springframework.web.servlet.resource.TransformedResource;

/**
 * Reads a static file as a whole before it is sent. Spring skips to the ranges of a request for several ones, and fails if the
 * stream skips less than asked for, as those of class path resources do.
 */
@Component
class WholeFileTransformer implements ResourceTransformer {

    @Override
    public Resource transform(HttpServletRequest request, Resource file, ResourceTransformerChain chain)
            throws IOException {
        Resource transformed = chain.transform(request, file);
        return new TransformedResource(transformed, transformed.getContentAsByteArray());
    }
}
