package dev.storelatch.contract;

import dev.storelatch.support.RecordedStep;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The deliberate differences from the recording: turns a recorded response into the expected one. The numbers are those
 * of the differences in {@code docs/compatibility.md}.
 */
final class Decisions {

    private static final Pattern PAGE_TEXT = Pattern.compile("(?s)<pre>(.*)</pre>");

    /** 9: an unknown error becomes a refusal whose message names the mistake. */
    private static final Map<String, String> NAMED_MISTAKES = Map.of(
            "http: malformed percent escape in path parameter", "<any text>",
            "orders: limit=-1", "<any text>limit<any text>",
            "orders: expand=unknown", "<any text>bogus<any text>",
            "orders: display_id not a number", "<any text>display_id<any text>",
            "address create: empty body object", "nested property address must be either object or array",
            "address create: address array of one", "address must be an object");

    /** 8: responses that Tomcat makes by itself have no CORS headers. */
    static final Set<String> REFUSED_BY_TOMCAT = Set.of("http: malformed percent escape in path parameter");

    /** 11: too short for a new password. */
    static final Set<String> SHORT_PASSWORDS = Set.of(
            "register: names null",
            "register: empty password",
            "register: empty password again (guest duplicate)",
            "register: password of spaces",
            "register: markup and emoji in names",
            "register: very long name 10000",
            "register: while logged in as bob");

    /** 10: a token that Storelatch did not issue is refused like one for an unknown e-mail. */
    private static final Set<String> WRONG_RESET_TOKENS = Set.of(
            "reset: three-part garbage token",
            "reset: token of another customer",
            "reset: alg none token",
            "reset: token without exp is accepted?",
            "reset: does the response set a logged-in cookie?");

    private static final Map<String, UnaryOperator<RecordedStep>> RESPONSES = Map.ofEntries(
            // 9: an account without a password gets a link like every other.
            Map.entry("reset token: account without password", step -> step.answering(204, "")),
            // 10: a reset ends the sessions that are older.
            Map.entry("reset: session opened before the reset", step -> step.answering(401, "Unauthorized")),
            // 6: a token of an account that does not exist is refused.
            Map.entry("bearer: customer does not exist", step -> step.answering(401, "Unauthorized")),
            // 11: an empty password registers no guest, so nobody is logged in.
            Map.entry("register: empty password - cookie logged in?", step -> step.answering(401, "Unauthorized")),
            // 13: an e-mail is stored in lower case, so its owner can log in after a change.
            Map.entry("me update: email change", step -> step.answering(200, with(step, "email", "dora2@example.com"))),
            Map.entry("me update: login with changed email, lower case", step -> step.answering(200, dora2())),
            // 15: an address of another customer is refused like one that does not exist.
            Map.entry(
                    "me update: billing address id of someone else's address",
                    step -> step.answering(404, error("not_found", "Address with id <addr_ULID> was not found"))),
            // 16: at most a hundred orders.
            Map.entry("orders: limit=0", step -> step.answering(200, limited(step))),
            // 21: no entity tags, so no 304.
            Map.entry("http: If-None-Match same ETag", step -> step.answering(200, exists())));

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Decisions() {}

    /** Returns the names of all steps in the tables above. */
    static Set<String> names() {
        return Stream.of(
                        NAMED_MISTAKES.keySet(),
                        REFUSED_BY_TOMCAT,
                        SHORT_PASSWORDS,
                        WRONG_RESET_TOKENS,
                        RESPONSES.keySet())
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
    }

    static RecordedStep apply(RecordedStep step) {
        if (RESPONSES.containsKey(step.name())) {
            return RESPONSES.get(step.name()).apply(step);
        }
        if (NAMED_MISTAKES.containsKey(step.name())) {
            return step.answering(400, error("invalid_data", NAMED_MISTAKES.get(step.name())));
        }
        if (WRONG_RESET_TOKENS.contains(step.name())) {
            return step.answering(401, error("unauthorized", "Invalid or expired password reset token"));
        }
        if (SHORT_PASSWORDS.contains(step.name())) {
            return step.answering(400, error("invalid_data", "password must be longer than or equal to 8 characters"));
        }
        return step.isErrorPage() ? inJson(step) : step;
    }

    /** 8: no HTML pages. */
    private static RecordedStep inJson(RecordedStep step) {
        if (step.status() != 404) {
            return step.answering(step.status(), error("invalid_data", "<any text>"));
        }
        Matcher page = PAGE_TEXT.matcher(step.text());
        return page.find() ? step.answering(404, error("not_found", page.group(1))) : step;
    }

    private static ObjectNode error(String type, String message) {
        return JsonNodeFactory.instance.objectNode().put("type", type).put("message", message);
    }

    private static JsonNode dora2() {
        return JSON.readTree("""
                {"customer":{"id":"<cus_ULID dora@example.com>","created_at":"<iso8601 ms Z>",
                "updated_at":"<iso8601 ms Z>","deleted_at":null,"email":"dora2@example.com","first_name":null,
                "last_name":null,"billing_address_id":null,"phone":null,"has_account":true,
                "metadata":{"b":null,"c":{"d":null},"e":[1,2],"f":true,"g":"new"},"orders":[],
                "shipping_addresses":[]}}""");
    }

    private static ObjectNode exists() {
        return JsonNodeFactory.instance.objectNode().put("exists", true);
    }

    private static JsonNode with(RecordedStep step, String name, String value) {
        JsonNode json = step.json().deepCopy();
        ((ObjectNode) json.path("customer")).put(name, value);
        return json;
    }

    private static JsonNode limited(RecordedStep step) {
        return ((ObjectNode) step.json().deepCopy()).put("limit", 100);
    }
}
