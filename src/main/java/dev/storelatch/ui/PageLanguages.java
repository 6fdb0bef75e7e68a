package dev.storelatch.ui;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Languages of the pages.
 *
 * @param supported the languages, of which the first is used if a browser wants none of them
 * @param fixed the language of all pages; null if the browser chooses
 */
public record PageLanguages(
        List<Locale> supported, @Nullable Locale fixed) {

    /** Returns the supported language with this tag; empty if there is none. */
    public Optional<Locale> find(@Nullable String tag) {
        return supported.stream()
                .filter(language -> language.getLanguage().equals(tag))
                .findFirst();
    }

    /**
     * Returns the language of a page.
     *
     * @param accepted languages that the browser accepts, in the order of preference
     */
    public Locale choose(List<Locale> accepted) {
        return fixed != null
                ? fixed
                : accepted.stream()
                        .flatMap(locale -> find(locale.getLanguage()).stream())
                        .findFirst()
                        .orElse(supported.get(0));
    }
}
