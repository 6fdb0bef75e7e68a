package dev.storelatch.environment;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.storelatch.core.StartupException;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * A connection URI as libpq and Node's package pg have it (PostgreSQL manual §32.1.1.2), in the words of JDBC.
 *
 * @param jdbcUrl the URL without user and password
 */
record DatabaseUrl(
        String jdbcUrl, @Nullable String username, @Nullable String password) {

    /** As a browser reads it, the last {@code @} ends the password, so that one in the password does no harm. */
    private static final Pattern FORM = Pattern.compile(
            "postgres(?:ql)?://(?:(?<user>[^:/?#]*)(?::(?<password>[^/?#]*))?@)?"
                    + "(?<host>\\[[\\p{XDigit}:.%]+]|[^:/?#@\\[\\],]*)(?::(?<port>\\d{1,5}))?(?:/(?<database>[^/?#]*))?(?:\\?(?<query>[^#]*))?");

    private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[a-z_][a-z0-9_]*");
    private static final int HIGHEST_PORT = 65535;

    /**
     * @param schema the schema of Medusa's tables; {@code null} or blank for the database's own search_path
     * @throws StartupException if the text is no such URI; nothing of it is in the message, since it holds a password
     */
    static DatabaseUrl parse(String text, @Nullable String schema) {
        Matcher url = FORM.matcher(text.strip());
        if (!url.matches()) {
            throw unreadable();
        }
        try {
            Map<String, String> parameters = parameters(url.group("query"));
            if (schema != null && !schema.isBlank()) {
                parameters.put("currentSchema", identifier(schema.strip()));
            }
            return new DatabaseUrl(
                    "jdbc:postgresql://" + host(url) + port(url) + "/" + encode(decode(url.group("database")))
                            + query(parameters),
                    StringUtils.hasLength(url.group("user")) ? decode(url.group("user")) : null,
                    url.group("password") == null ? null : decode(url.group("password")));
        } catch (IllegalArgumentException e) {
            throw unreadable();
        }
    }

    private static String host(Matcher url) {
        return url.group("host").isEmpty() ? "localhost" : url.group("host");
    }

    private static String port(Matcher url) {
        String port = url.group("port");
        if (port != null && (Integer.parseInt(port) == 0 || Integer.parseInt(port) > HIGHEST_PORT)) {
            throw unreadable();
        }
        return port == null ? "" : ":" + port;
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : Optional.ofNullable(query).orElse("").split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                parameters.put(decode(parameter.substring(0, equals)), decode(parameter.substring(equals + 1)));
            }
        }
        // Node's word for what libpq and pgjdbc call "require": encrypted, the certificate is not checked.
        parameters.replace("sslmode", "no-verify", "require");
        return parameters;
    }

    private static String query(Map<String, String> parameters) {
        return parameters.isEmpty()
                ? ""
                : parameters.entrySet().stream()
                        .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    /** A name for search_path, which would otherwise fold it to lower case and split it at commas. */
    private static String identifier(String name) {
        return NEEDS_NO_QUOTES.matcher(name).matches() ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** Unlike a form's, a URI's {@code +} stands for itself. */
    private static String decode(@Nullable String text) {
        return text == null ? "" : StringUtils.uriDecode(text, UTF_8);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static StartupException unreadable() {
        return new StartupException(
                "DATABASE_URL cannot be read.",
                "Write postgres://user:password@host:5432/database?sslmode=require, with what is special in a URL"
                        + " percent-encoded in user and password: / as %2F, ? as %3F, # as %23, % as %25.");
    }

    @Override
    public String toString() {
        return "DatabaseUrl[redacted]";
    }
}
