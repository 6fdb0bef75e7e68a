package dev.storelatch.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to a route of the API, made by a page for the client of the page's request. It has attributes of its own, since
 * those of the page's request tell which handler and which path it has.
 */
final class DispatchedRequest extends HttpServletRequestWrapper {

    private final String method;
    private final String path;
    private final Map<String, @Nullable Object> attributes;

    DispatchedRequest(HttpServletRequest page, String method, String path, Map<String, Object> attributes) {
        super(page);
        this.method = method;
        this.path = path;
        this.attributes = new HashMap<>(attributes);
    }

    @Override
    public String getMethod() {
        return method;
    }

    @Override
    public String getRequestURI() {
        return path;
    }

    @Override
    public StringBuffer getRequestURL() {
        return new StringBuffer(path);
    }

    @Override
    public String getServletPath() {
        return path;
    }

    @Override
    public @Nullable String getQueryString() {
        return null;
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return isOwn(name) ? attributes.get(name) : super.getAttribute(name);
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        attributes.put(name, value);
    }

    @Override
    public void removeAttribute(String name) {
        attributes.put(name, null);
    }

    @Override
    public Enumeration<String> getAttributeNames() {
        return Collections.enumeration(attributes.keySet());
    }

    /** Attributes of our filters and of Tomcat hold for both requests, those of Spring MVC for the page's only. */
    private boolean isOwn(String name) {
        return attributes.containsKey(name) || name.startsWith("org.springframework.web.");
    }
}
