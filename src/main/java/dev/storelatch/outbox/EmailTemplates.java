package dev.storelatch.outbox;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import dev.storelatch.core.StartupException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;

/**
 * What mails look like: for each topic a text, whose first line is the subject, and the same in HTML. They are Mustache,
 * which has no logic that a template could run. All are read once, when the server starts.
 */
final class EmailTemplates {

    /** In every template: the shop's name. */
    static final String SHOP = "shop";

    private static final String SUBJECT = "Subject: ";

    private static final Mustache.Compiler TEXT =
            Mustache.compiler().escapeHTML(false).nullValue("");
    private static final Mustache.Compiler HTML = Mustache.compiler().nullValue("");

    private final @Nullable Path directory;
    private final Map<String, Parts> topics = new HashMap<>();

    /**
     * @param directory whose files come first, if there is one
     * @throws StartupException if a file cannot be read, is malformed, or uses a word that its topic does not have
     */
    EmailTemplates(@Nullable Path directory, Collection<NotificationType> topics) {
        if (directory != null && !Files.isDirectory(directory)) {
            throw refused("The directory %s cannot be found.".formatted(directory));
        }
        this.directory = directory;
        topics.stream()
                .filter(topic -> !topic.words().isEmpty())
                .forEach(topic -> this.topics.put(topic.name(), parts(topic)));
    }

    private record Parts(Template subject, Template text, Template html) {}

    /** A mail's content. */
    record Content(String subject, String text, String html) {

        @Override
        public String toString() {
            return "Content[]";
        }
    }

    boolean has(String topic) {
        return topics.containsKey(topic);
    }

    Content render(String topic, Map<String, @Nullable Object> model) {
        Parts parts = Objects.requireNonNull(topics.get(topic));
        return new Content(
                oneLine(parts.subject().execute(model)),
                parts.text().execute(model),
                parts.html().execute(model));
    }

    /** What a customer calls himself must not become a header of its own (CWE-93). */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }

    private Parts parts(NotificationType topic) {
        String text = topic.name() + ".txt";
        String html = topic.name() + ".html";
        String source = read(text).replace("\r\n", "\n");
        int end = source.indexOf('\n');
        if (end < 0 || !source.startsWith(SUBJECT)) {
            throw refused("The first line of %s is not its subject: \"Subject: …\".".formatted(text));
        }
        Set<String> words = new HashSet<>(topic.words());
        words.add(SHOP);
        return new Parts(
                compiled(TEXT, text, source.substring(SUBJECT.length(), end), words),
                compiled(TEXT, text, source.substring(end).strip() + "\n", words),
                compiled(HTML, html, read(html), words));
    }

    private static Template compiled(Mustache.Compiler compiler, String file, String source, Set<String> words) {
        try {
            Template template = compiler.compile(source);
            List<String> unknown = TemplateVariables.in(template).stream()
                    .filter(word -> !words.contains(word) && !word.equals("."))
                    .toList();
            if (unknown.isEmpty()) {
                return template;
            }
            throw refused("%s uses %s, but there is only %s."
                    .formatted(file, unknown, words.stream().sorted().toList()));
        } catch (MustacheException malformed) {
            throw refused("%s is malformed: %s.".formatted(file, malformed.getMessage()));
        }
    }

    private String read(String file) {
        Path own = directory == null ? null : directory.resolve(file);
        try {
            return own != null && Files.exists(own)
                    ? Files.readString(own)
                    : new ClassPathResource(file, EmailTemplates.class).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException failure) {
            if (own != null && Files.exists(own)) {
                throw refused("%s cannot be read as UTF-8.".formatted(own));
            }
            throw new UncheckedIOException(failure);
        }
    }

    private static StartupException refused(String description) {
        return new StartupException(
                "A mail template cannot be used. " + description,
                "Mend it in the directory that storelatch.mail.templates names, or take it out.");
    }
}
