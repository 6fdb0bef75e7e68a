package dev.storelatch.throttle;

import dev.storelatch.crypto.HmacSha256;
import dev.storelatch.crypto.Secret;
import dev.storelatch.request.NetworkAddress;
import dev.storelatch.request.RequestWarning;
import dev.storelatch.request.VisitorAddress;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Reads {@code t=<seconds since 1970>,ip=<address>,v1=<code>}, where the code is the HMAC-SHA-256 of {@code <t>.<ip>} in
 * lower-case hexadecimal digits. A copy of the header is useless after five minutes, and until then it can only be counted
 * as its visitor.
 */
@Component
class SignedVisitorAddress implements VisitorAddress {

    private static final Logger LOG = LoggerFactory.getLogger(SignedVisitorAddress.class);
    private static final Pattern FORMAT =
            Pattern.compile("t=(?<time>\\d{1,12}),ip=(?<address>[\\da-fA-F:.]{2,45}),v1=(?<code>[\\da-f]{64})");
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final List<byte[]> keys;
    private final Limits limits;
    private final Clock clock;
    private final RequestWarning warning;

    SignedVisitorAddress(ThrottleSettings settings, Clock clock) {
        this.keys = settings.visitorSecrets().stream().map(Secret::bytes).toList();
        this.limits = new Limits(settings);
        this.clock = clock;
        this.warning = new RequestWarning(LOG, clock);
    }

    @Override
    public Optional<String> verify(String header) {
        Optional<String> address = Optional.of(FORMAT.matcher(header))
                .filter(Matcher::matches)
                .filter(this::isSigned)
                .filter(this::isRecent)
                .flatMap(parts -> NetworkAddress.of(parts.group("address")))
                .map(NetworkAddress::address);
        if (address.isEmpty()) {
            warn();
        }
        return address;
    }

    @Override
    public boolean isCaller(String address) {
        return NetworkAddress.of(address).filter(limits::isCaller).isPresent();
    }

    private boolean isSigned(Matcher parts) {
        byte[] code = HexFormat.of().parseHex(parts.group("code"));
        String text = parts.group("time") + "." + parts.group("address");
        return keys.stream().anyMatch(key -> MessageDigest.isEqual(HmacSha256.of(key, text), code));
    }

    private boolean isRecent(Matcher parts) {
        long age = clock.instant().getEpochSecond() - Long.parseLong(parts.group("time"));
        return Math.abs(age) <= TOLERANCE.toSeconds();
    }

    /** A storefront with a wrong secret or clock would otherwise be limited as one network, without a trace. */
    private void warn() {
        if (!keys.isEmpty()) {
            warning.log(
                    "The header " + HEADER + " of a request is ignored: its format or signature is wrong, or its time"
                            + " differs by more than five minutes. Compare the secret with storelatch.throttle.visitor-secrets, and the"
                            + " clocks.");
        }
    }
}
