package dev.storelatch.factor;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * State of what protects an account, as its owner sees it.
 *
 * @param recoveryCodesLeft number of recovery codes that were not used yet
 * @param canSetUp methods of which a factor can be added
 * @param required true if the account must have a second factor
 * @param login when and how the log-in of the request was authenticated; null if that is not known
 */
record FactorState(
        List<EnrolledFactor> factors,
        int recoveryCodesLeft,
        List<String> canSetUp,
        boolean required,
        @Nullable ProvedLogin login) {

    /**
     * Authentication of the log-in of the request.
     *
     * @param authTime the last time
     * @param methods values of RFC 8176, sorted
     * @param recent true if a second factor was proved recently enough to change what protects the account
     */
    record ProvedLogin(Instant authTime, List<String> methods, boolean recent) {}
}
