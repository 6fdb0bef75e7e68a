package dev.storelatch.outbox;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * Filter against server-side request forgery (ASVS 13.2.4): refuses addresses that IANA's registries of special-purpose
 * addresses (RFC 6890) do not list as globally reachable, unless a setting allows them.
 */
final class PrivateNetworks {

    private static final List<IpAddressMatcher> SPECIAL = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "168.63.129.16", // Azure's platform service, although the address is public
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    "::/96",
                    "64:ff9b::/96",
                    "64:ff9b:1::/48",
                    "100::/64",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "fc00::/7",
                    "fe80::/9",
                    "ff00::/8")
            .map(IpAddressMatcher::new)
            .toList();

    private final List<String> hosts;
    private final List<IpAddressMatcher> networks;

    /** @param listed host names, addresses and networks (CIDR) that are allowed although they are private */
    PrivateNetworks(List<String> listed) {
        hosts = listed;
        networks = listed.stream()
                .filter(entry -> entry.matches("[0-9.]+(/\\d+)?|[0-9a-fA-F]*:[0-9a-fA-F:.]*(/\\d+)?"))
                .map(IpAddressMatcher::new)
                .toList();
    }

    /** Returns true if the host itself is in the list, by name or by address. */
    boolean isListed(String host) {
        return hosts.stream().anyMatch(host::equalsIgnoreCase) || (host.matches("[0-9.]+") && matches(networks, host));
    }

    boolean isAllowed(String host, InetAddress address) {
        return isListed(host)
                || matches(networks, address.getHostAddress())
                || !matches(SPECIAL, address.getHostAddress());
    }

    private static boolean matches(List<IpAddressMatcher> networks, String address) {
        String withoutZone = address.replaceFirst("%.*", "");
        return networks.stream().anyMatch(network -> network.matches(withoutZone));
    }
}
