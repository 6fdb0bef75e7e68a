package dev.storelatch.core;

import java.util.Locale;

/** The kind of credential by which a request, or a log-in, was made. */
public enum Way {
    /** The session cookie. */
    COOKIE,

    /** An access token or a refresh token. */
    TOKEN,

    /** The token of a mailed link. */
    LINK,

    /** An API token of a user. */
    API_TOKEN,

    /** None: a maintenance command. */
    COMMAND;

    /** Returns the name as it is stored and shown, such as {@code api_token}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
