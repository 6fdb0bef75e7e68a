package dev.storelatch.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import dev.storelatch.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtVerifierTest {

    private static final String SECRET = "test-jwt-secret-7XyPq3LhGdUeR9sJvB1kHn";
    private static final String OTHER_SECRET = "an-older-jwt-secret-dK8sPq2nVbR7tYw4Zx";
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final Actor ADA = new Actor(Realm.STORE, "cus_01M85MK3DYC0CQTPHNAVDDTJSE");

    /** Signed by the npm package jsonwebtoken 9.0.2. */
    private static final String FROM_NODE =
            "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJjdXN0b21lcl9pZCI6ImN1c18wMU04NU1LM0RZQzBDUVRQSE5BVkREVEpTRSIsImRv"
                    + "bWFpbiI6InN0b3JlIiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjQxMDAwMDAwMDB9."
                    + "3uDuTx6oK3YsaEWDcwbDRhsPNEOfKBFlWWs8pNV7K0I";

    private final TokenCodec codec = codec(SECRET, OTHER_SECRET);

    @Test
    void acceptsTokensSignedByNode() {
        assertThat(codec.read(FROM_NODE, Realm.STORE).map(AccessToken::actor)).contains(ADA);
    }

    @Test
    void acceptsItsOwnTokensUntilTheyExpire() {
        String token = codec.write(ADA, Duration.ofDays(30), "id", 0, null);

        assertThat(codec.read(token, Realm.STORE).map(AccessToken::actor)).contains(ADA);
        assertThat(codec.read(token, Realm.ADMIN)).isEmpty();
        assertThat(at(NOW.plus(Duration.ofDays(30)).minusSeconds(1))
                        .read(token, Realm.STORE)
                        .map(AccessToken::actor))
                .contains(ADA);
        assertThat(at(NOW.plus(Duration.ofDays(30))).read(token, Realm.STORE)).isEmpty();
    }

    @Test
    void signsWithTheFirstSecretAndAcceptsAll() {
        String old = codec(OTHER_SECRET).write(ADA, Duration.ofDays(1), "id", 0, null);

        assertThat(codec.read(old, Realm.STORE).map(AccessToken::actor)).contains(ADA);
        assertThat(codec(SECRET)
                        .read(codec.write(ADA, Duration.ofDays(1), "id", 0, null), Realm.STORE)
                        .map(AccessToken::actor))
                .contains(ADA);
        assertThat(codec(SECRET).read(old, Realm.STORE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'exp':1800000001}",
                "{'exp':1800000000.5}",
                "{'exp':4e9}",
                "{'exp':1900000000,'iat':1850000000}",
                "{'exp':1900000000,'nbf':1800000000}",
                "{'exp':1900000000,'extra':{'a':[1]}}"
            })
    void acceptsValidClaims(String claims) {
        assertThat(codec.read(signed(adasClaims(claims)), Realm.STORE).map(AccessToken::actor))
                .contains(ADA);
    }

    /** RFC 8725 §3.10, ASVS 9.2.1, and the recorded {@code bearer:} steps. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'exp':1800000000}",
                "{'exp':1799999999}",
                "{'exp':-1}",
                "{'exp':'1900000000'}",
                "{'exp':'2030-01-01T00:00:00Z'}",
                "{'exp':null}",
                "{'exp':true}",
                "{'exp':[1900000000]}",
                "{'exp':{}}",
                "{'exp':1900000000,'nbf':1800000001}",
                "{'exp':1900000000,'nbf':'0'}",
                "{'exp':1900000000,'domain':'admin'}",
                "{'exp':1900000000,'domain':null}",
                "{'exp':1900000000,'domain':['store']}",
                "{'exp':1900000000,'customer_id':null}",
                "{'exp':1900000000,'customer_id':['cus_1']}",
                "{'exp':1900000000,'customer_id':5}",
                "{'exp':1900000000,'customer_id':'cus_\\u0000'}",
                "{'exp':1900000000,'family':'\\u0000'}"
            })
    void refusesOtherClaims(String claims) {
        assertThat(codec.read(signed(adasClaims(claims)), Realm.STORE)).isEmpty();
    }

    /** RFC 8725 §3.1 to §3.7: only HS256 is accepted, with a valid signature. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'alg':'none'}",
                "{'alg':'None'}",
                "{'alg':'HS384'}",
                "{'alg':'HS512'}",
                "{'alg':'RS256'}",
                "{'alg':'ES256'}",
                "{'alg':null}",
                "{'alg':['HS256']}",
                "{}",
                "[]",
                "null",
                "not json",
                "{'alg':'HS256','alg':'HS256'}",
                "{'alg':'HS256','crit':['exp']}",
                "{'alg':'HS256','crit':[]}",
                "{'alg':'HS256','crit':['b64'],'b64':false}",
                "{'alg':'HS256','zip':'DEF'}",
                "{'alg':'dir','enc':'A256GCM'}"
            })
    void refusesOtherHeaders(String header) {
        String claims = adasClaims("{'exp':1900000000}");

        assertThat(codec.read(signed(header.replace('\'', '"'), claims), Realm.STORE))
                .isEmpty();
        assertThat(codec.read(unsigned(header.replace('\'', '"'), claims) + ".", Realm.STORE))
                .isEmpty();
    }

    @Test
    void refusesAnyAlteredCharacter() {
        for (int i = 0; i < FROM_NODE.length(); i++) {
            char[] altered = FROM_NODE.toCharArray();
            altered[i] = altered[i] == 'A' ? 'B' : 'A';
            assertThat(codec.read(new String(altered), Realm.STORE)).isEmpty();
        }
    }

    /** Two bits of the last character are unused, so that three others decode to the same signature. */
    @Test
    void refusesNonCanonicalEncodingOfTheSignature() {
        String stem = FROM_NODE.substring(0, FROM_NODE.length() - 1);

        assertThat(List.of("J", "K", "L").stream()
                        .map(last -> codec.read(stem + last, Realm.STORE).isPresent()))
                .containsExactly(false, false, false);
        assertThat(codec.read(FROM_NODE + "=", Realm.STORE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "...", "a", "a.b", "a.b.c", "a.b.c.d.e", "\u0000.\u0000.\u0000", "é.é.é", "{}"})
    void refusesGarbage(String garbage) {
        assertThat(codec.read(garbage, Realm.STORE)).isEmpty();
    }

    private static TokenCodec codec(String... secrets) {
        return new TokenCodec(
                List.of(secrets).stream().map(Secret::of).toList(), List.of(), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static TokenCodec at(Instant instant) {
        return new TokenCodec(List.of(Secret.of(SECRET)), List.of(), Clock.fixed(instant, ZoneOffset.UTC));
    }

    /** Returns Ada's claims followed by others, which replace those of the same name. */
    private static String adasClaims(String others) {
        String claims = others.replace('\'', '"');
        String own = (claims.contains("customer_id") ? "" : "\"customer_id\":\"" + ADA.id() + "\",")
                + (claims.contains("domain") ? "" : "\"domain\":\"store\",");
        return claims.equals("{}") ? "{" + own + "\"iat\":1}" : "{" + own + claims.substring(1);
    }

    private static String signed(String claims) {
        return signed("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", claims);
    }

    private static String signed(String header, String claims) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String content = unsigned(header, claims);
            return content + "." + base64(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String unsigned(String header, String claims) {
        return base64(header.getBytes(StandardCharsets.UTF_8)) + "." + base64(claims.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
