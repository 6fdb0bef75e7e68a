package dev.storelatch.contract;

import dev.storelatch.support.RecordedStep;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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
 * The deliberate differences from the recording: turns a recorded response into the expected one. Each names its row of
 * {@code docs/compatibility.md}.
 */
final class Decisions {

    private static final Pattern PAGE_TEXT = Pattern.compile("(?s)<pre>(.*)</pre>");
    private static final String ERROR_PAGES = "responds to malformed JSON, a body that is too large";

    /** Responses that Tomcat makes by itself have no CORS headers. */
    static final Set<String> REFUSED_BY_TOMCAT = Set.of("http: malformed percent escape in path parameter");

    /** Too short for a new password. */
    static final Set<String> SHORT_PASSWORDS = Set.of(
            "register: names null",
            "register: empty password",
            "register: empty password again (guest duplicate)",
            "register: password of spaces",
            "register: markup and emoji in names",
            "register: very long name 10000",
            "register: while logged in as bob");

    /**
     * A deliberate difference.
     *
     * @param row how its row in {@code docs/compatibility.md} begins
     * @param steps the steps it changes, by name
     */
    record Difference(String row, Map<String, UnaryOperator<RecordedStep>> steps) {}

    private static final List<Difference> DIFFERENCES = List.of(
            new Difference(
                    "responds with 500 to a malformed percent-encoding in the path",
                    all(REFUSED_BY_TOMCAT, refused("<any text>"))),
            new Difference(
                    "responds with 500 to an unknown field or relation",
                    Map.of(
                            "orders: limit=-1", refused("<any text>limit<any text>"),
                            "orders: expand=unknown", refused("<any text>bogus<any text>"),
                            "orders: display_id not a number", refused("<any text>display_id<any text>"),
                            "admin users: list fields bogus", refused("<any text>bogus<any text>"),
                            "admin customers: limit=-1", refused("<any text>limit<any text>"),
                            "admin customers: expand unknown", refused("<any text>bogus<any text>"),
                            "admin customer: expand unknown", refused("<any text>bogus<any text>"),
                            "address create: empty body object",
                                    refused("nested property address must be either object or array"),
                            "address create: address array of one", refused("address must be an object"))),
            new Difference(
                    "accepts any password",
                    all(SHORT_PASSWORDS, refused("password must be longer than or equal to 8 characters"))),
            new Difference(
                    "registers a guest for the password `\"\"`",
                    Map.of("register: empty password - cookie logged in?", unauthorized())),
            new Difference(
                    "responds with 500 to a wrong, expired or used token",
                    all(
                            Set.of(
                                    "reset: three-part garbage token",
                                    "reset: token of another customer",
                                    "reset: alg none token",
                                    "reset: token without exp is accepted?",
                                    "reset: does the response set a logged-in cookie?"),
                            invalidResetToken())),
            new Difference(
                    "responds to a wrong reset token of an administrator",
                    all(Set.of("admin reset: garbage token, known email", "admin reset: reuse"), invalidResetToken())),
            new Difference(
                    "responds with 500 if the account has no password",
                    Map.of("reset token: account without password", step -> step.answering(204, ""))),
            new Difference(
                    "leaves sessions and tokens valid",
                    Map.of("reset: session opened before the reset", unauthorized())),
            new Difference(
                    "accepts the token of a missing or deleted customer",
                    all(
                            Set.of(
                                    "bearer: customer does not exist",
                                    "admin session: bearer of user that does not exist"),
                            unauthorized())),
            new Difference(
                    "returns the password hash of a customer that an administrator creates",
                    Map.of("admin customer create: ok", Decisions::withoutHash)),
            new Difference(
                    "lets a deleted administrator's session",
                    Map.of("admin users: session of the deleted user, own session", unauthorized())),
            new Difference(
                    "answers the rest of the admin API",
                    Map.of(
                            "admin products: api token",
                            answering(404, error("not_found", "Cannot GET /admin/products")))),
            new Difference(
                    "shows the API token of every user",
                    all(
                            Set.of(
                                    "admin login: ok, user with all fields and api token",
                                    "admin session: garbage bearer and good api token",
                                    "admin users: list",
                                    "admin users: list q",
                                    "admin users: get owner",
                                    "admin users: api token set by update works",
                                    "admin users: update metadata merge",
                                    "admin users: user to be deleted logs in"),
                            Decisions::withoutApiToken)),
            new Difference(
                    "returns password hashes",
                    Map.of("admin users: list fields=password_hash", refused("<any text>password_hash<any text>"))),
            new Difference(
                    "stores a changed e-mail address as typed",
                    Map.of(
                            "me update: email change",
                                    step -> step.answering(200, with(step, "email", "dora2@example.com")),
                            "me update: login with changed email, lower case", step -> step.answering(200, dora2()))),
            new Difference(
                    "accepts any address as billing address",
                    Map.of(
                            "me update: billing address id of someone else's address",
                            answering(404, error("not_found", "Address with id <addr_ULID> was not found")))),
            new Difference(
                    "treats `limit=0` as unlimited",
                    all(Set.of("orders: limit=0", "admin customers: limit=0"), Decisions::limited)),
            new Difference(
                    "sends `X-Powered-By` and `ETag`",
                    Map.of("http: If-None-Match same ETag", answering(200, exists()))));

    private static final Map<String, UnaryOperator<RecordedStep>> BY_STEP = DIFFERENCES.stream()
            .flatMap(difference -> difference.steps().entrySet().stream())
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Decisions() {}

    /** Returns the names of all steps that a difference changes. */
    static Set<String> names() {
        return BY_STEP.keySet();
    }

    /** Returns how the rows in {@code docs/compatibility.md} begin. */
    static Stream<String> rows() {
        return Stream.concat(DIFFERENCES.stream().map(Difference::row), Stream.of(ERROR_PAGES));
    }

    static RecordedStep apply(RecordedStep step) {
        UnaryOperator<RecordedStep> difference = BY_STEP.get(step.name());
        if (difference != null) {
            return difference.apply(step);
        }
        return step.isErrorPage() ? inJson(step) : step;
    }

    private static Map<String, UnaryOperator<RecordedStep>> all(
            Set<String> steps, UnaryOperator<RecordedStep> difference) {
        return steps.stream().collect(Collectors.toMap(Function.identity(), step -> difference));
    }

    private static UnaryOperator<RecordedStep> answering(int status, JsonNode json) {
        return step -> step.answering(status, json);
    }

    private static UnaryOperator<RecordedStep> invalidResetToken() {
        return answering(401, error("unauthorized", "Invalid or expired password reset token"));
    }

    private static UnaryOperator<RecordedStep> refused(String message) {
        return answering(400, error("invalid_data", message));
    }

    private static UnaryOperator<RecordedStep> unauthorized() {
        return step -> step.answering(401, "Unauthorized");
    }

    /** No HTML pages; see {@link #ERROR_PAGES}. */
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

    private static RecordedStep withoutApiToken(RecordedStep step) {
        JsonNode json = step.json().deepCopy();
        json.findParents("api_token").forEach(user -> ((ObjectNode) user).putNull("api_token"));
        return step.answering(step.status(), json);
    }

    private static RecordedStep withoutHash(RecordedStep step) {
        JsonNode json = step.json().deepCopy();
        ((ObjectNode) json.path("customer")).putNull("password_hash");
        return step.answering(step.status(), json);
    }

    private static RecordedStep limited(RecordedStep step) {
        return step.answering(200, ((ObjectNode) step.json().deepCopy()).put("limit", 100));
    }
}
