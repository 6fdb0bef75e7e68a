package dev.storelatch.admin;

import dev.storelatch.core.Failure;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Reads users. */
@Service
public class Users {

    private final UserRepository users;

    Users(UserRepository users) {
        this.users = users;
    }

    /** Finds the user who is not deleted. Costs one SELECT. */
    public Optional<User> find(String id) {
        return users.find(id);
    }

    /**
     * Returns the user. Costs one SELECT.
     *
     * @throws Failure.NotFound if there is no such user, or it is deleted
     */
    public User user(String id) {
        return find(id).orElseThrow(() -> new Failure.NotFound("User with id: %s was not found".formatted(id)));
    }
}
