package dev.storelatch.admin;

import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Ids;
import dev.storelatch.core.Realm;
import dev.storelatch.core.SecurityEvent;
import dev.storelatch.core.Way;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Reads and adds users. */
@Service
public class Users {

    private final UserRepository users;
    private final Ids ids;
    private final ApplicationEventPublisher events;

    Users(UserRepository users, Ids ids, ApplicationEventPublisher events) {
        this.users = users;
        this.ids = ids;
        this.events = events;
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
        return find(id).orElseThrow(new Actor(Realm.ADMIN, id)::notFound);
    }

    /** Returns true if a user who is not deleted has the e-mail address. */
    public boolean exists(EmailAddress email) {
        return users.exists(email);
    }

    /**
     * Adds a user who has accepted an invite, within the caller's transaction.
     *
     * @throws org.springframework.dao.DuplicateKeyException as {@link #add}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void join(NewUser user) {
        Actor added = add(user);
        events.publishEvent(SecurityEvent.of(SecurityEvent.Type.AUTHN_LINK_USE, added)
                .by(Way.LINK)
                .because("invite"));
    }

    /**
     * Adds a user within the caller's transaction. The unique index of the table decides whether the address is free.
     *
     * @throws org.springframework.dao.DuplicateKeyException if a user who is not deleted has the e-mail address; the
     *     transaction cannot go on then
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Actor add(NewUser user) {
        String id = ids.next("usr");
        users.insert(id, user);
        Actor added = new Actor(Realm.ADMIN, id);
        events.publishEvent(new UserChanged(id, UserChanged.Kind.CREATED));
        events.publishEvent(SecurityEvent.of(SecurityEvent.Type.USER_CREATED, added)
                .with("role " + user.role().name().toLowerCase(Locale.ROOT)));
        return added;
    }
}
