package dev.storelatch.factor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A second factor that was added, for the response.
 *
 * @param recoveryCodes the codes that come with the first factor, to be shown once; null with a further one
 */
public record EnrolledWithCodes(
        EnrolledFactor factor, @Nullable List<String> recoveryCodes) {

    @Override
    public String toString() {
        return "EnrolledWithCodes[" + factor.id() + "]";
    }
}
