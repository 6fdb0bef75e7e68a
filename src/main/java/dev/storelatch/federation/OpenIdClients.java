package dev.storelatch.federation;

import dev.storelatch.core.Realm;
import dev.storelatch.request.RequestWarning;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The clients of all providers, each made when it is first needed. */
@Component
class OpenIdClients {

    private static final Logger LOG = LoggerFactory.getLogger(OpenIdClients.class);

    /** Requests that wait for one provider, at most. Others are refused, so that no provider occupies all threads. */
    private static final int CONCURRENCY = 16;

    private final Map<Provider, Entry> entries = new LinkedHashMap<>();

    OpenIdClients(Providers providers, ProviderHttp http, Clock clock) {
        Stream.of(Realm.values())
                .flatMap(realm -> providers.ofRealm(realm).stream())
                .forEach(provider -> {
                    RequestWarning warning = new RequestWarning(LOG, clock);
                    entries.put(
                            provider,
                            new Entry(
                                    new DiscoveryCache<>(clock, () -> discover(provider, http, clock, warning)),
                                    new Semaphore(CONCURRENCY)));
                });
    }

    private record Entry(DiscoveryCache<OpenIdClient> client, Semaphore permits) {}

    /**
     * Returns the client of a provider.
     *
     * @throws LoginError.FailedLoginException if its metadata cannot be read
     */
    OpenIdClient of(Provider provider) {
        Entry entry = entry(provider);
        return limited(entry, entry.client()::get);
    }

    /**
     * Exchanges a code; see {@link OpenIdClient#exchange}.
     *
     * @throws LoginError.FailedLoginException also if too many requests wait for the provider
     */
    ProviderIdentity exchange(Provider provider, String code, RequestSecrets secrets) {
        Entry entry = entry(provider);
        return limited(entry, () -> entry.client().get().exchange(code, secrets));
    }

    private Entry entry(Provider provider) {
        return Objects.requireNonNull(entries.get(provider));
    }

    private static <T> T limited(Entry entry, Supplier<T> work) {
        if (!entry.permits().tryAcquire()) {
            throw LoginError.PROVIDER_UNAVAILABLE.exception();
        }
        try {
            return work.get();
        } finally {
            entry.permits().release();
        }
    }

    private static OpenIdClient discover(Provider provider, ProviderHttp http, Clock clock, RequestWarning warning) {
        try {
            return OpenIdClient.discover(provider, http, clock);
        } catch (RuntimeException failed) {
            String cause = failed instanceof IllegalArgumentException
                    ? String.valueOf(failed.getMessage())
                    : failed.getClass().getSimpleName();
            warning.log("The metadata of the OpenID provider %s of /%s at %s cannot be used: %s"
                    .formatted(provider.name(), provider.realm().id(), Discovery.location(provider), cause));
            throw failed;
        }
    }
}
