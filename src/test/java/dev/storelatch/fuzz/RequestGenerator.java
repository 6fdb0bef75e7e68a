package dev.storelatch.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.storelatch.support.RecordedStep;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** Generates requests from recorded ones and from the routes. A seed and a number determine a request. */
final class RequestGenerator {

    static final List<String> IDS = List.of(
            "<customer>",
            "<address>",
            "<order>",
            "<user>",
            "<invite>",
            "<message>",
            "me",
            "x",
            "0",
            "%00",
            "a%2Fb",
            "%ED%A0%80");

    private static final Pattern PLACEHOLDER = Pattern.compile("<[^<>]+>");

    private static final List<String> METHODS = List.of(
            "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "get", "X", "PROPFIND");

    private static final List<String> PARAMETERS = List.of(
            "q",
            "limit",
            "offset",
            "order",
            "fields",
            "expand",
            "id",
            "id[]",
            "email",
            "role",
            "groups[]",
            "has_account",
            "status[]",
            "display_id",
            "order_number",
            "state",
            "before",
            "created_at[lt]",
            "created_at[gte]",
            "updated_at",
            "deleted_at[gt]",
            "cart_id",
            "currency_code",
            "tax_rate",
            "optional",
            "lang",
            "a[b][c][d][e][f][g][h]",
            "__proto__[a]",
            "");

    private static final List<String> PARAMETER_VALUES = List.of(
            "",
            "0",
            "1",
            "-1",
            "50",
            "9223372036854775808",
            "1e3",
            "true",
            "null",
            "id,email",
            "password_hash",
            "orders,shipping_addresses,groups",
            "orders.items.variant.product",
            "-created_at",
            "created_at",
            "2026-01-01",
            "2026-13-45T99:99:99Z",
            "-999999999-01-01",
            "1700000000000",
            "99999999999999999",
            "%25",
            "%",
            "%zz",
            "%00",
            "%E0%A4%A",
            "%ED%A0%80",
            "%F0%9F%98%80",
            "'%22%5C%25_",
            "x".repeat(300),
            "[]{}|^\\\"<>`",
            "a;b&c=d=e",
            "<email>",
            "<customer>");

    private static final List<String> HEADERS = List.of(
            "Cookie: connect.sid=<cookie>",
            "Cookie: connect.sid=<user cookie>",
            "Cookie: connect.sid=<cookie>x",
            "Cookie: connect.sid=s%3Aabc.def; connect.sid=<cookie>",
            "Cookie: connect.sid=\"<cookie>\"; $Version=1; ;;=",
            "Cookie: connect.sid=%; storelatch.device=%zz",
            "Cookie: connect.sid=s:\u00e9\u0001.\u0080",
            "Cookie: storelatch.device=" + "A".repeat(43),
            "Cookie: " + "a=b; ".repeat(1_000),
            "Authorization: Bearer <token>",
            "Authorization: bearer  <user token>",
            "Authorization: Bearer <token>x",
            "Authorization: Bearer <refresh>",
            "Authorization: Bearer eyJhbGciOiJub25lIn0.eyJjdXN0b21lcl9pZCI6IjEifQ.",
            "Authorization: Bearer ..",
            "Authorization: Bearer",
            "Authorization: Basic OjpO",
            "Authorization: Bearer \u00e9.\u00e9.\u00e9",
            "Authorization: Bearer " + "a".repeat(9_000),
            "x-medusa-access-token: <user token>",
            "x-medusa-access-token: \u0080",
            "Origin: http://localhost:8000",
            "Origin: http://localhost:7000",
            "Origin: null",
            "Origin: https://evil.example",
            "Origin: http://[::1",
            "Origin: ://\u007f",
            "Access-Control-Request-Method: POST",
            "Access-Control-Request-Method: \u00e9",
            "Access-Control-Request-Headers: a,,b\u0001",
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Site: none",
            "Content-Type: application/json; charset=utf-16",
            "Content-Type: application/json; charset=nonsense",
            "Content-Type: application/json;;charset=\"",
            "Content-Type: text/plain",
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Type: multipart/form-data; boundary=",
            "Content-Type: multipart/form-data; boundary=x",
            "Content-Type: application/x-www-form-urlencoded; charset=utf-16",
            "Cookie: storelatch.language=%00; storelatch.language=ar",
            "Content-Type: /",
            "Content-Encoding: gzip",
            "Content-Encoding: deflate",
            "Content-Encoding: br, gzip",
            "Content-Encoding: identity",
            "X-Forwarded-For: 203.0.113.7",
            "X-Forwarded-For: ::ffff:1.2.3.4, fe80::1%eth0, nonsense,,",
            "X-Forwarded-For: " + "1.2.3.4,".repeat(500),
            "X-Forwarded-Proto: https",
            "X-Forwarded-Proto: gopher",
            "X-Forwarded-Host: shop.example.com:99999",
            "X-Forwarded-Host: a b\u0080",
            "X-Forwarded-Port: -1",
            "X-Forwarded-Method: POST",
            "X-Original-Method: x y",
            "X-Original-URL: https://shop.example.com/a?b",
            "X-Original-URL: ://",
            "Forwarded: for=\"[::1]:x\";proto=https",
            "X-Storelatch-Proxy-Key: x",
            "X-HTTP-Method-Override: DELETE",
            "Accept: application/xml",
            "Accept: ;q=",
            "Accept-Language: \u00e9;q=9",
            "Accept-Encoding: gzip",
            "Accept-Charset: nonsense",
            "If-None-Match: \"x",
            "If-Modified-Since: yesterday",
            "Range: bytes=0-1,-5,9-",
            "Expect: 100-continue",
            "Expect: nonsense",
            "Upgrade: h2c",
            "Transfer-Encoding: gzip",
            "Content-Length: -1",
            "Host: other.example",
            "User-Agent: \u00e9\u202e" + "x".repeat(500),
            "X-Request-Id: a\tb",
            ": no name",
            "no colon",
            " folded");

    private final long seed;
    private final List<String> routes;
    private final List<String> pages;
    private final List<RecordedStep> steps;
    private final JsonMutator json;

    /**
     * @param routes methods and paths of the API
     * @param pages methods and paths of pages, which take forms
     */
    RequestGenerator(long seed, List<String> routes, List<String> pages, List<RecordedStep> steps) {
        this.seed = seed;
        this.routes = routes;
        this.pages = pages;
        this.steps = steps;
        this.json = new JsonMutator(steps);
    }

    /** @param whole false if the server may wait for more of it, or take it for something else than HTTP */
    record Request(byte[] bytes, boolean whole) {}

    /** Returns a request, in which the placeholders have the given values. */
    Request request(long number, Map<String, String> known) {
        Choice choice = new Choice(seed, number);
        boolean isPage = choice.percent(20);
        String method;
        String path;
        String body;
        if (isPage) {
            String[] page = choice.of(pages).split(" ", 2);
            method = page[0];
            path = page[1];
            body = method.equals("GET") && choice.percent(90) ? "" : FormMutator.body(choice);
        } else if (choice.percent(45)) {
            RecordedStep step = choice.of(steps);
            method = step.method();
            path = PLACEHOLDER.matcher(step.path()).replaceAll(any -> choice.of(IDS));
            body = PLACEHOLDER.matcher(step.body()).replaceAll(any -> choice.of(IDS));
        } else {
            String[] route = choice.of(routes).split(" ", 2);
            method = route[0];
            path = route[1].replaceAll("\\bx\\b", choice.of(IDS));
            body = method.equals("GET") ? "" : json.object(choice);
        }
        byte[] content = !isPage && choice.percent(60) ? bytes(json.mutated(body, choice), known) : bytes(body, known);
        List<String> headers = headers(path, isPage, choice);
        if (choice.percent(8)) {
            headers.add("Content-Encoding: gzip");
            content = gzip(content);
        }
        if (choice.percent(5)) {
            content = choice.damaged(content);
        }
        byte[] head = bytes(head(method, path, headers, choice), known);
        boolean wrongLength = choice.percent(2);
        byte[] request = joined(head, content, wrongLength, choice);
        boolean damaged = choice.percent(3);
        return new Request(damaged ? choice.damaged(request) : request, !wrongLength && !damaged);
    }

    private static String head(String method, String path, List<String> headers, Choice choice) {
        String line = "%s %s%s HTTP/1.%d\r\n"
                .formatted(
                        choice.percent(8) ? choice.of(METHODS) : method,
                        choice.percent(8) ? otherPath(path, choice) : path,
                        choice.percent(30) ? query(path, choice) : "",
                        choice.percent(2) ? 0 : 1);
        return line + String.join("\r\n", headers) + "\r\n";
    }

    private static String otherPath(String path, Choice choice) {
        int cut = choice.below(path.length() + 1);
        return switch (choice.below(6)) {
            case 0 -> path + "/";
            case 1 -> path.toUpperCase(Locale.ROOT);
            case 2 -> path.substring(0, cut);
            case 3 ->
                path.substring(0, cut)
                        + choice.of(
                                "/", "//", "/..", "/./", "%2e%2e/", ";a=b", "%", "%00", "\\", "\u00e9", "%C0%AF", "#")
                        + path.substring(cut);
            case 4 ->
                choice.of("*", "http://localhost" + path, "//" + path, "/health", "/actuator/health", "/error", "/");
            default -> path + "/" + "a/".repeat(300);
        };
    }

    private static String query(String path, Choice choice) {
        StringBuilder query = new StringBuilder(path.contains("?") ? "&" : "?");
        for (int i = choice.below(4); i >= 0; i--) {
            String value = choice.percent(20)
                    ? URLEncoder.encode(JsonMutator.text(choice).replaceAll("[<>]", ""), UTF_8)
                    : choice.of(PARAMETER_VALUES);
            query.append(choice.of(PARAMETERS)).append('=').append(value).append(i == 0 ? "" : "&");
        }
        return query.length() > 4_000 ? query.substring(0, 4_000) : query.toString();
    }

    private static List<String> headers(String path, boolean isPage, Choice choice) {
        List<String> headers = new ArrayList<>(List.of("Host: localhost", "Connection: close"));
        if (choice.percent(90)) {
            headers.add("Content-Type: application/" + (isPage ? "x-www-form-urlencoded" : "json"));
        }
        if (isPage && choice.percent(80)) {
            headers.add("Sec-Fetch-Site: same-origin");
        }
        boolean admin = path.startsWith("/admin") || path.startsWith("/console");
        switch (choice.below(5)) {
            case 0, 1 -> headers.add("Cookie: connect.sid=" + (admin ? "<user cookie>" : "<cookie>"));
            case 2, 3 -> headers.add("Authorization: Bearer " + (admin ? "<user token>" : "<token>"));
            default -> headers.add("Accept: */*");
        }
        for (int i = choice.percent(50) ? choice.below(4) : 0; i > 0; i--) {
            headers.add(choice.of(HEADERS));
        }
        return headers;
    }

    private static byte[] bytes(String text, Map<String, String> known) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(part -> Matcher.quoteReplacement(known.getOrDefault(part.group(), part.group())))
                .getBytes(UTF_8);
    }

    private static byte[] joined(byte[] head, byte[] content, boolean wrongLength, Choice choice) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head);
        if (choice.percent(8)) {
            request.writeBytes("Transfer-Encoding: chunked\r\n\r\n%x\r\n"
                    .formatted(content.length)
                    .getBytes(ISO_8859_1));
            request.writeBytes(content);
            request.writeBytes((content.length == 0 ? "\r\n" : "\r\n0\r\n\r\n").getBytes(ISO_8859_1));
        } else {
            int length = wrongLength ? choice.below(2 * content.length + 2) : content.length;
            request.writeBytes((length > 0 ? "Content-Length: " + length + "\r\n\r\n" : "\r\n").getBytes(ISO_8859_1));
            request.writeBytes(content);
        }
        return request.toByteArray();
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
