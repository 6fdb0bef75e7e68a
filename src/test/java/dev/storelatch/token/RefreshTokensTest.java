package dev.storelatch.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.core.Account;
import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import dev.storelatch.core.SecurityEvent;
import dev.storelatch.core.Way;
import dev.storelatch.support.Api;
import dev.storelatch.support.PemFile;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Every server computes the same successor of a token, also while their secrets are being changed. */
@ServerTest
class RefreshTokensTest {

    private static final String OLD = "an-older-jwt-secret-dK8sPq2nVbR7tYw4Zx";
    private static final String NEW = "a-newer-jwt-secret-Lw9cXz3mTgH6uQe1Yb";

    @Autowired
    Api api;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    @TempDir
    Path folder;

    private final List<Object> published = new ArrayList<>();

    /** Each step of the change of keys in docs/deploying.md, with servers of the step before still running. */
    @Test
    void successorIsRepeatedByServersOfTheNextAndThePreviousStep() {
        String key = PemFile.of(folder, PemFile.keyPair("EC", 256).getPrivate()).toString();
        List<RefreshTokens> steps = List.of(
                server(List.of(OLD), List.of()),
                server(List.of(OLD, NEW), List.of()),
                server(List.of(NEW, OLD), List.of()),
                server(List.of(NEW), List.of(key)));
        RefreshGrant grant = steps.get(0).start(customer(0), Set.of("pwd"));

        for (int step = 1; step < steps.size(); step++) {
            for (List<RefreshTokens> pair : List.of(
                    List.of(steps.get(step - 1), steps.get(step)), List.of(steps.get(step), steps.get(step - 1)))) {
                RefreshToken used = grant.token();
                RefreshGrant next = pair.get(0).use(Realm.STORE, used).orElseThrow();
                assertThat(pair.get(1).use(Realm.STORE, used).map(RefreshGrant::token))
                        .as("step %d", step)
                        .contains(next.token());
                grant = next;
            }
        }
    }

    @Test
    void serverThatCannotRepeatTheSuccessorRevokesNothing() {
        RefreshTokens one = server(List.of(OLD), List.of());
        RefreshTokens other = server(List.of(NEW), List.of());
        RefreshGrant first = one.start(customer(0), Set.of("pwd"));
        RefreshGrant second = one.use(Realm.STORE, first.token()).orElseThrow();

        assertThat(other.use(Realm.STORE, first.token())).isEmpty();
        assertThat(other.use(Realm.STORE, second.token())).isPresent();
    }

    /** The password was changed while it was being checked. */
    @Test
    void aLoginOfAnotherEpochIsInvalidFromTheStart() {
        RefreshTokens server = server(List.of(OLD), List.of());

        assertThat(server.use(
                        Realm.STORE, server.start(customer(1), Set.of("pwd")).token()))
                .isEmpty();
    }

    @Test
    void tokenBelongsToOneRealm() {
        RefreshTokens server = server(List.of(OLD), List.of());
        RefreshGrant grant = server.start(customer(0), Set.of("pwd"));

        assertThat(server.use(Realm.ADMIN, grant.token())).isEmpty();
        assertThat(new RefreshTokenRepository(jdbc, clock)
                        .delete(Realm.ADMIN, grant.token().family()))
                .isEmpty();
        assertThat(server.use(Realm.STORE, grant.token())).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"1h, 3h", "3h, 1h"})
    void aLoginExpiresAfterTheShorterOfBothTimes(String idleTimeout, String absoluteTimeout) {
        RefreshTokens server = server(Map.of(
                "storelatch.token.secrets", OLD,
                "storelatch.token.refresh.idle-timeout", idleTimeout,
                "storelatch.token.refresh.absolute-timeout", absoluteTimeout));

        RefreshGrant grant = server.start(customer(0), Set.of("pwd"));

        assertThat(grant.expiresAt())
                .isAfter(clock.instant())
                .isBefore(clock.instant().plus(Duration.ofHours(2)));
    }

    @Test
    void aLoginAndTheLateReuseOfATokenAreEvents() {
        RefreshTokens server = server(List.of(OLD), List.of());
        Account customer = customer(0);
        RefreshToken first = server.start(customer, Set.of("pwd")).token();
        RefreshToken second = server.use(Realm.STORE, first).orElseThrow().token();

        clock.advance(Duration.ofMinutes(1));

        assertThat(server.use(Realm.STORE, first)).isEmpty();
        assertThat(server.use(Realm.STORE, second)).isEmpty();
        assertThat(published)
                .containsExactly(
                        SecurityEvent.of(SecurityEvent.Type.AUTHN_LOGIN_SUCCESS, customer.actor())
                                .by(Way.TOKEN),
                        SecurityEvent.of(SecurityEvent.Type.AUTHN_TOKEN_REUSE, customer.actor())
                                .by(Way.TOKEN));
    }

    @Test
    void tokensAreLongAndRedacted() {
        RefreshToken token = RefreshToken.random(new SecureRandom());
        RefreshToken next = token.next(RefreshToken.successorKey(OLD.getBytes(UTF_8)));

        assertThat(List.of(token, next)).allMatch(each -> each.text().matches("[\\w-]{22}\\.[\\w-]{43}"));
        assertThat(next.family()).isEqualTo(token.family());
        assertThat(next).isNotEqualTo(token.next(RefreshToken.successorKey(NEW.getBytes(UTF_8))));
        assertThat(RefreshToken.parse(next.text())).contains(next);
        assertThat(token).hasToString("RefreshToken[redacted]");
        assertThat(new AccessTokens.TokenPair("a", Duration.ZERO, token.text())).hasToString("TokenPair[redacted]");
    }

    private Account customer(int tokenEpoch) {
        Api.Customer customer = api.register();
        return new Account(
                new Actor(Realm.STORE, customer.id()), customer.email(), null, tokenEpoch, true, false, List.of());
    }

    private RefreshTokens server(List<String> secrets, List<String> keys) {
        return server(Map.of(
                "storelatch.token.secrets", String.join(",", secrets),
                "storelatch.token.keys", String.join(",", keys)));
    }

    private RefreshTokens server(Map<String, String> properties) {
        TokenSettings settings = new Binder(new MapConfigurationPropertySource(properties))
                .bind("storelatch.token", TokenSettings.class)
                .get();
        return new RefreshTokens(
                new RefreshTokenRepository(jdbc, clock),
                settings,
                published::add,
                TransactionOperations.withoutTransaction(),
                clock);
    }
}
