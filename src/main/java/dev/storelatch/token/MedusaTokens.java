package dev.storelatch.token;

import org.springframework.stereotype.Service;

/** Verifies tokens that a Medusa server signed for other purposes than access. */
@Service
public class MedusaTokens {

    private final JwtVerifier verifier;
    private final TokenSettings settings;

    MedusaTokens(JwtVerifier verifier, TokenSettings settings) {
        this.verifier = verifier;
        this.settings = settings;
    }

    /**
     * Returns true if the token is signed with one of the secrets, and the settings accept tokens that Medusa signed then. The
     * caller checks what the token is for, and whether it is still valid.
     */
    public boolean isSigned(String token) {
        return verifier.claimsSignedBySecret(token)
                .filter(claims -> settings.acceptsMedusa(AccessToken.issuedAt(claims)))
                .isPresent();
    }
}
