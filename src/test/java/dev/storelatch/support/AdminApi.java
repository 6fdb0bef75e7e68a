package dev.storelatch.support;

import dev.storelatch.password.Passwords;
import io.restassured.response.Response;
import java.util.UUID;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** HTTP client of the running server, with the log-ins of users, whom it adds to the database. */
@Component
@Lazy
public class AdminApi {

    private final Api api;
    private final JdbcClient jdbc;
    private final Passwords passwords;

    AdminApi(Api api, JdbcClient jdbc, Passwords passwords) {
        this.api = api;
        this.jdbc = jdbc;
        this.passwords = passwords;
    }

    /** A user who has not logged in yet. */
    public record User(String id, String email, String password) {

        /** Returns the user after a change of the password. */
        public User withPassword(String changed) {
            return new User(id, email, changed);
        }
    }

    /** Adds a user with the role {@code admin}. */
    public User add() {
        return add("admin");
    }

    /** Adds a user with this role. */
    public User add(String role) {
        String name = UUID.randomUUID().toString();
        User user = new User("usr_" + name, "u-" + name + "@example.com", "correct horse " + name);
        jdbc.sql("""
                insert into "user" (id, email, password_hash, role)
                values (:id, :email, :hash, :role::user_role_enum)
                """)
                .param("id", user.id())
                .param("email", user.email())
                .param("hash", passwords.hash(user.password()))
                .param("role", role)
                .update();
        return user;
    }

    /** Logs in by cookie. */
    public Response login(User user) {
        return api.json(Api.credentials(user.email(), user.password())).post("/admin/auth");
    }

    /** Logs in by cookie on the browser that has this session cookie. */
    public Response login(User user, String cookie) {
        return api.json(Api.credentials(user.email(), user.password()), cookie).post("/admin/auth");
    }

    /** Logs in by cookie and returns the value of {@code connect.sid}. */
    public String newSession(User user) {
        return Api.sessionCookie(login(user));
    }

    /** Logs in by bearer token and returns the access token. */
    public String token(User user) {
        return api.json(Api.credentials(user.email(), user.password()))
                .post("/admin/auth/token")
                .path("access_token");
    }

    /** Returns the status of the current user, requested with a session cookie. */
    public int cookieStatus(String cookie) {
        return api.cookie(cookie).get("/admin/auth").statusCode();
    }

    /** Returns the status of the current user, requested with a bearer token. */
    public int tokenStatus(String token) {
        return api.bearer(token).get("/admin/auth").statusCode();
    }
}
