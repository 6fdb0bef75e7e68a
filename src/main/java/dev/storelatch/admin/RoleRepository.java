package dev.storelatch.admin;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the roles of users for each request that needs one, so that a change made in the database counts at once. */
@Repository
class RoleRepository {

    private final JdbcClient jdbc;

    RoleRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns true if the user has the role {@code admin}, or no live user has it. */
    boolean isAdmin(String userId) {
        return jdbc.sql("""
                select exists (select from "user" where id = :id and role = 'admin')
                    or not exists (
                        select from "user" u cross join lateral storelatch.live_account('admin', u.id)
                        where u.role = 'admin')
                """).param("id", userId).query(Boolean.class).single();
    }

    boolean hasLiveUser() {
        return jdbc.sql("""
                select exists (select from "user" u cross join lateral storelatch.live_account('admin', u.id))
                """).query(Boolean.class).single();
    }

    boolean hasLiveAdmin() {
        return jdbc.sql("""
                select exists (
                    select from "user" u cross join lateral storelatch.live_account('admin', u.id)
                    where u.role = 'admin')
                """).query(Boolean.class).single();
    }

    /**
     * Returns true if the user is live and has the role, and no other live user has it. Locks all users with the role until
     * the transaction ends.
     */
    boolean isLastAdmin(String userId) {
        return jdbc.sql("select storelatch.is_last_admin(:id)")
                .param("id", userId)
                .query(Boolean.class)
                .single();
    }
}
