package dev.storelatch.pages;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.ReloadableResourceBundleMessageSource;

/** Texts of the pages in all languages; those of the shop take precedence over ours. */
final class PageTexts extends ReloadableResourceBundleMessageSource {

    /** Languages with all texts. */
    static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN, Locale.forLanguageTag("ar"));

    private static final String OURS = "classpath:dev/storelatch/pages/messages";
    private static final String SCRIPT = "script.";

    /** @param shop path of the shop's texts; null if there are none */
    PageTexts(@Nullable String shop) {
        setBasenames(Stream.concat(Stream.ofNullable(shop).map(PageTexts::url), Stream.of(OURS))
                .toArray(String[]::new));
        setDefaultEncoding("UTF-8");
        setFallbackToSystemLocale(false);
    }

    private static String url(String path) {
        return path.contains(":") ? path : "file:" + path;
    }

    /** Returns the texts of scripts, by their keys without the prefix {@code script.}. */
    Map<String, String> ofScripts(Locale locale) {
        Map<String, String> texts = new TreeMap<>();
        Properties all = getMergedProperties(locale).getProperties();
        if (all != null) {
            all.stringPropertyNames().stream()
                    .filter(key -> key.startsWith(SCRIPT))
                    .forEach(key -> texts.put(key.substring(SCRIPT.length()), all.getProperty(key)));
        }
        return new LinkedHashMap<>(texts);
    }
}
