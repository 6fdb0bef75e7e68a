package dev.storelatch.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Realm;
import dev.storelatch.core.StartupException;
import dev.storelatch.crypto.Secret;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.Authenticators;
import dev.storelatch.support.Authenticators.App;
import dev.storelatch.support.ServerTest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.node.StringNode;

/** Replacing the secrets that encrypt those of authenticator apps. */
@ServerTest
class FactorSecretsTest {

    private static final String OTHER = "another-factor-secret-Hs5Tb2Nk8Wd4Rm7Yq";

    @Autowired
    Api api;

    @Autowired
    Authenticators authenticators;

    @Autowired
    TotpRepository repository;

    @Autowired
    TotpCodes codes;

    @Autowired
    TransactionOperations transaction;

    @Test
    void theServerDoesNotStartWithoutTheSecretOfItsApps() {
        authenticators.add(api.register());

        assertThatCode(() -> check(ServerTest.FACTOR_SECRET).check()).doesNotThrowAnyException();
        assertThatCode(() -> check(OTHER, ServerTest.FACTOR_SECRET).check()).doesNotThrowAnyException();
        assertThatThrownBy(() -> check(OTHER).check())
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("storelatch.factor.secrets");
        assertThatThrownBy(() -> check().check()).isInstanceOf(StartupException.class);
    }

    @Test
    void anAppIsEncryptedByTheFirstSecretAtItsNextUse() {
        Customer customer = api.register();
        App app = authenticators.add(customer);
        Actor actor = new Actor(Realm.STORE, customer.id());
        Totp rotated = new Totp(repository, secrets(OTHER, ServerTest.FACTOR_SECRET), codes);

        Optional<SecondFactor.Proof> proof =
                transaction.execute(status -> rotated.verify(actor, "", StringNode.valueOf(authenticators.code(app))));

        assertThat(proof).isPresent();
        byte[] stored = repository.find(actor).get(0).secret();
        assertThat(secrets(OTHER).decrypt(stored, actor)).isPresent();
        assertThat(secrets(ServerTest.FACTOR_SECRET).decrypt(stored, actor)).isEmpty();
    }

    @Test
    void withoutASecretNoAppIsSetUpOrAccepted() {
        Customer customer = api.register();
        App app = authenticators.add(customer);
        Actor actor = new Actor(Realm.STORE, customer.id());
        Totp without = new Totp(repository, secrets(), codes);

        assertThat(without.canBeSetUp()).isFalse();
        assertThat(without.verify(actor, "", StringNode.valueOf(authenticators.code(app))))
                .isEmpty();
        assertThatThrownBy(() -> secrets().encrypt(new byte[20], actor))
                .isInstanceOf(Failure.InvalidData.class)
                .hasMessageContaining("storelatch.factor.secrets");
    }

    @Test
    void aWeakSecretIsRefused() {
        assertThatThrownBy(() -> settings("short"))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("storelatch.factor.secrets[0]");
    }

    private FactorSecretsCheck check(String... texts) {
        return new FactorSecretsCheck(repository, secrets(texts));
    }

    private static TotpSecrets secrets(String... texts) {
        return new TotpSecrets(settings(texts));
    }

    private static FactorSettings settings(String... texts) {
        List<Secret> secrets = Stream.of(texts).map(Secret::of).toList();
        return new FactorSettings(secrets, FactorSettings.Requirement.OPTIONAL, "Shop", Duration.ofMinutes(15));
    }
}
