package dev.storelatch.command;

import java.util.List;

/**
 * A command, which runs instead of the server if it is the executable jar's first argument. A module lists its commands in
 * {@code META-INF/spring.factories}.
 */
public sealed interface Command permits MaintenanceCommand, DiagnosticCommand {

    /** Name of the setting with the argument that follows the name of a command with an {@link #operand}. */
    String OPERAND = "command.operand";

    String name();

    /** Returns the description of the command for the help, on one line. */
    String summary();

    /** Returns what the argument after the command's name is, such as {@code EMAIL}; empty if there is none. */
    default String operand() {
        return "";
    }

    /** Returns the names of the command's own options without a value; one that is given is a setting with the value true. */
    default List<String> flags() {
        return List.of();
    }

    /** Returns the names of the command's own options with a value, which are no settings. */
    default List<String> options() {
        return List.of();
    }
}
