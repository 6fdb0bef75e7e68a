package dev.storelatch.admin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Reads pages of users. Names of columns in its statements are those of {@link UserColumns}, never what a client sent. */
@Repository
class UserListRepository {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    UserListRepository(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * A page of users.
     *
     * @param count the number of users before paging
     */
    record Page(List<User> users, long count) {}

    Page find(UserQuery query) {
        Map<String, Object> parameters = new HashMap<>();
        String where = String.join(" and ", conditions(query, parameters));
        List<User> users = jdbc.sql("""
                        select %s from "user" where %s
                        order by %s, id desc
                        limit :limit offset :offset
                        """.formatted(UserRow.BOUNDED, where, order(query)))
                .params(parameters)
                .param("limit", query.paging().rows())
                .param("offset", query.paging().firstRow())
                .query(new UserRow(json))
                .list();
        long count = jdbc.sql("select count(*) from \"user\" where " + where)
                .params(parameters)
                .query(Long.class)
                .single();
        return new Page(users, count);
    }

    private static List<String> conditions(UserQuery query, Map<String, Object> parameters) {
        List<String> conditions = new ArrayList<>();
        if (query.dates().getOrDefault("deleted_at", List.of()).isEmpty()) {
            conditions.add("deleted_at is null");
        }
        if (query.search() != null && !query.search().isEmpty()) {
            conditions.add("(email ilike :q or first_name ilike :q or last_name ilike :q)");
            parameters.put("q", "%" + query.search() + "%");
        }
        if (query.ids() != null) {
            conditions.add("id = any (:ids)");
            parameters.put("ids", query.ids().toArray(String[]::new));
        }
        if (query.roles() != null) {
            conditions.add("role::text = any (:roles)");
            parameters.put("roles", query.roles().toArray(String[]::new));
        }
        query.equal().forEach((column, value) -> {
            conditions.add(value.equals("null") ? column + " is null" : column + " = :" + column);
            parameters.put(column, value);
        });
        query.dates()
                .forEach((column, range) -> range.forEach(bound -> {
                    String name = column + "_" + bound.comparison();
                    conditions.add(
                            "%s %s :%s".formatted(column, bound.comparison().operator(), name));
                    parameters.put(name, bound.date());
                }));
        return conditions.isEmpty() ? List.of("true") : conditions;
    }

    private static String order(UserQuery query) {
        return query.order().startsWith("-") ? query.order().substring(1) + " desc" : query.order();
    }
}
