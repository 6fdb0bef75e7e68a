package dev.storelatch.federation;

import java.util.List;

/** Kinds of providers, which differ where OpenID Connect leaves a choice, or a provider leaves the standard. */
enum ProviderType {
    /** Any provider with metadata (OpenID Connect Discovery 1.0). */
    OIDC("", "", "openid email profile"),

    /** Google, whose claim {@code hd} tells the organisation of an account. */
    GOOGLE("Google", "https://accounts.google.com", "openid email profile"),

    /** Apple, whose answer is a form, and whose client secret is a JWT that expires. */
    APPLE("Apple", "https://appleid.apple.com", "openid email name"),

    /** Microsoft Entra ID, whose issuer contains the directory, and which does not verify addresses. */
    MICROSOFT("Microsoft", "https://login.microsoftonline.com/{tenant}/v2.0", "openid email profile");

    private final String label;
    private final String issuer;
    private final String scopes;

    ProviderType(String label, String issuer, String scopes) {
        this.label = label;
        this.issuer = issuer;
        this.scopes = scopes;
    }

    /** Returns what people know such a provider by; empty if each has its own name. */
    String label() {
        return label;
    }

    /** Returns the issuer, in which {@code {tenant}} is to be replaced; empty if it has to be set. */
    String issuer() {
        return issuer;
    }

    /** Returns the scopes that are asked for unless others are set. */
    List<String> scopes() {
        return List.of(scopes.split(" ", -1));
    }
}
