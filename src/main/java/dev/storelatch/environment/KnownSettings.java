package dev.storelatch.environment;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Names of all settings {@code storelatch.*}, by the metadata that Spring Boot's annotation processor writes. */
final class KnownSettings {

    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("storelatch");
    private static final int LETTERS_FOR_EACH_WRONG_ONE = 4;

    private final List<ConfigurationPropertyName> names;
    private final List<ConfigurationPropertyName> maps;

    /** @param maps those of the names below which a shop chooses names of its own */
    private KnownSettings(List<ConfigurationPropertyName> names, List<ConfigurationPropertyName> maps) {
        this.names = names;
        this.maps = maps;
    }

    static KnownSettings read() {
        List<SettingMetadata> settings = SettingMetadata.read();
        return new KnownSettings(
                settings.stream().map(KnownSettings::name).toList(),
                settings.stream()
                        .filter(setting -> setting.type().startsWith("java.util.Map"))
                        .map(KnownSettings::name)
                        .toList());
    }

    private static ConfigurationPropertyName name(SettingMetadata setting) {
        return ConfigurationPropertyName.of(setting.name());
    }

    /** Returns the names, without duplicates. */
    Set<String> names() {
        return names.stream().map(ConfigurationPropertyName::toString).collect(Collectors.toSet());
    }

    /** Returns a sentence for each setting {@code storelatch.*} that does not exist, with the nearest one that does. */
    List<String> unknownIn(ConfigurableEnvironment environment) {
        return StreamSupport.stream(
                        ConfigurationPropertySources.get(environment).spliterator(), false)
                .filter(IterableConfigurationPropertySource.class::isInstance)
                .map(IterableConfigurationPropertySource.class::cast)
                .flatMap(this::unknownIn)
                .distinct()
                .map(this::sentence)
                .toList();
    }

    private String sentence(ConfigurationPropertyName unknown) {
        String text = letters(unknown);
        ConfigurationPropertyName nearest =
                Collections.min(names, Comparator.comparingInt(known -> distance(text, letters(known))));
        boolean isNear = distance(text, letters(nearest)) <= text.length() / LETTERS_FOR_EACH_WRONG_ONE;
        return "There is no setting %s; it has no effect. %s"
                .formatted(
                        unknown,
                        isNear ? "The nearest one is %s.".formatted(nearest) : "docs/configuration.md lists all.");
    }

    private Stream<ConfigurationPropertyName> unknownIn(IterableConfigurationPropertySource source) {
        boolean areVariables = source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
        return source.stream()
                .filter(ROOT::isAncestorOf)
                .filter(name -> !isKnown(name) && !(areVariables && isKnownVariable(letters(name))));
    }

    /** In a variable, Spring Boot accepts an underscore for a hyphen, which it otherwise takes for a dot. */
    private boolean isKnownVariable(String letters) {
        return names.stream().anyMatch(known -> letters(known).equals(letters));
    }

    /** The elements of a list have a number at the end. */
    private boolean isKnown(ConfigurationPropertyName name) {
        return names.contains(name)
                || maps.stream().anyMatch(map -> map.isAncestorOf(name))
                || (name.isLastElementIndexed() && isKnown(name.getParent()));
    }

    /** Returns the name without hyphens and dots, as in an environment variable. */
    private static String letters(ConfigurationPropertyName name) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < name.getNumberOfElements(); i++) {
            letters.append(name.getElement(i, Form.UNIFORM));
        }
        return letters.toString();
    }

    /** Returns the Levenshtein distance. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
