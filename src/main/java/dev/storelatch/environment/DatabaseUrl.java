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
 * A connection URI as libpq and Node's package pg accept it (PostgreSQL manual §32.1.1.2), translated for JDBC.
 *
 * @param jdbcUrl the URL without user and password
 */
record DatabaseUrl(
        String jdbcUrl, @Nullable String username, @Nullable String password) {

    /** The last {@code @} ends the password, as in a browser, so that a password may contain one. */
    private static final Pattern URL = Pattern.compile(
            "postgres(?:ql)?://(?:(?<user>[^:/?#]*)(?::(?<password>[^/?#]*))?@)?"
                    + "(?<host>\\[[\\p{XDigit}:.%]+]|[^:/?#@\\[\\],]*)(?::(?<port>\\d{1,5}))?(?:/(?<database>[^/?#]*))?(?:\\?(?<query>[^#]*))?");

    private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[a-z_][a-z0-9_]*");
    private static final int HIGHEST_PORT = 65535;

    /**
     * Parses a connection URI.
     *
     * @param name the variable that contains it, for the message
     * @param schema the schema of Medusa's tables; null or blank for the search_path of the database
     * @throws StartupException if the URI is malformed; the message contains nothing of it, since it has a password
     */
    static DatabaseUrl parse(String name, String text, @Nullable String schema) {
        Matcher url = URL.matcher(text.strip());
        if (!url.matches()) {
            throw malformed(name);
        }
        try {
            Map<String, String> parameters = parameters(url.group("query"));
            if (schema != null && !schema.isBlank()) {
                parameters.put("currentSchema", identifier(schema.strip()));
            }
            return new DatabaseUrl(
                    "jdbc:postgresql://" + host(url) + port(name, url) + "/" + encode(decode(url.group("database")))
                            + query(parameters),
                    StringUtils.hasLength(url.group("user")) ? decode(url.group("user")) : null,
                    url.group("password") == null ? null : decode(url.group("password")));
        } catch (IllegalArgumentException e) {
            throw malformed(name);
        }
    }

    private static String host(Matcher url) {
        return url.group("host").isEmpty() ? "localhost" : url.group("host");
    }

    private static String port(String name, Matcher url) {
        String port = url.group("port");
        if (port != null && (Integer.parseInt(port) == 0 || Integer.parseInt(port) > HIGHEST_PORT)) {
            throw malformed(name);
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
        // Node's package pg calls it "no-verify" if the certificate is not checked, libpq and pgjdbc call it "require".
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

    /** Quotes a name for search_path, which would otherwise convert it to lower case and split it at commas. */
    private static String identifier(String name) {
        return NEEDS_NO_QUOTES.matcher(name).matches() ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** Decodes percent-encoding; unlike in a form, {@code +} is not a blank. */
    private static String decode(@Nullable String text) {
        return text == null ? "" : StringUtils.uriDecode(text, UTF_8);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static StartupException malformed(String name) {
        return new StartupException(
                name + " is malformed.",
                "Use the form postgres://user:password@host:5432/database?sslmode=require, and percent-encode special"
                        + " characters in user and password: / as %2F, ? as %3F, # as %23, % as %25.");
    }

    @Override
    public String toString() {
        return "DatabaseUrl[redacted]";
    }
}
