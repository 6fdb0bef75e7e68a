package dev.storelatch.factor;

import dev.storelatch.core.Failure;
import dev.storelatch.core.Login;
import dev.storelatch.core.LoginFailure;
import dev.storelatch.core.LoginRejected;
import dev.storelatch.core.SecurityEvent;
import dev.storelatch.factor.Challenge.Purpose;
import dev.storelatch.factor.FactorMethods.Answer;
import dev.storelatch.request.JsonBody;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Proves a second factor again within an open log-in. */
@Component
class StepUpProof {

    private final FactorMethods methods;
    private final Challenges challenges;
    private final FactorAttempts attempts;
    private final StepUp stepUp;
    private final ApplicationEventPublisher events;

    StepUpProof(
            FactorMethods methods,
            Challenges challenges,
            FactorAttempts attempts,
            StepUp stepUp,
            ApplicationEventPublisher events) {
        this.methods = methods;
        this.challenges = challenges;
        this.attempts = attempts;
        this.stepUp = stepUp;
        this.events = events;
    }

    /**
     * Checks a proof for the challenge that {@link StepUp#require} gave to this log-in, which has proved it now.
     *
     * @throws Failure.InvalidData if the body is malformed or has no proof
     * @throws Failure.Unauthorized if the challenge is not valid, or another log-in's
     * @throws Failure.SecondFactorRequired if the proof is not accepted, with the same challenge
     * @throws Failure.TooManyRequests if the budget of the account is used up
     */
    void prove(Login login, JsonBody body) {
        Answer answer = methods.read(body);
        SecondFactor factor = answer.factor();
        JsonNode proof = answer.proof();
        if (factor == null || proof == null) {
            throw new Failure.InvalidData("one of %s must be sent".formatted(methods.properties()));
        }
        Challenges.Open open = challenges
                .find(login.actor().realm(), answer.challenge())
                .filter(found -> isOf(found.challenge(), login))
                .orElseThrow(() -> {
                    events.publishEvent(new LoginRejected(null, null, LoginFailure.INVALID_CHALLENGE));
                    return new Failure.Unauthorized("this log-in has no such challenge");
                });
        Challenge challenge = open.challenge();
        Optional<SecondFactor.Proof> accepted = attempts.attempt(
                login.actor(),
                null,
                () -> challenges.use(challenge),
                () -> factor.verify(login.actor(), challenge.text(), proof),
                proved -> {
                    stepUp.renew(login, SecondFactors.joined(challenge.methods(), proved));
                    events.publishEvent(SecurityEvent.of(SecurityEvent.Type.AUTHN_STEP_UP, login.actor())
                            .because(factor.method()));
                });
        if (accepted.isEmpty()) {
            throw Failure.SecondFactorRequired.of(
                    "The second factor was not accepted",
                    challenge.text(),
                    methods.known(open.account().secondFactors()));
        }
    }

    private static boolean isOf(Challenge challenge, Login login) {
        return challenge.purpose() == Purpose.STEP_UP
                && challenge.actor().equals(login.actor())
                && challenge.login() != null
                && challenge.login().equals(login.key());
    }
}
