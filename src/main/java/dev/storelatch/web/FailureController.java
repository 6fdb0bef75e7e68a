package dev.storelatch.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where the container dispatches what failed outside the routes; from outside it is not reachable. */
@RestController
class FailureController implements ErrorController {

    private final FailureWriter failures;

    FailureController(FailureWriter failures) {
        this.failures = failures;
    }

    @RequestMapping("${spring.web.error.path:/error}")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        if (status instanceof Integer code && code >= 400 && code < 500) {
            failures.writeUnreadable(request, response);
        } else {
            failures.writeUnknownError(response);
        }
    }
}
