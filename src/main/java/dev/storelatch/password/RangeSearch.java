package dev.storelatch.password;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Client of the <a href="https://haveibeenpwned.com/API/v3#PwnedPasswords">range search</a> of Have I Been Pwned: only the
 * first five characters of a password's SHA-1 leave the server, and the response has the rest of all hashes that begin with
 * them. It is padded, so that its length does not reveal the range.
 */
final class RangeSearch {

    private static final int PREFIX_LENGTH = 5;

    /** Several times as much as the largest range. */
    private static final int MAX_RESPONSE_BYTES = 512 * 1024;

    /** The rest of a hash, and how often the password has appeared: never, if the line is padding. */
    private static final Pattern LINE = Pattern.compile("([\\dA-Fa-f]{35}):(\\d{1,10})");

    private final RestClient client;

    RangeSearch(BreachCheckSettings settings) {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.timeout())
                .build());
        requests.setReadTimeout(settings.timeout());
        // A compressed response could be of any length.
        requests.enableCompression(false);
        client = RestClient.builder()
                .requestFactory(requests)
                .baseUrl(settings.url().toString())
                .defaultHeader(HttpHeaders.USER_AGENT, "Storelatch")
                .defaultHeader("Add-Padding", "true")
                .build();
    }

    /** Failure of the service. Unlike those of the client, its message does not contain the URL, and with it part of a hash. */
    static final class UnusableResponseException extends RestClientException {
        private UnusableResponseException(String message) {
            super(message);
        }
    }

    /**
     * Returns true if the service knows the password.
     *
     * @throws RestClientException if there is no complete and well-formed response in time
     */
    boolean contains(String password) {
        String hash = sha1(password);
        String rest = hash.substring(PREFIX_LENGTH);
        boolean found = false;
        for (String line : range(hash.substring(0, PREFIX_LENGTH))) {
            Matcher entry = LINE.matcher(line);
            if (!entry.matches()) {
                throw new UnusableResponseException("malformed response");
            }
            found |= entry.group(1).equalsIgnoreCase(rest) && Long.parseLong(entry.group(2)) > 0;
        }
        return found;
    }

    private List<String> range(String prefix) {
        List<String> lines =
                client.get().uri(prefix).exchangeForRequiredValue((request, response) -> lines(response), false);
        if (lines.isEmpty()) {
            throw new UnusableResponseException("empty response");
        }
        return lines;
    }

    /** Closes the body instead of the response, which would read the body to its end. */
    private static List<String> lines(ClientHttpResponse response) throws IOException {
        try (InputStream body = response.getBody()) {
            if (!response.getStatusCode().isSameCodeAs(HttpStatus.OK)) {
                throw new UnusableResponseException(
                        "HTTP " + response.getStatusCode().value());
            }
            byte[] bytes = body.readNBytes(MAX_RESPONSE_BYTES + 1);
            if (bytes.length > MAX_RESPONSE_BYTES) {
                throw new UnusableResponseException("response of more than %d bytes".formatted(MAX_RESPONSE_BYTES));
            }
            return new String(bytes, StandardCharsets.US_ASCII).lines().toList();
        }
    }

    private static String sha1(String password) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().withUpperCase().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
