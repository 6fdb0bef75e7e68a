package dev.storelatch.admin;

import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Login;
import dev.storelatch.request.BracketedQuery;
import dev.storelatch.request.DeleteResponse;
import dev.storelatch.request.JsonBody;
import dev.storelatch.request.JsonBody.Property;
import dev.storelatch.request.QueryString;
import dev.storelatch.request.StepUpCheck;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Routes {@code /admin/users}: the users who run the store. */
@RestController
@RequestMapping("/admin/users")
class UserController {

    private final Users users;
    private final UserListRepository list;
    private final UserCreation creation;
    private final UserAdministration administration;
    private final UserJson json;
    private final StepUpCheck stepUp;

    UserController(
            Users users,
            UserListRepository list,
            UserCreation creation,
            UserAdministration administration,
            UserJson json,
            StepUpCheck stepUp) {
        this.users = users;
        this.list = list;
        this.creation = creation;
        this.administration = administration;
        this.json = json;
        this.stepUp = stepUp;
    }

    /** @param count the number of users before paging */
    record UserList(List<ObjectNode> users, long count, Number offset, Number limit) {}

    record UserResponse(User user) {}

    record ChangedUserResponse(ObjectNode user) {}

    @GetMapping
    UserList list(QueryString parameters) {
        UserQuery query = UserQuery.of(BracketedQuery.parse(parameters));
        UserListRepository.Page page = list.find(query);
        return new UserList(
                page.users().stream()
                        .map(user -> json.listed(user, query.fields()))
                        .toList(),
                page.count(),
                query.paging().shownOffset(),
                query.paging().shownLimit());
    }

    @GetMapping("/{id}")
    UserResponse user(@PathVariable String id) {
        return new UserResponse(users.user(id));
    }

    @PostMapping
    ChangedUserResponse create(JsonBody body) {
        String email = body.email("email");
        Property<String> firstName = body.optionalString("first_name", UserUpdate.MAX_TEXT_LENGTH);
        Property<String> lastName = body.optionalString("last_name", UserUpdate.MAX_TEXT_LENGTH);
        Role role = UserUpdate.readRole(body).orElse(Role.MEMBER);
        String password = body.string("password");
        List<String> sent = Stream.of("role", "email", "first_name", "last_name")
                .filter(name -> !body.any(name).isMissingNode())
                .toList();
        body.check();
        User user = users.user(creation.create(new UserCreation.Request(
                        new EmailAddress(email), password, firstName.value(), lastName.value(), role))
                .id());
        return new ChangedUserResponse(json.created(user, sent));
    }

    /** An API token logs in without a second factor, so that an open session alone does not suffice for one. */
    @PostMapping("/{id}")
    ChangedUserResponse update(@PathVariable String id, JsonBody body, @AuthenticationPrincipal Login caller) {
        UserUpdate update = UserUpdate.read(body);
        if (update.newApiToken().isPresent()) {
            stepUp.require(caller);
        }
        boolean changed = administration.update(id, update);
        User user = users.user(id);
        return new ChangedUserResponse(json.updated(user, update.newApiToken().orElse(null), changed));
    }

    @DeleteMapping("/{id}")
    DeleteResponse delete(@PathVariable String id) {
        administration.delete(id);
        return DeleteResponse.of(id, "user");
    }
}
