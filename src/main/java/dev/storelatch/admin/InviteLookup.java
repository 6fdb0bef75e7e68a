package dev.storelatch.admin;

import dev.storelatch.core.Failure;
import dev.storelatch.token.MedusaTokens;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Finds invites by their token. A token that Medusa sent is accepted as well, if it is signed with one of the secrets and the
 * invite was not sent anew since.
 */
@Component
class InviteLookup {

    private final InviteRepository invites;
    private final InviteTokens tokens;
    private final MedusaTokens medusaTokens;

    InviteLookup(InviteRepository invites, InviteTokens tokens, MedusaTokens medusaTokens) {
        this.invites = invites;
        this.tokens = tokens;
        this.medusaTokens = medusaTokens;
    }

    /**
     * Finds the invite. Empty if it was accepted or deleted, or has expired.
     *
     * @throws Failure.InvalidData if no server issued the token
     */
    Optional<Invite> find(String token) {
        Optional<InviteTokens.Claims> claims = tokens.verify(token);
        if (claims.isPresent()) {
            return claims.flatMap(claim -> invites.findValid(claim.inviteId())
                    .filter(invite -> invite.userEmail().equals(claim.userEmail())));
        }
        if (medusaTokens.isSigned(token)) {
            return invites.findValidByToken(token);
        }
        throw new Failure.InvalidData("Token is not valid");
    }
}
