package dev.storelatch.doctor;

import dev.storelatch.command.DiagnosticCommand;
import dev.storelatch.command.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.core.env.Environment;

/**
 * Command {@code doctor}: tells whether today's browsers keep a log-in by cookie, and otherwise which setting, header or
 * domain to change.
 */
final class DoctorCommand implements DiagnosticCommand {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Longer than any password that is accepted. */
    private static final int MAX_INPUT_BYTES = 4096;

    private final InputStream in;
    private final HttpClient http;

    DoctorCommand() {
        this(
                System.in,
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(Redirect.NEVER)
                        .connectTimeout(ProbeClient.CONNECT_TIMEOUT)
                        .build());
    }

    DoctorCommand(InputStream in, HttpClient http) {
        this.in = in;
        this.http = http;
    }

    @Override
    public String name() {
        return "doctor";
    }

    @Override
    public String summary() {
        return "tells whether browsers keep the log-in: --shop https://www.shop.com --api https://api.shop.com, and"
                + " --admin for a page of administrators; with --probe it asks the running server, and with --email it"
                + " also logs in, by the password from standard input. It needs no database";
    }

    @Override
    public List<String> options() {
        return Options.NAMES;
    }

    @Override
    public List<String> flags() {
        return List.of(Options.PROBE);
    }

    @Override
    public boolean run(Environment environment, Map<String, String> values, Consumer<String> out) {
        BrowserSettings settings = BrowserSettings.read(environment);
        Options options = Options.read(values, settings.publicUrl());
        Examination examination = new Examination(settings, options.api());
        Set<Finding> findings = new LinkedHashSet<>();
        Report report = new Report(out);
        report.heading("Server", examination.describe(options.api()));
        for (Page page : options.pages()) {
            report.heading(page.option(), examination.describe(page.origin()));
            findings.addAll(
                    options.probe()
                            ? examination.examine(page, probe(page, settings, options))
                            : examination.examine(page));
        }
        report.heading("Cookie", examination.cookie());
        report.heading("Sites", "by the public suffix list of " + Sites.listDate());
        return report.write(List.copyOf(findings), options.probe());
    }

    private Probe.Result probe(Page page, BrowserSettings settings, Options options) {
        ProbeClient client = new ProbeClient(http, options.api(), TIMEOUT);
        Probe.Result seen =
                new Probe(client, options.api()).run(page, settings.of(page).variable());
        if (!seen.isReachable()
                || options.email() == null
                || !page.equals(options.pages().get(0))) {
            return seen;
        }
        Probe.Result login = new LoginProbe(client, page).run(options.email(), password());
        List<Finding> both = new ArrayList<>(seen.findings());
        both.addAll(login.findings());
        return new Probe.Result(both, login.cookie().or(seen::cookie), true);
    }

    private String password() {
        try {
            String input = new String(in.readNBytes(MAX_INPUT_BYTES), StandardCharsets.UTF_8);
            if (input.isEmpty()) {
                throw new UsageException("--email needs the password on standard input: … < password.txt");
            }
            return input.replaceFirst("\\R\\z", "");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
