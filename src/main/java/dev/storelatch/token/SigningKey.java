package dev.storelatch.token;

import dev.storelatch.core.StartupException;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.PrivateJwk;
import io.jsonwebtoken.security.PublicJwk;
import io.jsonwebtoken.security.SignatureAlgorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Map;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ResourceUtils;

/**
 * A key pair that signs tokens, or its public half, which only verifies. Its type determines the one algorithm
 * that it is used with (RFC 8725 §3.1).
 *
 * @param publicJwk public half as published (RFC 7517); its {@code kid} is the thumbprint of RFC 7638
 */
public record SigningKey(
        PublicJwk<?> publicJwk,
        SignatureAlgorithm algorithm,
        @Nullable PrivateKey privateKey) {

    private static final int MINIMUM_RSA_BITS = 2048;

    /** RFC 3279 §2.3.1, RFC 5480 §2.1.1 and RFC 8410 §3: key types by object identifier. */
    private static final Map<String, String> KINDS = Map.of(
            "1.2.840.113549.1.1.1", "RSA",
            "1.2.840.10045.2.1", "EC",
            "1.3.101.112", "Ed25519");

    /**
     * Reads a PEM file with a private key (PKCS#8, RFC 5958) or a public one (RFC 7468 §13). Spring calls this for the
     * setting; the message names the file and does not contain its content.
     */
    public static SigningKey of(String location) {
        try (PemReader reader = new PemReader(
                Files.newBufferedReader(ResourceUtils.getFile(location).toPath()))) {
            PemObject pem = reader.readPemObject();
            return switch (pem == null ? "" : pem.getType()) {
                case "PRIVATE KEY" -> ofPrivate(pem.getContent());
                case "PUBLIC KEY" -> of(publicKey(pem.getContent()), null);
                default -> throw new IllegalArgumentException("another kind of PEM");
            };
        } catch (IOException unreadable) {
            throw refused("The key file %s cannot be read.".formatted(location));
        } catch (GeneralSecurityException | RuntimeException unfit) {
            throw refused(
                    "The key file %s is not the PEM of an RSA key of %d bits or more, a P-256 key or an Ed25519 key."
                            .formatted(location, MINIMUM_RSA_BITS));
        }
    }

    /** Returns the claim {@code kid} of tokens that the key signs. */
    public String id() {
        return publicJwk.getId();
    }

    PublicKey publicKey() {
        return publicJwk.toKey();
    }

    private static SigningKey ofPrivate(byte[] pkcs8) throws GeneralSecurityException {
        PrivateKey key = keys(PrivateKeyInfo.getInstance(pkcs8).getPrivateKeyAlgorithm())
                .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        PrivateJwk<?, ?, ?> jwk = Jwks.builder().key(key).build();
        return of(jwk.toPublicJwk().toKey(), key);
    }

    private static PublicKey publicKey(byte[] spki) throws GeneralSecurityException {
        return keys(SubjectPublicKeyInfo.getInstance(spki).getAlgorithm()).generatePublic(new X509EncodedKeySpec(spki));
    }

    private static KeyFactory keys(AlgorithmIdentifier kind) throws GeneralSecurityException {
        return KeyFactory.getInstance(KINDS.getOrDefault(kind.getAlgorithm().getId(), "unknown"));
    }

    private static SigningKey of(PublicKey publicKey, @Nullable PrivateKey privateKey) {
        SignatureAlgorithm algorithm = algorithm(publicKey);
        PublicJwk<?> jwk = Jwks.builder()
                .key(publicKey)
                .idFromThumbprint()
                .publicKeyUse("sig")
                .algorithm(algorithm.getId())
                .build();
        return new SigningKey(jwk, algorithm, privateKey);
    }

    private static SignatureAlgorithm algorithm(PublicKey key) {
        if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= MINIMUM_RSA_BITS) {
            return Jwts.SIG.RS256;
        }
        Object curve = Jwks.builder().key(key).build().get("crv");
        if ("P-256".equals(curve)) {
            return Jwts.SIG.ES256;
        }
        if ("Ed25519".equals(curve)) {
            return Jwts.SIG.EdDSA;
        }
        throw new IllegalArgumentException("another kind of key");
    }

    private static StartupException refused(String description) {
        return new StartupException(
                description,
                "Make one with `openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out key.pem`.");
    }

    @Override
    public String toString() {
        return "SigningKey[%s, %s]".formatted(algorithm.getId(), id());
    }
}
