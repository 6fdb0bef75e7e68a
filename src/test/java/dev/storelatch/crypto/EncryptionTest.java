package dev.storelatch.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EncryptionTest {

    private static final Secret OLD = Secret.of("an old secret of 32 characters, which differ");
    private static final Secret NEW = Secret.of("a new secret of 32 characters, which differs");
    private static final byte[] VALUE = "12345678901234567890".getBytes(UTF_8);

    private final Encryption encryption = new Encryption(List.of(OLD), "test");

    @Test
    void aValueIsDecryptedForItsOwnerOnly() {
        byte[] stored = encryption.encrypt(VALUE, "store/cus_1");

        assertThat(encryption.decrypt(stored, "store/cus_1"))
                .hasValueSatisfying(value -> assertThat(value.bytes()).isEqualTo(VALUE));
        assertThat(encryption.decrypt(stored, "store/cus_2")).isEmpty();
        assertThat(new Encryption(List.of(OLD), "other").decrypt(stored, "store/cus_1"))
                .isEmpty();
        assertThat(new String(stored, UTF_8)).doesNotContain(new String(VALUE, UTF_8));
    }

    @Test
    void aChangedValueIsNotDecrypted() {
        byte[] stored = encryption.encrypt(VALUE, "store/cus_1");
        for (int i = 0; i < stored.length; i++) {
            byte[] changed = stored.clone();
            changed[i] ^= 1;
            assertThat(encryption.decrypt(changed, "store/cus_1"))
                    .as("byte %d", i)
                    .isEmpty();
        }
        assertThat(encryption.decrypt(new byte[0], "store/cus_1")).isEmpty();
        assertThat(encryption.decrypt(new byte[13], "store/cus_1")).isEmpty();
        assertThat(encryption.decrypt(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, "store/cus_1"))
                .isEmpty();
    }

    @Test
    void theFirstSecretEncryptsAndAllDecrypt() {
        Encryption rotated = new Encryption(List.of(NEW, OLD), "test");

        assertThat(rotated.decrypt(encryption.encrypt(VALUE, "a"), "a"))
                .hasValueSatisfying(value -> assertThat(value.isCurrent()).isFalse());
        byte[] stored = rotated.encrypt(VALUE, "a");
        assertThat(rotated.decrypt(stored, "a"))
                .hasValueSatisfying(value -> assertThat(value.isCurrent()).isTrue());
        assertThat(encryption.decrypt(stored, "a")).isEmpty();
    }

    @Test
    void equalValuesAreEncryptedDifferently() {
        assertThat(encryption.encrypt(VALUE, "a")).isNotEqualTo(encryption.encrypt(VALUE, "a"));
    }
}
