package dev.storelatch.pages;

import dev.storelatch.request.LocalApi.Answer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Messages of the API about one field of a form, for which the pages have a text. */
enum ApiMistake {
    EMAIL_INVALID("email", "email must be an email"),
    PASSWORD_SHORT("password", "password must be longer than or equal to (\\d+) characters"),
    PASSWORD_LONG("password", "password must not be longer than (\\d+) bytes"),
    PASSWORD_COMMON("password", "password is too common"),
    PASSWORD_IS_EMAIL("password", "password must not be the email"),
    PASSWORD_BREACHED("password", "password has appeared in a data breach"),
    PASSWORD_MISSING("password", "password must be a string"),
    CURRENT_PASSWORD_MISSING("current_password", "current_password must be a string"),
    EMAIL_TAKEN("email", "A customer with the given email already has an account\\..*"),
    USER_JOINED("email", "User already joined"),
    CODE_MALFORMED("code", "code must be six digits"),
    RECOVERY_CODE_MALFORMED("code", "recovery_code must be a recovery code"),
    ORDER_ID_MISSING("order_ids", "each value in order_ids should not be empty"),
    ORDERS_OF_MANY("order_ids", "order_ids must not have orders of more than (\\d+) e-mail addresses"),
    TEXT_LONG("(\\w+)", "(\\w+) must be shorter than or equal to (\\d+) characters"),
    NUL("(\\w+)", "(\\w+) must not contain NUL characters");

    private final String field;
    private final Pattern message;

    ApiMistake(String field, String message) {
        this.field = field;
        this.message = Pattern.compile(message);
    }

    /**
     * A mistake in a field.
     *
     * @param argument the number in the message; null if it has none
     */
    record Found(ApiMistake mistake, String field, @Nullable String argument) {}

    /** Returns the mistakes that the response names; of each field, the first. Empty if there is any other. */
    static List<Found> in(Answer answer) {
        List<Optional<Found>> found = Arrays.stream(answer.message().split(", "))
                .map(ApiMistake::find)
                .toList();
        return found.stream().allMatch(Optional::isPresent)
                ? found.stream().flatMap(Optional::stream).toList()
                : List.of();
    }

    /** Returns the key of the text. */
    String key() {
        return "error." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the expression that scripts find the message by. */
    String expression() {
        return "^" + message.pattern() + "$";
    }

    /** Returns the name of the field; empty if the message has it in front. */
    String field() {
        return field.startsWith("(") ? "" : field;
    }

    private static Optional<Found> find(String message) {
        return Arrays.stream(values())
                .flatMap(mistake -> mistake.match(message).stream())
                .findFirst();
    }

    private Optional<Found> match(String text) {
        Matcher matcher = message.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int groups = matcher.groupCount();
        String name = field().isEmpty() ? matcher.group(1) : field;
        int number = field().isEmpty() ? 2 : 1;
        return Optional.of(new Found(this, name, groups < number ? null : matcher.group(number)));
    }
}
