package dev.storelatch.support;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A browser that logs in at a provider: it keeps cookies, and follows redirects only when a test says so. */
public final class ProviderBrowser {

    private final Api api;
    private final String path;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    /** @param path the routes of a provider, such as {@code /store/auth/google} */
    public ProviderBrowser(Api api, String path) {
        this.api = api;
        this.path = path;
    }

    /** Returns a request with the cookies and the routes of another provider. */
    public RequestSpecification request() {
        RequestSpecification request = api.request().redirects().follow(false);
        return cookies.isEmpty() ? request : request.header("Cookie", cookieHeader());
    }

    /** Begins a log-in. */
    public Response begin(Map<String, String> parameters) {
        return keepCookies(request().get(path + query(parameters)));
    }

    /** Begins a log-in, and returns the address of the provider's page. */
    public String location(Map<String, String> parameters) {
        Response begun = begin(parameters);
        begun.then().statusCode(302);
        return begun.header("Location");
    }

    /** Brings the answer of the provider. */
    public Response answer(Map<String, String> answer) {
        return keepCookies(request().get(path + "/cb" + query(answer)));
    }

    /** Brings the answer of the provider as a form of another site. */
    public Response post(Map<String, String> answer, String origin) {
        return keepCookies(request()
                .header("Origin", origin)
                .header("Sec-Fetch-Site", "cross-site")
                .contentType("application/x-www-form-urlencoded")
                .body(query(answer).replaceFirst("\\?", ""))
                .post(path + "/cb"));
    }

    /** Logs in with an account at the provider. */
    public Response logIn(OpenIdProvider provider, Map<String, String> parameters) {
        return answer(provider.logIn(location(parameters)));
    }

    /** Exchanges a code. */
    public Response exchange(Map<String, ?> body) {
        return keepCookies(request().contentType("application/json").body(body).post(path + "/token"));
    }

    /** Returns the value of the session cookie; empty without one. */
    public String session() {
        return cookies.getOrDefault("connect.sid", "");
    }

    /** Sets a cookie. */
    public void setCookie(String name, String value) {
        cookies.put(name, value);
    }

    /** Returns all cookies, by their names. */
    public Map<String, String> cookies() {
        return cookies;
    }

    /** Returns the parameters of the address to which a response redirects. */
    public static Map<String, String> parametersOf(Response response) {
        String location = response.header("Location");
        String query = location == null ? null : URI.create(location).getRawQuery();
        return query == null ? Map.of() : OpenIdProvider.parameters(query);
    }

    /** Keeps the cookies of a response. */
    public Response keepCookies(Response response) {
        response.headers().getValues("Set-Cookie").forEach(header -> {
            int equals = header.indexOf('=');
            cookies.put(header.substring(0, equals), header.substring(equals + 1, header.indexOf(';')));
        });
        return response;
    }

    private String cookieHeader() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private static String query(Map<String, String> parameters) {
        return parameters.isEmpty()
                ? ""
                : parameters.entrySet().stream()
                        .map(parameter -> parameter.getKey() + "="
                                + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&", "?", ""));
    }
}
