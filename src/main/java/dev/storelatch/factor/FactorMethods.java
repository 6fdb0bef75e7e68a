package dev.storelatch.factor;

import dev.storelatch.core.Failure;
import dev.storelatch.request.JsonBody;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The methods that this server has, and their proofs in the bodies of requests. */
@Component
class FactorMethods {

    static final String CHALLENGE = "challenge";

    /** Is asked when a request needs them: a module's method may itself use this module. */
    private final ObjectProvider<SecondFactor> factors;

    FactorMethods(ObjectProvider<SecondFactor> factors) {
        this.factors = factors;
    }

    /**
     * A request that continues with a challenge.
     *
     * @param factor null if no proof was sent
     */
    record Answer(
            String challenge,
            @Nullable SecondFactor factor,
            @Nullable JsonNode proof) {

        @Override
        public String toString() {
            return "Answer[redacted]";
        }
    }

    /** Returns the methods of an account that this server has, in the order given. */
    List<String> known(List<String> methods) {
        return methods.stream()
                .filter(method -> all().anyMatch(factor -> factor.method().equals(method)))
                .toList();
    }

    /** Returns the methods of which an account can set up a factor. */
    List<String> thatCanBeSetUp() {
        return all().filter(SecondFactor::canBeSetUp).map(SecondFactor::method).toList();
    }

    /** Returns the names of the properties of which one has the proof, for a message. */
    String properties() {
        return String.join(", ", all().map(SecondFactor::property).toList());
    }

    /**
     * Reads a challenge and at most one proof, and checks the body, from which the caller has read all other properties.
     *
     * @throws Failure.InvalidData with all mistakes
     */
    Answer read(JsonBody body) {
        String challenge = body.string(CHALLENGE);
        Map<SecondFactor, JsonNode> proofs = new LinkedHashMap<>();
        all().forEach(factor -> {
            JsonNode proof = body.any(factor.property());
            if (!proof.isMissingNode()) {
                proofs.put(factor, proof);
            }
        });
        proofs.forEach((factor, proof) -> {
            String mistake = factor.mistake(proof);
            if (mistake != null) {
                body.mistake(mistake);
            }
        });
        if (proofs.size() > 1) {
            body.mistake("only one of %s may be sent".formatted(properties()));
        }
        body.check();
        return proofs.entrySet().stream()
                .findFirst()
                .map(sent -> new Answer(challenge, sent.getKey(), sent.getValue()))
                .orElseGet(() -> new Answer(challenge, null, null));
    }

    private Stream<SecondFactor> all() {
        return factors.orderedStream();
    }
}
