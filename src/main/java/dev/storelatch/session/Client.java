package dev.storelatch.session;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a log-in comes from, in words by which its owner knows it again. They are for reading only: a client can say
 * what it likes, so nothing is decided by them.
 *
 * @param device such as {@code Firefox on Linux}, or the user agent where it is no browser that we know
 * @param network the client's address without its end: /24 of IPv4, /48 of IPv6
 */
record Client(@Nullable String device, @Nullable String network) {

    private static final int MAXIMUM_LENGTH = 64;

    /** By the first mark in a user agent; most browsers carry the marks of others behind their own. */
    private static final List<Mark> BROWSERS = List.of(
            new Mark("Edg", "Edge"),
            new Mark("OPR/", "Opera"),
            new Mark("SamsungBrowser/", "Samsung Internet"),
            new Mark("FxiOS/", "Firefox"),
            new Mark("Firefox/", "Firefox"),
            new Mark("CriOS/", "Chrome"),
            new Mark("Chrome/", "Chrome"),
            new Mark("Safari/", "Safari"));

    private static final List<Mark> SYSTEMS = List.of(
            new Mark("iPhone", "iOS"),
            new Mark("iPad", "iOS"),
            new Mark("Android", "Android"),
            new Mark("CrOS", "ChromeOS"),
            new Mark("Windows", "Windows"),
            new Mark("Mac OS X", "macOS"),
            new Mark("Linux", "Linux"));

    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}+");

    /** Literals only, for Java asks the DNS for anything else. A proxy may also say {@code unknown}. */
    private static final Pattern ADDRESS =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}|(?=[\\da-fA-F:.]+$)[\\da-fA-F]*:.*:.*");

    private record Mark(String text, String name) {}

    static Client of(HttpServletRequest request) {
        return new Client(device(request.getHeader("User-Agent")), network(request.getRemoteAddr()));
    }

    static @Nullable String device(@Nullable String userAgent) {
        if (userAgent == null) {
            return null;
        }
        return name(BROWSERS, userAgent)
                .map(browser -> name(SYSTEMS, userAgent)
                        .map(system -> browser + " on " + system)
                        .orElse(browser))
                .orElseGet(() -> printable(userAgent));
    }

    static @Nullable String network(@Nullable String address) {
        if (address == null) {
            return null;
        }
        int zone = address.indexOf('%');
        String literal = zone < 0 ? address : address.substring(0, zone);
        if (!ADDRESS.matcher(literal).matches()) {
            return null;
        }
        try {
            byte[] bytes = InetAddress.getByName(literal).getAddress();
            boolean four = bytes.length == 4;
            Arrays.fill(bytes, four ? 3 : 6, bytes.length, (byte) 0);
            String start = InetAddress.getByAddress(bytes).getHostAddress();
            return four ? start + "/24" : start.replaceFirst("(:0)+$", "::") + "/48";
        } catch (UnknownHostException malformed) {
            return null;
        }
    }

    private static Optional<String> name(List<Mark> marks, String userAgent) {
        return marks.stream()
                .filter(mark -> userAgent.contains(mark.text()))
                .map(Mark::name)
                .findFirst();
    }

    private static @Nullable String printable(String text) {
        String clean = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
        String cut =
                clean.substring(0, Math.min(clean.length(), MAXIMUM_LENGTH)).strip();
        return cut.isEmpty() ? null : cut;
    }
}
