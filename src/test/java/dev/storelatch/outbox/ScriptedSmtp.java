package dev.storelatch.outbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** SMTP server whose replies a test sets, by the first letters of a command. */
public final class ScriptedSmtp implements AutoCloseable {

    /** Resets the connection instead of a reply. */
    static final String RESET = "reset";

    /** Sends no reply and keeps the connection open. */
    static final String SILENCE = "silence";

    final List<String> commands = new CopyOnWriteArrayList<>();
    private final Map<String, String> replies;
    private final ServerSocket socket;

    /** Starts a server that replies so to commands that begin with the keys, and as usual to all others. */
    public ScriptedSmtp(Map<String, String> replies) throws IOException {
        this.replies = replies;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::accept, "smtp");
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns the port on the loopback interface. */
    public int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                serve(client);
            } catch (IOException e) {
                // The client or the test has closed the connection.
            }
        }
    }

    private void serve(Socket client) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        if (!reply(client, "greeting", "220 hello")) {
            return;
        }
        boolean data = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (data && !line.equals(".")) {
                continue;
            }
            commands.add(line);
            data = line.equals("DATA") && !replies.containsKey("DATA");
            String standard = switch (line.split(" ", 2)[0]) {
                case "EHLO" -> "250-scripted\r\n250 AUTH PLAIN";
                case "DATA" -> "354 go on";
                case "QUIT" -> "221 bye";
                default -> "250 ok";
            };
            if (!reply(client, line, standard)) {
                return;
            }
        }
    }

    private boolean reply(Socket client, String line, String standard) throws IOException {
        String reply = replies.entrySet().stream()
                .filter(entry -> line.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(standard);
        if (reply.equals(RESET)) {
            client.setSoLinger(true, 0);
            return false;
        }
        if (reply.equals(SILENCE)) {
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
            return false;
        }
        client.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
        return true;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
