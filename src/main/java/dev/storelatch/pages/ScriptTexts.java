package dev.storelatch.pages;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Texts for the scripts of a page, as JSON. */
@Component
class ScriptTexts {

    private final PageTexts texts;
    private final JsonMapper json;

    ScriptTexts(PageTexts texts, JsonMapper json) {
        this.texts = texts;
        this.json = json;
    }

    /**
     * All texts.
     *
     * @param texts texts by their keys
     * @param mistakes texts about fields, with the messages of the API that they are for
     */
    private record All(Map<String, String> texts, List<Mistake> mistakes) {}

    /**
     * A text about a field.
     *
     * @param message regular expression of the API's message
     * @param field name of the field; empty if it is the first group of the message
     */
    private record Mistake(String message, String field, String text) {}

    String forScripts(Locale locale) {
        List<Mistake> mistakes = Arrays.stream(ApiMistake.values())
                .map(mistake -> new Mistake(
                        mistake.expression(),
                        mistake.field(),
                        texts.getMessage(mistake.key(), new Object[] {"{0}"}, locale)))
                .toList();
        return json.writeValueAsString(new All(texts.ofScripts(locale), mistakes));
    }
}
