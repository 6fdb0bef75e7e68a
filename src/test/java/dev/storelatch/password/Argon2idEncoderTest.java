package dev.storelatch.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.util.unit.DataSize;

class Argon2idEncoderTest {

    private final PasswordEncoder encoder =
            new Argon2idEncoder(new PasswordSettings.Argon2(DataSize.ofMegabytes(1), 2), 1);
    private final PasswordEncoder springs = new Argon2PasswordEncoder(16, 32, 1, 1024, 2);

    /** From the tests of the reference implementation (phc-winner-argon2, {@code test.c}). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"
            })
    void verifiesTheReferenceImplementationsHashes(String reference) {
        assertThat(encoder.matches("password", reference)).isTrue();
        assertThat(encoder.matches("differentpassword", reference)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"supersecret", "Pässword 密码 🔑"})
    void springsEncoderVerifiesOurHashesAndOursVerifiesSprings(String password) {
        assertThat(springs.matches(password, encoder.encode(password))).isTrue();
        assertThat(encoder.matches(password, springs.encode(password))).isTrue();
    }

    @Test
    void concurrentHashesDoNotShareMemory() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Boolean>> matches = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String password = "password " + i;
            matches.add(
                    threads.submit(() -> springs.matches(password, Objects.requireNonNull(encoder.encode(password)))));
        }
        for (Future<Boolean> match : matches) {
            assertThat(match.get()).isTrue();
        }
        threads.shutdown();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "none", "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65", "$argon2id$v=19$m=x,t=2,p=1$a$b"})
    void otherFormatsDoNotMatch(String stored) {
        assertThat(encoder.matches("password", stored)).isFalse();
    }
}
