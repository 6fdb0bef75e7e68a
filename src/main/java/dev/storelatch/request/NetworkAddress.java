package dev.storelatch.request;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The networks of an IP address, in CIDR notation.
 *
 * @param address the address without a zone
 * @param subscriber the network of one subscriber: /32 of IPv4, /64 of IPv6
 * @param site the network of an organization or a part of a provider: /24 of IPv4, /48 of IPv6
 */
public record NetworkAddress(String address, String subscriber, String site) {

    /** Accepts literals only, since Java would resolve any other text by DNS. A proxy may also send {@code unknown}. */
    private static final Pattern LITERAL =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}|(?=[\\da-fA-F:.]+$)[\\da-fA-F]*:.*:.*");

    /** Some proxies send the client's port, too, and an IPv6 address in brackets. */
    private static final Pattern WITH_PORT = Pattern.compile("(?:\\[(?<v6>[^\\]]*)]|(?<v4>[\\d.]*))(?::\\d{1,5})?");

    private static final int IPV4_BYTES = 4;

    /** Reads an address, without its port; empty if the text is none. An IPv4 address that is written as IPv6 is one of IPv4. */
    public static Optional<NetworkAddress> of(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        String address = withoutPort(text);
        int zone = address.indexOf('%');
        String literal = zone < 0 ? address : address.substring(0, zone);
        if (!LITERAL.matcher(literal).matches()) {
            return Optional.empty();
        }
        try {
            byte[] bytes = InetAddress.getByName(literal).getAddress();
            String canonical = InetAddress.getByAddress(bytes).getHostAddress();
            return Optional.of(
                    bytes.length == IPV4_BYTES
                            ? new NetworkAddress(canonical, network(bytes, 32), network(bytes, 24))
                            : new NetworkAddress(canonical, network(bytes, 64), network(bytes, 48)));
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }

    private static String withoutPort(String text) {
        Matcher parts = WITH_PORT.matcher(text);
        if (!parts.matches()) {
            return text;
        }
        String v6 = parts.group("v6");
        return v6 == null ? parts.group("v4") : v6;
    }

    private static String network(byte[] address, int prefix) throws UnknownHostException {
        byte[] bytes = address.clone();
        Arrays.fill(bytes, prefix / Byte.SIZE, bytes.length, (byte) 0);
        String network = InetAddress.getByAddress(bytes).getHostAddress();
        return network.replaceFirst("(:0)+$", "::") + "/" + prefix;
    }
}
