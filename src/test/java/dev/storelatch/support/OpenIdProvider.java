package dev.storelatch.support;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.storelatch.crypto.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * An OpenID provider that a test can make answer anything: the other one of the tests is a library. It checks what a provider has
 * to check: client, redirect address, code, and PKCE.
 */
public final class OpenIdProvider implements AutoCloseable {

    /** The name by which the provider knows the server, and its secret. */
    public static final String CLIENT_ID = "shop-client";

    public static final String CLIENT_SECRET = "shop-client-secret";

    private static final RSAKey KEY = newKey("known");
    private static final RSAKey OTHER_KEY = newKey("other");

    private final HttpServer server;
    private final String path;
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final List<Map<String, String>> tokenRequests = new CopyOnWriteArrayList<>();
    private volatile Clock clock = Clock.systemUTC();
    private volatile Answers answers = Answers.VALID;
    private volatile UnaryOperator<Map<String, Object>> metadata = UnaryOperator.identity();
    private volatile Map<String, Object> person = Map.of();
    private volatile Map<String, Object> userInfo = Map.of();

    /** Kinds of answers, all but one of which a client must refuse. */
    public enum Answers {
        VALID,
        WRONG_ISSUER,
        WRONG_AUDIENCE,
        SEVERAL_AUDIENCES_WITHOUT_PARTY,
        WRONG_NONCE,
        NO_NONCE,
        UNKNOWN_KEY,
        BROKEN_SIGNATURE,
        SIGNED_WITH_CLIENT_SECRET,
        NOT_SIGNED,
        EXPIRED,
        NO_EXPIRY,
        ISSUED_IN_THE_FUTURE,
        NO_SUBJECT,
        LONG_SUBJECT,
        NUL_IN_SUBJECT,
        SUBJECT_IS_A_LIST,
        NO_ID_TOKEN,
        ID_TOKEN_IS_A_NUMBER,
        ID_TOKEN_IS_NO_JWT,
        TOKEN_ERROR,
        TOKEN_IS_NO_JSON,
        TOKEN_IS_A_LIST,
        TOKEN_IS_HUGE,
        TOKEN_IS_SLOW,
        TOKEN_IS_A_REDIRECT,
        TOKEN_IS_500,
        KEYS_ARE_HUGE,
        KEYS_ARE_500,
        USER_INFO_OF_SOMEBODY_ELSE,
        USER_INFO_IS_NO_JSON
    }

    /** @param path below which the provider has its addresses, such as {@code /realms/shop} */
    public OpenIdProvider(String path) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.path = path;
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "openid-provider");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::handle);
        server.start();
    }

    public String issuer() {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    /** Sets the time of the provider, which must be that of the server. */
    public void clock(Clock newClock) {
        clock = newClock;
    }

    /** Sets what the provider answers from now on. */
    public void answer(Answers kind) {
        answers = kind;
    }

    /** Changes the metadata from now on. */
    public void metadata(UnaryOperator<Map<String, Object>> change) {
        metadata = change;
    }

    /** Sets the claims of whoever logs in next, in the ID token and at the UserInfo endpoint. */
    public void person(Map<String, Object> idToken, Map<String, Object> atUserInfo) {
        person = idToken;
        userInfo = atUserInfo;
    }

    /** Returns the parameters of the requests to the token endpoint. */
    public List<Map<String, String>> tokenRequests() {
        return tokenRequests;
    }

    /**
     * Logs in, as a person would on the provider's page.
     *
     * @param location the address to which the server has sent the browser
     * @return the parameters of the answer
     */
    public Map<String, String> logIn(String location) {
        Map<String, String> request = parameters(location.substring(location.indexOf('?') + 1));
        String code = "code-" + UUID.randomUUID();
        codes.put(code, request);
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("code", code);
        answer.put("state", request.getOrDefault("state", ""));
        return answer;
    }

    /** Returns the parameters of a query or a form. */
    public static Map<String, String> parameters(String form) {
        Map<String, String> parameters = new HashMap<>();
        for (String field : form.split("&", -1)) {
            String[] parts = field.split("=", 2);
            parameters.put(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    URLDecoder.decode(parts.length > 1 ? parts[1] : "", StandardCharsets.UTF_8));
        }
        return parameters;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String requested = exchange.getRequestURI().getPath();
        if (requested.endsWith("/.well-known/openid-configuration")) {
            send(exchange, 200, json(metadata.apply(metadata())));
        } else if (requested.endsWith("/authorize")) {
            authorize(exchange);
        } else if (requested.endsWith("/keys")) {
            keys(exchange);
        } else if (requested.endsWith("/token")) {
            token(exchange);
        } else if (requested.endsWith("/userinfo")) {
            send(exchange, 200, answers == Answers.USER_INFO_IS_NO_JSON ? "<html>" : json(userInfo()));
        } else {
            send(exchange, 404, "");
        }
    }

    private Map<String, Object> userInfo() {
        Map<String, Object> claims = new HashMap<>(userInfo);
        if (answers == Answers.USER_INFO_OF_SOMEBODY_ELSE) {
            claims.put("sub", "somebody-else");
        }
        return claims;
    }

    private Map<String, Object> metadata() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", issuer());
        document.put("authorization_endpoint", issuer() + "/authorize");
        document.put("token_endpoint", issuer() + "/token");
        document.put("jwks_uri", issuer() + "/keys");
        document.put("userinfo_endpoint", issuer() + "/userinfo");
        document.put("response_types_supported", List.of("code"));
        document.put("subject_types_supported", List.of("public"));
        document.put("id_token_signing_alg_values_supported", List.of("RS256"));
        return document;
    }

    /** Logs a real browser in at once, as if the person had consented before. */
    private void authorize(HttpExchange exchange) throws IOException {
        String location = exchange.getRequestURI().toString();
        String answer = logIn(location).entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        String callback = parameters(exchange.getRequestURI().getRawQuery()).getOrDefault("redirect_uri", "");
        exchange.getResponseHeaders().set("Location", callback + "?" + answer);
        send(exchange, 302, "");
    }

    private void keys(HttpExchange exchange) throws IOException {
        switch (answers) {
            case KEYS_ARE_500 -> send(exchange, 500, "");
            case KEYS_ARE_HUGE -> send(exchange, 200, "{\"keys\":[" + " ".repeat(2_000_000) + "]}");
            default -> send(exchange, 200, new JWKSet(KEY.toPublicJWK()).toString());
        }
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> sent =
                parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        tokenRequests.add(sent);
        Map<String, String> request = codes.remove(sent.getOrDefault("code", ""));
        if (request == null || !isAnswerTo(request, sent) || answers == Answers.TOKEN_ERROR) {
            send(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        switch (answers) {
            case TOKEN_IS_500 -> send(exchange, 500, "");
            case TOKEN_IS_NO_JSON -> send(exchange, 200, "<html>");
            case TOKEN_IS_A_LIST -> send(exchange, 200, "[]");
            case TOKEN_IS_A_REDIRECT -> {
                exchange.getResponseHeaders().set("Location", issuer() + "/elsewhere");
                send(exchange, 302, "");
            }
            case TOKEN_IS_HUGE -> send(exchange, 200, "{\"access_token\":\"" + "a".repeat(5_000_000) + "\"}");
            case TOKEN_IS_SLOW -> drip(exchange);
            default -> send(exchange, 200, json(tokens(request)));
        }
    }

    private static boolean isAnswerTo(Map<String, String> request, Map<String, String> sent) {
        String verifier = sent.getOrDefault("code_verifier", "");
        return request.getOrDefault("redirect_uri", "").equals(sent.get("redirect_uri"))
                && sha256(verifier).equals(request.get("code_challenge"));
    }

    /** Sends a byte each second, so that no single read takes long. */
    private static void drip(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < 60; i++) {
                out.write(' ');
                out.flush();
                Thread.sleep(1_000);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, Object> tokens(Map<String, String> request) {
        Map<String, Object> tokens = new LinkedHashMap<>();
        tokens.put("access_token", "access-" + UUID.randomUUID());
        tokens.put("token_type", "Bearer");
        tokens.put("expires_in", 300);
        switch (answers) {
            case NO_ID_TOKEN -> {}
            case ID_TOKEN_IS_A_NUMBER -> tokens.put("id_token", 1);
            case ID_TOKEN_IS_NO_JWT -> tokens.put("id_token", "a.b.c");
            default -> tokens.put("id_token", idToken(request));
        }
        return tokens;
    }

    private String idToken(Map<String, String> request) {
        Instant now = clock.instant();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(answers == Answers.WRONG_ISSUER ? issuer() + "/" : issuer())
                .audience(audiences())
                .issueTime(Date.from(answers == Answers.ISSUED_IN_THE_FUTURE ? now.plusSeconds(3_600) : now))
                .expirationTime(
                        answers == Answers.NO_EXPIRY
                                ? null
                                : Date.from(now.plusSeconds(answers == Answers.EXPIRED ? -3_600 : 36_000)));
        person.forEach(claims::claim);
        switch (answers) {
            case WRONG_NONCE -> claims.claim("nonce", "another");
            case NO_NONCE -> {}
            case NO_SUBJECT -> claims.claim("sub", null);
            case LONG_SUBJECT -> claims.claim("sub", "s".repeat(10_000));
            case NUL_IN_SUBJECT -> claims.claim("sub", "a\0b");
            case SUBJECT_IS_A_LIST -> claims.claim("sub", List.of("a", "b"));
            default -> {}
        }
        if (answers != Answers.WRONG_NONCE && answers != Answers.NO_NONCE) {
            claims.claim("nonce", request.get("nonce"));
        }
        return sign(claims.build());
    }

    private List<String> audiences() {
        return switch (answers) {
            case WRONG_AUDIENCE -> List.of("another-client");
            case SEVERAL_AUDIENCES_WITHOUT_PARTY -> List.of(CLIENT_ID, "another-client");
            default -> List.of(CLIENT_ID);
        };
    }

    private String sign(JWTClaimsSet claims) {
        try {
            if (answers == Answers.NOT_SIGNED) {
                return new PlainJWT(claims).serialize();
            }
            if (answers == Answers.SIGNED_WITH_CLIENT_SECRET) {
                SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
                jwt.sign(new MACSigner((CLIENT_SECRET + CLIENT_SECRET).getBytes(StandardCharsets.UTF_8)));
                return jwt.serialize();
            }
            RSAKey key = answers == Answers.UNKNOWN_KEY ? OTHER_KEY : KEY;
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            jwt.sign(new RSASSASigner(answers == Answers.BROKEN_SIGNATURE ? OTHER_KEY : key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String sha256(String text) {
        return Sha256.base64UrlOf(text);
    }

    private static String json(Map<String, Object> content) {
        return JsonMapper.shared().writeValueAsString(content);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (exchange;
                OutputStream out = exchange.getResponseBody()) {
            if (bytes.length > 0) {
                out.write(bytes);
            }
        } catch (IOException closed) {
            // The client reads no more than it accepts.
        }
    }
}
