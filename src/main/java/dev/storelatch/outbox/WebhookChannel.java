package dev.storelatch.outbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events by HTTP in the format of Standard Webhooks: signed, dated, and with an id that is the same at each attempt. The
 * client follows no redirects, reads no response bodies, and connects only to addresses that it has checked.
 */
final class WebhookChannel implements DeliveryChannel {

    private static final Timeout TIME_LIMIT = Timeout.ofSeconds(10);

    /** Client errors (4xx) that a later attempt may not have; all others are final. */
    private static final Set<Integer> TEMPORARY = Set.of(401, 403, 404, 408, 409, 425, 429);

    private final WebhookSettings settings;
    private final WebhookSignature signature;
    private final JsonMapper json;
    private final Clock clock;
    private final CloseableHttpClient http;

    WebhookChannel(WebhookSettings settings, JsonMapper json, Clock clock) {
        this.settings = settings;
        this.signature = new WebhookSignature(settings.secrets());
        this.json = json;
        this.clock = clock;
        this.http = client(new PrivateNetworks(settings.allowPrivate()));
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public boolean carries(NotificationType type) {
        return settings.topics().contains(type.name());
    }

    @Override
    public DeliveryResult send(NotificationType type, OutboxMessage message) {
        return type.event(message.notification())
                .map(data -> post(request(message, data)))
                .orElseGet(DeliveryResult.Skipped::new);
    }

    private DeliveryResult post(HttpPost request) {
        // The client's own timeouts apply to single reads, so a receiver could respond slowly without end.
        CompletableFuture<Void> limit = CompletableFuture.runAsync(
                request::cancel, CompletableFuture.delayedExecutor(TIME_LIMIT.toMilliseconds(), TimeUnit.MILLISECONDS));
        try {
            ClassicHttpResponse response = http.executeOpen(null, request, null);
            // Closes the connection. Closing the response instead would read its body to the end.
            request.cancel();
            return answer(response);
        } catch (IOException failure) {
            return new DeliveryResult.Deferred(failure.getClass().getSimpleName());
        } finally {
            limit.cancel(false);
        }
    }

    private HttpPost request(OutboxMessage message, Map<String, @Nullable Object> data) {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("type", message.type());
        event.put("timestamp", message.postedAt());
        event.put("data", data);
        byte[] body = json.writeValueAsBytes(event);
        String id = message.id().toString();
        long now = clock.instant().getEpochSecond();

        HttpPost request = new HttpPost(settings.url());
        request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        request.setHeader("webhook-id", id);
        request.setHeader("webhook-timestamp", now);
        request.setHeader("webhook-signature", signature.of(id, now, body));
        return request;
    }

    private static DeliveryResult answer(ClassicHttpResponse response) {
        int status = response.getCode();
        String reason = "HTTP " + status;
        if (status >= 200 && status < 300) {
            return new DeliveryResult.Accepted();
        }
        if (status >= 400 && status < 500 && !TEMPORARY.contains(status)) {
            return new DeliveryResult.Refused(reason);
        }
        Header wait = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
        boolean seconds = wait != null && wait.getValue().matches("\\d{1,9}");
        return new DeliveryResult.Deferred(
                reason, seconds ? Duration.ofSeconds(Long.parseLong(wait.getValue())) : Duration.ZERO);
    }

    private static CloseableHttpClient client(PrivateNetworks networks) {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new CheckedAddresses(networks))
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(Http1Config.custom()
                                        .setMaxHeaderCount(100)
                                        .setMaxLineLength(8_192)
                                        .build())
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(TIME_LIMIT)
                                .setSocketTimeout(TIME_LIMIT)
                                .build())
                        .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(TIME_LIMIT).build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .setUserAgent("Storelatch")
                .build();
    }

    /** Resolver whose addresses the client connects to, so that a name cannot change between check and connection. */
    private static final class CheckedAddresses extends SystemDefaultDnsResolver {

        private final PrivateNetworks networks;

        CheckedAddresses(PrivateNetworks networks) {
            this.networks = networks;
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            InetAddress[] allowed = Arrays.stream(super.resolve(host))
                    .filter(address -> networks.isAllowed(host, address))
                    .toArray(InetAddress[]::new);
            if (allowed.length == 0) {
                throw new PrivateAddressException();
            }
            return allowed;
        }
    }

    /** Thrown if a host has private addresses only. */
    private static final class PrivateAddressException extends UnknownHostException {}
}
