package dev.storelatch.audit;

import dev.storelatch.core.EmailAddress;
import dev.storelatch.crypto.HmacSha256;
import dev.storelatch.crypto.KeyMaterial;
import java.util.Base64;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Codes of addresses that have no account. Somebody may type a password instead of an address, so none is stored; and an
 * unkeyed hash could be guessed.
 */
@Component
class EmailCodes {

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final List<byte[]> keys;

    EmailCodes(KeyMaterial keyMaterial) {
        this.keys = keyMaterial.newestFirst().stream()
                .map(material -> HmacSha256.of(material, "storelatch audit e-mail address"))
                .toList();
    }

    /** Returns the code of an address by the newest key: 43 characters. */
    String code(EmailAddress email) {
        return code(keys.get(0), email);
    }

    /** Returns the codes by all keys, one of which was stored. */
    String[] codes(EmailAddress email) {
        return keys.stream().map(key -> code(key, email)).toArray(String[]::new);
    }

    private static String code(byte[] key, EmailAddress email) {
        return BASE64URL.encodeToString(HmacSha256.of(key, email.value()));
    }
}
