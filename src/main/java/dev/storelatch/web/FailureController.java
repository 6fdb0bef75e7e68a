package dev.storelatch.web;

import dev.storelatch.core.Failure;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers the container's error dispatches, for requests that failed outside of the routes. Clients cannot reach it. */
@RestController
class FailureController implements ErrorController {

    /** Request attribute with the failure that the response should have had. */
    static final String FAILURE = FailureController.class.getName() + ".FAILURE";

    private final FailureWriter failures;

    FailureController(FailureWriter failures) {
        this.failures = failures;
    }

    @RequestMapping("${spring.web.error.path:/error}")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        if (request.getAttribute(FAILURE) instanceof Failure failure) {
            failures.write(request, response, failure);
        } else if (status instanceof Integer code && code >= 400 && code < 500) {
            failures.writeUnreadable(request, response);
        } else {
            failures.writeUnknownError(response);
        }
    }
}
