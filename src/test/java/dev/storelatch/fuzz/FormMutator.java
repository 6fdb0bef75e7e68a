package dev.storelatch.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import java.util.Map;

/** Generates bodies of forms, as browsers send them or almost so. */
final class FormMutator {

    private static final List<String> FIELDS = List.of(
            "email",
            "password",
            "current_password",
            "first_name",
            "last_name",
            "link",
            "code",
            "challenge",
            "lang",
            "page",
            "",
            "__proto__",
            "email[]");

    private static final Map<String, List<String>> USUAL = Map.of(
            "email", List.of("<email>", "<user email>", "nobody@example.com"),
            "password", List.of("<password>", "<user password>", "correct horse 1"),
            "current_password", List.of("<password>", "<user password>"),
            "code", List.of("000000", "123456", "12345", "aaaa-aaaa"),
            "link",
                    List.of(
                            "<reset>",
                            "https://shop.example.com/account/reset-password#token=<reset>&email=<email>",
                            "#token=<token>",
                            "#token=&email=%zz",
                            "a.b.c"));

    private static final List<String> OTHER_BODIES = List.of(
            "&&==&",
            "=",
            "email",
            "%",
            "email=%zz&password=%",
            "email=%C3%28",
            "a=b&".repeat(3_900),
            "&".repeat(16_384),
            "a=" + "%41".repeat(5_400),
            "x".repeat(17_000),
            "{\"email\":\"<email>\"}",
            "email=" + "[".repeat(2_000),
            ("--x\r\nContent-Disposition: form-data; name=\"email\"\r\n"
                            + "Content-Type: multipart/mixed; boundary=x\r\n\r\n")
                    .repeat(100));

    private FormMutator() {}

    static String body(Choice choice) {
        if (choice.percent(15)) {
            return choice.of(OTHER_BODIES);
        }
        StringBuilder body = new StringBuilder();
        for (int i = 1 + choice.below(6); i > 0; i--) {
            String field = choice.of(FIELDS);
            body.append(field).append('=').append(value(field, choice)).append(i == 1 ? "" : "&");
        }
        return body.toString();
    }

    /** Placeholders stay, and are replaced later by text that is not encoded, as a careless client would send it. */
    private static String value(String field, Choice choice) {
        List<String> usual = USUAL.get(field);
        if (usual != null && choice.percent(75)) {
            return choice.of(usual).replace("&", "%26").replace("#", "%23");
        }
        String text = JsonMutator.text(choice);
        return choice.percent(80)
                ? URLEncoder.encode(text, UTF_8).replace("%3C", "<").replace("%3E", ">")
                : text;
    }
}
