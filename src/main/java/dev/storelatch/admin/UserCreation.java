package dev.storelatch.admin;

import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.password.Passwords;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Adds users on behalf of another. */
@Service
class UserCreation {

    private final Users users;
    private final Passwords passwords;
    private final TransactionOperations transaction;

    UserCreation(Users users, Passwords passwords, TransactionOperations transaction) {
        this.users = users;
        this.passwords = passwords;
        this.transaction = transaction;
    }

    /**
     * Data of a new user.
     *
     * @param password empty for a user who sets it by a link
     */
    record Request(
            EmailAddress email,
            String password,
            @Nullable String firstName,
            @Nullable String lastName,
            Role role) {

        @Override
        public String toString() {
            return "Request[redacted]";
        }
    }

    /** @throws Failure.InvalidData if a user has the e-mail address, or the password is refused */
    Actor create(Request request) {
        if (users.exists(request.email())) {
            throw taken();
        }
        NewUser user =
                new NewUser(request.email(), hash(request), request.firstName(), request.lastName(), request.role());
        try {
            return transaction.execute(status -> users.add(user));
        } catch (DuplicateKeyException addedMeanwhile) {
            throw taken();
        }
    }

    private @Nullable String hash(Request request) {
        if (request.password().isEmpty()) {
            return null;
        }
        passwords.checkNew(request.password(), request.email());
        return passwords.hash(request.password());
    }

    private static Failure taken() {
        return new Failure.InvalidData("A user with the same email already exists.");
    }
}
