package dev.storelatch.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** HTTP/1.1 client that sends path, headers and body exactly as given, which client libraries do not. */
public final class RawHttp {

    private final int port;

    public RawHttp(int port) {
        this.port = port;
    }

    /** @param headers the lines of the head after the status, as sent */
    public record Response(int status, List<String> headers, String body) {

        public Optional<String> header(String name) {
            List<String> values = headers(name);
            return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
        }

        public List<String> headers(String name) {
            return headers.stream()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .toList();
        }
    }

    public Response send(String method, String path, Map<String, String> headers, String body) {
        byte[] content = body.getBytes(UTF_8);
        boolean chunked = headers.containsKey("Transfer-Encoding");
        StringBuilder head = new StringBuilder(
                "%s %s HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n".formatted(method, path, port));
        headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        if (!chunked && content.length > 0) {
            head.append("Content-Length: " + content.length + "\r\n");
        }
        try (Socket socket = new Socket("localhost", port)) {
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            request.write(head.append("\r\n").toString().getBytes(UTF_8));
            if (chunked) {
                request.write((Integer.toHexString(content.length) + "\r\n").getBytes(UTF_8));
            }
            request.write(content);
            if (chunked) {
                request.write("\r\n0\r\n\r\n".getBytes(UTF_8));
            }
            socket.getOutputStream().write(request.toByteArray());
            return parsed(socket.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        }
    }

    private static Response parsed(byte[] all) throws IOException {
        String text = new String(all, ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        List<String> lines = text.substring(0, end).lines().toList();
        byte[] body = text.substring(end + 4).getBytes(ISO_8859_1);
        int status = Integer.parseInt(lines.get(0).split(" ", -1)[1]);
        Response answer = new Response(status, lines.subList(1, lines.size()), "");
        boolean chunked = answer.header("Transfer-Encoding").isPresent();
        return new Response(status, answer.headers(), new String(chunked ? joined(body) : body, UTF_8));
    }

    private static byte[] joined(byte[] chunks) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        ByteArrayInputStream in = new ByteArrayInputStream(chunks);
        for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
            body.write(in.readNBytes(size));
            in.skipNBytes(2);
        }
        return body.toByteArray();
    }

    private static int chunkSize(ByteArrayInputStream in) {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.isEmpty() ? 0 : Integer.parseInt(line.toString().strip(), 16);
    }
}
