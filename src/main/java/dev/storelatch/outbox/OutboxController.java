package dev.storelatch.outbox;

import dev.storelatch.request.JsonBody;
import dev.storelatch.request.QueryString;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Routes {@code /admin/outbox}: messages that wait or were given up, newest first. */
@RestController
@RequestMapping("/admin/outbox")
class OutboxController {

    private final UnsentMessageRepository repository;
    private final Resending resending;

    OutboxController(UnsentMessageRepository repository, Resending resending) {
        this.repository = repository;
        this.resending = resending;
    }

    /** @param next the parameter {@code before} of the next page; null if this is the last */
    record MessageList(
            List<UnsentMessage> messages,
            long limit,
            @Nullable String next) {}

    record MessageResponse(UnsentMessage message) {}

    @GetMapping
    MessageList list(QueryString parameters) {
        UnsentMessageQuery query = UnsentMessageQuery.of(parameters);
        List<UnsentMessage> found = repository.find(query);
        if (found.size() <= query.rows()) {
            return new MessageList(found, query.rows(), null);
        }
        List<UnsentMessage> page = found.subList(0, (int) query.rows());
        return new MessageList(page, query.rows(), page.get(page.size() - 1).id());
    }

    @PostMapping("/{id}/resend")
    MessageResponse resend(@PathVariable String id, JsonBody body) {
        body.check();
        UUID message = UnsentMessageQuery.id(id).orElseThrow(() -> Resending.notFound(id));
        return new MessageResponse(resending.resend(message));
    }
}
