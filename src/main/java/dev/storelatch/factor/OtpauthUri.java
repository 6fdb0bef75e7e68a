package dev.storelatch.factor;

import io.nayuki.qrcodegen.QrCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The URI by which an authenticator app takes over a secret, as text and as a QR code. Its parameters are those of Google's
 * Key Uri Format that differ from the defaults.
 *
 * @param secret in base 32 without padding (RFC 4648 §6)
 */
record OtpauthUri(String issuer, String account, String secret) {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BORDER = 4;

    static OtpauthUri of(String issuer, String account, byte[] secret) {
        return new OtpauthUri(issuer, account, base32(secret));
    }

    String text() {
        return "otpauth://totp/%s:%s?secret=%s&issuer=%s"
                .formatted(encoded(issuer), encoded(account), secret, encoded(issuer));
    }

    /** Returns an SVG image of black modules on white, with the quiet zone that scanners need (ISO/IEC 18004 §5.3.8). */
    String svg() {
        QrCode code = QrCode.encodeText(text(), QrCode.Ecc.MEDIUM);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append("M%d,%dh1v1h-1z".formatted(x + BORDER, y + BORDER));
                }
            }
        }
        int size = code.size + 2 * BORDER;
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" shape-rendering="crispEdges">\
                <path fill="#fff" d="M0,0h%1$dv%1$dH0z"/><path fill="#000" d="%2$s"/></svg>""".formatted(size, path);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Encodes a multiple of five bytes. */
    private static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < bytes.length * 8; bit += 5) {
            int window = (bytes[bit / 8] & 0xFF) << 8 | (bit / 8 + 1 < bytes.length ? bytes[bit / 8 + 1] & 0xFF : 0);
            text.append(ALPHABET.charAt(window >> (11 - bit % 8) & 31));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return "OtpauthUri[redacted]";
    }
}
