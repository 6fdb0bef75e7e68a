package dev.storelatch.request;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Collects the mistakes of a body and the names that are allowed in it. */
final class Mistakes {

    private final Set<String> allowed = new HashSet<>();
    private final List<String> messages = new ArrayList<>();

    void allow(String name) {
        allowed.add(name);
    }

    void add(String message) {
        messages.add(message);
    }

    void addAll(List<String> others) {
        messages.addAll(others);
    }

    /** Returns the messages in the contract's order: unknown properties of the body, then the collected mistakes. */
    List<String> of(ObjectNode body) {
        Stream<String> unknown = body.propertyNames().stream()
                .filter(name -> !allowed.contains(name) && !name.equals("__proto__"))
                .map(name -> "property " + name + " should not exist");
        return Stream.concat(unknown, messages.stream()).toList();
    }
}
