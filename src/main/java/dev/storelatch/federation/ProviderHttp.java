package dev.storelatch.federation;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * HTTP client for providers. It follows no redirects, keeps no cookies, and connects, waits and reads within limits, so that a
 * provider can neither keep a request nor the memory of this server.
 */
@Component
class ProviderHttp implements ClientHttpRequestFactory, DisposableBean {

    private static final Timeout TIME_LIMIT = Timeout.ofSeconds(5);
    private static final Timeout CONNECT_LIMIT = Timeout.ofSeconds(3);
    private static final int CONNECTIONS_PER_HOST = 16;
    private static final int CONNECTIONS = 64;

    private final CloseableHttpClient http = HttpClients.custom()
            .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                    .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                            .http1Config(Http1Config.custom()
                                    .setMaxHeaderCount(100)
                                    .setMaxLineLength(8_192)
                                    .build())
                            .build())
                    .setDefaultConnectionConfig(ConnectionConfig.custom()
                            .setConnectTimeout(CONNECT_LIMIT)
                            .setSocketTimeout(TIME_LIMIT)
                            .setTimeToLive(TimeValue.ofMinutes(5))
                            .build())
                    .setMaxConnPerRoute(CONNECTIONS_PER_HOST)
                    .setMaxConnTotal(CONNECTIONS)
                    .build())
            .setDefaultRequestConfig(RequestConfig.custom()
                    .setConnectionRequestTimeout(CONNECT_LIMIT)
                    .setResponseTimeout(TIME_LIMIT)
                    .build())
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .setUserAgent("Storelatch")
            .build();

    private final RestClient client = RestClient.builder()
            .requestFactory(this)
            .defaultStatusHandler(status -> !status.is2xxSuccessful(), (request, response) -> {
                throw new RestClientException("HTTP " + response.getStatusCode().value());
            })
            .build();

    private final RestClient tokenClient = RestClient.builder()
            .requestFactory(this)
            .configureMessageConverters(converters -> converters
                    .addCustomConverter(new FormHttpMessageConverter())
                    .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
            .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
            .build();

    /** Returns a client for token endpoints. */
    RestClient tokenClient() {
        return tokenClient;
    }

    /**
     * Reads a document.
     *
     * @param accessToken the bearer token of the request; null for none
     * @throws RestClientException if the provider does not answer with one, or too much, or too late
     */
    String get(URI address, @Nullable String accessToken) {
        byte[] body = client.get()
                .uri(address)
                .accept(MediaType.APPLICATION_JSON)
                .headers(headers -> {
                    if (accessToken != null) {
                        headers.setBearerAuth(accessToken);
                    }
                })
                .retrieve()
                .body(byte[].class);
        if (body == null) {
            throw new RestClientException("an empty answer");
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public ClientHttpRequest createRequest(URI uri, HttpMethod method) {
        return new ProviderConnection(http, method, uri, TIME_LIMIT);
    }

    @Override
    public void destroy() throws Exception {
        http.close();
    }
}
