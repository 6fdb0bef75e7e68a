package dev.storelatch.session;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Shortens an IP address to its network, which is all that is stored of it: /24 of IPv4, /48 of IPv6. */
final class NetworkAddress {

    /** Accepts literals only, since Java would resolve any other text by DNS. A proxy may also send {@code unknown}. */
    private static final Pattern LITERAL =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}|(?=[\\da-fA-F:.]+$)[\\da-fA-F]*:.*:.*");

    private static final int IPV4_BYTES = 4;
    private static final int IPV4_PREFIX_BYTES = 3;
    private static final int IPV6_PREFIX_BYTES = 6;

    private NetworkAddress() {}

    /** Returns the network in CIDR notation; null if the text is not an IP address. */
    static @Nullable String of(@Nullable String address) {
        if (address == null) {
            return null;
        }
        int zone = address.indexOf('%');
        String literal = zone < 0 ? address : address.substring(0, zone);
        if (!LITERAL.matcher(literal).matches()) {
            return null;
        }
        try {
            byte[] bytes = InetAddress.getByName(literal).getAddress();
            boolean ipv4 = bytes.length == IPV4_BYTES;
            Arrays.fill(bytes, ipv4 ? IPV4_PREFIX_BYTES : IPV6_PREFIX_BYTES, bytes.length, (byte) 0);
            String network = InetAddress.getByAddress(bytes).getHostAddress();
            return ipv4 ? network + "/24" : network.replaceFirst("(:0)+$", "::") + "/48";
        } catch (UnknownHostException malformed) {
            return null;
        }
    }
}
