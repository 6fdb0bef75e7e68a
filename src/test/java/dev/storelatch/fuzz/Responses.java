package dev.storelatch.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks the bytes that a server has sent on a connection: each response is well-formed (RFC 9112), has a status that a
 * client may cause, and tells nothing of the server's code.
 */
final class Responses {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.1 (\\d{3})(?: [\\x20-\\x7e]*)?");
    private static final Pattern FIELD = Pattern.compile("[!#$%&'*+.^_`|~\\w-]+: ?[^\\x00-\\x08\\x0a-\\x1f\\x7f]*");
    private static final Pattern INTERNAL = Pattern.compile("Exception|SQLSTATE|Tomcat|Whitelabel|\\$argon2|\\$scrypt"
            + "|\\bat [\\w.$]+\\(\\w+\\.java|\"password_hash\":\"|\\b(?:java|jakarta|org\\.(?:springframework"
            + "|postgresql|hibernate|apache)|tools\\.jackson|dev\\.storelatch)\\.\\w+");

    /** Files that are the same for everybody. */
    private static final Pattern FILE = Pattern.compile("javascript|css|yaml");

    /**
     * Tomcat keeps the flag for HTTP/0.9 of the last request that a processor parsed, and so answers a request whose
     * first line it cannot parse without a head, if it reuses such a processor.
     */
    private static final String WITHOUT_HEAD =
            "{\"type\":\"invalid_data\",\"message\":\"The request could not be read\"}";

    private final String text;
    private boolean withoutBody;
    private int position;

    private Responses(byte[] received, boolean toHead) {
        this.text = new String(received, ISO_8859_1);
        this.withoutBody = toHead;
    }

    /** @throws AssertionError if a response is not as it should be */
    static void check(byte[] request, byte[] received) {
        String sent = new String(request, ISO_8859_1);
        Responses responses = new Responses(received, sent.stripLeading().startsWith("HEAD "));
        if (responses.text.equals(WITHOUT_HEAD)) {
            return;
        }
        while (responses.position < responses.text.length()) {
            responses.checkNext();
        }
    }

    private void checkNext() {
        int end = text.indexOf("\r\n\r\n", position);
        require(end > 0, "the head does not end: " + text.substring(position));
        List<String> head = List.of(text.substring(position, end).split("\r\n", -1));
        Matcher line = STATUS_LINE.matcher(head.get(0));
        require(line.matches(), "status line " + head.get(0));
        int status = Integer.parseInt(line.group(1));
        List<String> fields = head.subList(1, head.size());
        for (String field : fields) {
            require(FIELD.matcher(field).matches(), "header " + field);
        }
        require(status < 500 || status == 503 && !value(fields, "retry-after").isEmpty(), "status " + status);
        position = end + 4;
        if (status >= 200) {
            String body = body(status, fields);
            String type = value(fields, "content-type");
            String told = String.join("\n", head) + (FILE.matcher(type).find() ? "" : body);
            require(!INTERNAL.matcher(told).find(), "internals in " + told);
            require(!type.contains("html") || !body.contains(JsonMutator.MARKUP), "not escaped: " + body);
            if (!withoutBody && value(fields, "content-type").contains("json")) {
                requireJson(body);
            }
            withoutBody = false;
        }
    }

    private String body(int status, List<String> fields) {
        if (withoutBody || status == 204 || status == 304) {
            return "";
        }
        if (value(fields, "transfer-encoding").equals("chunked")) {
            return chunks();
        }
        String length = value(fields, "content-length");
        int end = length.isEmpty() ? text.length() : position + Integer.parseInt(length);
        require(end <= text.length(), "the body is shorter than its Content-Length");
        String body = text.substring(position, end);
        position = end;
        return body;
    }

    private String chunks() {
        StringBuilder body = new StringBuilder();
        while (true) {
            int end = text.indexOf("\r\n", position);
            require(end > 0, "the chunks do not end");
            int size = Integer.parseInt(text.substring(position, end), 16);
            require(text.startsWith("\r\n", end + 2 + size), "the chunk does not end");
            body.append(text, end + 2, end + 2 + size);
            position = end + 4 + size;
            if (size == 0) {
                return body.toString();
            }
        }
    }

    private static void requireJson(String body) {
        try {
            JSON.readTree(new String(body.getBytes(ISO_8859_1), UTF_8));
        } catch (JacksonException e) {
            throw new AssertionError("no JSON: " + body, e);
        }
    }

    private static String value(List<String> fields, String name) {
        return fields.stream()
                .map(field -> field.split(":", 2))
                .filter(field -> field[0].toLowerCase(Locale.ROOT).equals(name))
                .map(field -> field[1].strip())
                .findFirst()
                .orElse("");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
