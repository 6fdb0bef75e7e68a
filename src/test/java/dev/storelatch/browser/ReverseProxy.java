package dev.storelatch.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.storelatch.support.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * nginx or Caddy as a child process, with the configuration that {@code ops/} ships. Only the values that
 * {@code docs/behind-a-proxy.md} tells operators to change are changed.
 */
final class ReverseProxy implements AutoCloseable {

    static final String KEY = "test-proxy-key-4PqZ8sWnX2vB6yLcT9dKmR3j";

    private static final Path NJS = Path.of("/usr/lib/nginx/modules/ngx_http_js_module.so");
    private static final Path OPS = Path.of("ops").toAbsolutePath();

    private final Process process;
    private final Path log;
    private final int port;

    private ReverseProxy(ProcessBuilder command, Path folder, int port) throws IOException {
        this.log = folder.resolve("log");
        this.port = port;
        this.process = command.redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .directory(folder.toFile())
                .start();
    }

    /** The programs that the documentation describes. */
    enum Program {
        NGINX,
        CADDY;

        /**
         * Starts the program on a free port. The calling test is skipped if the machine lacks it.
         *
         * @param folder an empty folder
         * @param storelatch port of the server
         * @param backend port of the backend
         */
        ReverseProxy start(Path folder, int storelatch, int backend) {
            try {
                ReverseProxy proxy = this == NGINX
                        ? nginx(folder, freePort(), storelatch, backend)
                        : caddy(folder, freePort(), storelatch, backend);
                proxy.awaitStart();
                return proxy;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static ReverseProxy nginx(Path folder, int port, int storelatch, int backend) throws IOException {
        Path nginx = Machine.program("nginx (Debian's package nginx)", "nginx");
        if (!Files.exists(NJS)) {
            Machine.lacks("njs for nginx (Debian's package libnginx-mod-http-js)");
        }
        Files.createSymbolicLink(folder.resolve("storelatch"), OPS.resolve("nginx/storelatch"));
        String site = Files.readString(OPS.resolve("nginx/site.conf"));
        for (Map.Entry<String, String> change : Map.of(
                        "server 127.0.0.1:9000;", "server 127.0.0.1:" + storelatch + ";",
                        "server 127.0.0.1:9001;", "server 127.0.0.1:" + backend + ";",
                        "default \"change-me\";", "default \"" + KEY + "\";",
                        "listen 443 ssl http2;", "listen 127.0.0.1:" + port + ";",
                        "ssl_certificate /etc/ssl/certs/api.shop.example.com.pem;", "",
                        "ssl_certificate_key /etc/ssl/private/api.shop.example.com.key;", "")
                .entrySet()) {
            if (!site.contains(change.getKey())) {
                throw new AssertionError("ops/nginx/site.conf lacks " + change.getKey());
            }
            site = site.replace(change.getKey(), change.getValue());
        }
        Files.writeString(folder.resolve("site.conf"), site);
        Files.writeString(folder.resolve("nginx.conf"), """
                load_module %s;
                daemon off;
                user root;
                worker_processes 1;
                pid nginx.pid;
                error_log stderr;
                events {}
                http {
                    access_log off;
                    client_body_temp_path client;
                    proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi;
                    scgi_temp_path scgi;
                    include site.conf;
                }
                """.formatted(NJS));
        List<String> command = List.of(
                nginx.toString(),
                "-p",
                folder.toString(),
                "-c",
                folder.resolve("nginx.conf").toString());
        return new ReverseProxy(new ProcessBuilder(command), folder, port);
    }

    private static ReverseProxy caddy(Path folder, int port, int storelatch, int backend) throws IOException {
        Path caddy = Machine.program("Caddy (Debian's package caddy)", "caddy");
        ProcessBuilder command = new ProcessBuilder(
                caddy.toString(),
                "run",
                "--adapter",
                "caddyfile",
                "--config",
                OPS.resolve("caddy/Caddyfile").toString());
        command.environment()
                .putAll(Map.of(
                        "STORELATCH_SITE",
                        "http://localhost:" + port,
                        "STORELATCH_ADDRESS",
                        "127.0.0.1:" + storelatch,
                        "BACKEND_ADDRESS",
                        "127.0.0.1:" + backend,
                        "STORELATCH_PROXY_KEY",
                        KEY,
                        "CADDY_READ_BODY",
                        "10s",
                        "CADDY_ADMIN",
                        "unix/" + folder.resolve("admin"),
                        "XDG_CONFIG_HOME",
                        folder.toString(),
                        "XDG_DATA_HOME",
                        folder.toString()));
        return new ReverseProxy(command, folder, port);
    }

    /** Caddy listens on all addresses, so the port must be free on all, also of connections that are closed but linger. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitStart() throws IOException {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30); !accepts(); ) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new AssertionError("the proxy did not start:\n" + Files.readString(log, UTF_8));
            }
        }
    }

    private boolean accepts() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            pause();
            return false;
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
