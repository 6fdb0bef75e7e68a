package dev.storelatch.web;

import dev.storelatch.core.Login;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** A caller's log-in as Spring Security's authentication. It holds no credentials. */
final class LoginAuthentication extends AbstractAuthenticationToken {

    private final transient Login login;

    LoginAuthentication(Login login) {
        super(AuthorityUtils.NO_AUTHORITIES);
        this.login = login;
        setAuthenticated(true);
    }

    @Override
    public Login getPrincipal() {
        return login;
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }
}
