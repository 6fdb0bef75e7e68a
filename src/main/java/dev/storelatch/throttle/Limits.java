package dev.storelatch.throttle;

import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.NetworkAddress;
import java.util.HexFormat;
import java.util.List;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/** Limits of addresses, accounts and networks, by the settings. */
final class Limits {

    private final ThrottleSettings settings;
    private final List<IpAddressMatcher> callers;

    Limits(ThrottleSettings settings) {
        this.settings = settings;
        this.callers = settings.callers().stream().map(IpAddressMatcher::new).toList();
    }

    Limit of(Budget budget, EmailAddress email) {
        return limit(budget, budget + ":" + email.value());
    }

    Limit of(Budget budget, Actor account) {
        return limit(budget, budget + "/" + account.realm().id() + "/" + account.id());
    }

    /** Returns the limit of a device on which the account with this address has logged in. */
    Limit of(Budget budget, EmailAddress email, byte[] deviceHash) {
        return limit(budget, budget + "#" + HexFormat.of().formatHex(deviceHash) + ":" + email.value());
    }

    /** Returns the limits of the client's networks; none if it is one of the shop's own servers. */
    List<Limit> of(Budget budget, ClientInfo client) {
        NetworkAddress network = NetworkAddress.of(client.address()).orElse(null);
        ThrottleSettings.Network limits = settings.network();
        if (network == null) {
            return List.of(new Limit(budget + "@unknown", limits.attempts(), limits.interval()));
        }
        if (isCaller(network)) {
            return List.of();
        }
        return List.of(
                new Limit(budget + "@" + network.subscriber(), limits.attempts(), limits.interval()),
                new Limit(
                        budget + "@" + network.site(),
                        limits.attempts() * limits.siteFactor(),
                        limits.interval().dividedBy(limits.siteFactor())));
    }

    /** Returns true if this is one of the shop's own servers. */
    boolean isCaller(NetworkAddress network) {
        return callers.stream().anyMatch(caller -> caller.matches(network.address()));
    }

    private Limit limit(Budget budget, String name) {
        return new Limit(name, settings.size(budget), settings.interval(budget));
    }
}
