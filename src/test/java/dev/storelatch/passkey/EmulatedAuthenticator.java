package dev.storelatch.passkey;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORFactory;

/**
 * A browser and an authenticator with one discoverable credential (ES256), which answer options as
 * {@code PublicKeyCredential.toJSON()} does. What they answer can be spoiled.
 */
public final class EmulatedAuthenticator {

    /** Flags of authenticator data (WebAuthn Level 3 §6.1). */
    public enum Flag {
        USER_PRESENT(0x01),
        USER_VERIFIED(0x04),
        BACKUP_ELIGIBLE(0x08),
        BACKED_UP(0x10),
        CREDENTIAL(0x40);

        private final int bit;

        Flag(int bit) {
            this.bit = bit;
        }
    }

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair keys;
    private final byte[] credentialId = new byte[32];

    private final Map<String, Object> clientData = new LinkedHashMap<>();
    private String relyingParty = "localhost";
    private Set<Flag> flags = Set.of(Flag.USER_PRESENT, Flag.USER_VERIFIED);
    private long signCount;
    private byte @Nullable [] userHandle;

    /** Creates an authenticator with a credential that no account has. */
    public EmulatedAuthenticator() {
        new SecureRandom().nextBytes(credentialId);
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            this.keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Changes a member of the client data, such as {@code origin}, from now on. */
    public EmulatedAuthenticator withClientData(String member, Object value) {
        clientData.put(member, value);
        return this;
    }

    /** Answers for another relying party from now on. */
    public EmulatedAuthenticator withRelyingParty(String id) {
        relyingParty = id;
        return this;
    }

    /** Answers with these flags from now on. */
    public EmulatedAuthenticator withFlags(Flag... set) {
        flags = Set.of(set);
        return this;
    }

    /** Answers with this sign count from now on. */
    public EmulatedAuthenticator withSignCount(long count) {
        signCount = count;
        return this;
    }

    /** Answers with this handle from now on; null for none. */
    public EmulatedAuthenticator withUserHandle(byte @Nullable [] handle) {
        userHandle = handle;
        return this;
    }

    /** Returns the credential's id in base64url. */
    public String credentialId() {
        return BASE64URL.encodeToString(credentialId);
    }

    /** Makes the credential by creation options. */
    public Map<String, Object> create(Map<String, ?> options) {
        Map<?, ?> user = (Map<?, ?>) Objects.requireNonNull(options.get("user"));
        userHandle = Base64.getUrlDecoder().decode((String) user.get("id"));
        byte[] clientData = clientData("webauthn.create", challenge(options));
        return credential(Map.of(
                "clientDataJSON", text(clientData),
                "attestationObject", text(attestationObject()),
                "transports", List.of("internal", "hybrid")));
    }

    /** Signs the challenge of request options. */
    public Map<String, Object> get(Map<String, ?> options) {
        return get(challenge(options));
    }

    private static String challenge(Map<String, ?> options) {
        return (String) Objects.requireNonNull(options.get("challenge"));
    }

    /** Signs a challenge. */
    public Map<String, Object> get(String challenge) {
        byte[] clientData = clientData("webauthn.get", challenge);
        byte[] authenticatorData = authenticatorData(flags);
        Map<String, Object> response = new LinkedHashMap<>(Map.of(
                "clientDataJSON", text(clientData),
                "authenticatorData", text(authenticatorData),
                "signature", text(sign(authenticatorData, sha256(clientData)))));
        if (userHandle != null) {
            response.put("userHandle", text(userHandle));
        }
        return credential(response);
    }

    private Map<String, Object> credential(Map<String, Object> response) {
        return Map.of(
                "id",
                credentialId(),
                "rawId",
                credentialId(),
                "type",
                "public-key",
                "authenticatorAttachment",
                "platform",
                "clientExtensionResults",
                Map.of(),
                "response",
                response);
    }

    private byte[] clientData(String type, String challenge) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("type", type);
        data.put("challenge", challenge);
        data.put("origin", "http://localhost:8000");
        data.put("crossOrigin", false);
        data.putAll(clientData);
        return JsonMapper.shared().writeValueAsBytes(data);
    }

    private byte[] authenticatorData(Set<Flag> set, byte[]... more) {
        int bits = set.stream().mapToInt(flag -> flag.bit).sum();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(sha256(relyingParty.getBytes(UTF_8)));
        data.write(bits);
        data.writeBytes(ByteBuffer.allocate(4).putInt((int) signCount).array());
        for (byte[] part : more) {
            data.writeBytes(part);
        }
        return data.toByteArray();
    }

    private byte[] attestationObject() {
        Set<Flag> withCredential = new HashSet<>(flags);
        withCredential.add(Flag.CREDENTIAL);
        byte[] authenticatorData = authenticatorData(
                withCredential,
                new byte[16],
                ByteBuffer.allocate(2).putShort((short) credentialId.length).array(),
                credentialId,
                coseKey());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator cbor = new CBORFactory().createGenerator(bytes)) {
            cbor.writeStartObject(null, 3);
            cbor.writeStringProperty("fmt", "none");
            cbor.writeName("attStmt");
            cbor.writeStartObject(null, 0);
            cbor.writeEndObject();
            cbor.writeName("authData");
            cbor.writeBinary(authenticatorData);
            cbor.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** RFC 9053 §7.1: kty 2 (EC2), alg -7 (ES256), crv 1 (P-256), x, y. */
    private byte[] coseKey() {
        ECPublicKey key = (ECPublicKey) keys.getPublic();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator cbor = new CBORFactory().createGenerator(bytes)) {
            cbor.writeStartObject(null, 5);
            cbor.writePropertyId(1).writeNumber(2);
            cbor.writePropertyId(3).writeNumber(-7);
            cbor.writePropertyId(-1).writeNumber(1);
            cbor.writePropertyId(-2).writeBinary(unsigned(key.getW().getAffineX()));
            cbor.writePropertyId(-3).writeBinary(unsigned(key.getW().getAffineY()));
            cbor.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private byte[] sign(byte[]... parts) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            for (byte[] part : parts) {
                signature.update(part);
            }
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] unsigned(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] result = new byte[32];
        int length = Math.min(bytes.length, 32);
        System.arraycopy(bytes, bytes.length - length, result, 32 - length, length);
        return result;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(byte[] bytes) {
        return BASE64URL.encodeToString(bytes);
    }
}
