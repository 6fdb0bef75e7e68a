package dev.storelatch.core;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints a refusal as Boot prints its own: two sentences instead of a stack trace. */
final class StartUpRefusedAnalyzer extends AbstractFailureAnalyzer<StartUpRefused> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, StartUpRefused cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), rootFailure);
    }
}
