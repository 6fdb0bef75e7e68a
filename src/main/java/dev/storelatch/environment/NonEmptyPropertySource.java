package dev.storelatch.environment;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.EnumerablePropertySource;

/** Property source without the empty values of another one. */
final class NonEmptyPropertySource extends EnumerablePropertySource<EnumerablePropertySource<?>>
        implements OriginLookup<String> {

    NonEmptyPropertySource(EnumerablePropertySource<?> source) {
        super(source.getName(), source);
    }

    static boolean isEmpty(@Nullable Object value) {
        return value instanceof CharSequence text && text.toString().isBlank();
    }

    @Override
    public @Nullable Object getProperty(String name) {
        Object value = getSource().getProperty(name);
        return isEmpty(value) ? null : value;
    }

    @Override
    public String[] getPropertyNames() {
        return Arrays.stream(getSource().getPropertyNames())
                .filter(name -> getProperty(name) != null)
                .toArray(String[]::new);
    }

    /** Returns the file and line of a value, for messages about values that are invalid. */
    @Override
    public @Nullable Origin getOrigin(String name) {
        return OriginLookup.getOrigin(getSource(), name);
    }
}
