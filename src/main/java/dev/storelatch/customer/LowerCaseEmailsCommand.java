package dev.storelatch.customer;

import dev.storelatch.command.MaintenanceCommand;
import dev.storelatch.command.Progress;
import dev.storelatch.core.EmailAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Stores e-mail addresses of accounts and guests in the form in which they are looked up. If two customers of one kind
 * would then have the same address, both are listed and left alone. Unlike {@link MixedCaseEmailCheck} it converts in
 * Java, since PostgreSQL's conversion depends on its locale.
 */
final class LowerCaseEmailsCommand implements MaintenanceCommand {

    private static final int BATCH = 1_000;

    /** A guest and an account can share an address: Medusa's index is unique for each of the two kinds. */
    private record Address(String email, boolean hasAccount) {}

    private record Stored(String id, Address address) {

        Address lowerCase() {
            return new Address(new EmailAddress(address.email()).value(), address.hasAccount());
        }

        boolean isLowerCase() {
            return lowerCase().equals(address);
        }
    }

    @Override
    public String name() {
        return "lower-case-emails";
    }

    @Override
    public String summary() {
        return "stores customers' e-mail addresses in lower case, as every log-in looks for them";
    }

    @Override
    public void run(Environment settings, JdbcClient jdbc, boolean dryRun, Consumer<String> out) {
        int changed = 0;
        List<String> duplicates = new ArrayList<>();
        for (Map.Entry<Address, List<Stored>> group : mixedCase(jdbc, out).entrySet()) {
            List<String> owners = Stream.concat(
                            owners(group.getKey(), jdbc),
                            group.getValue().stream().map(Stored::id))
                    .toList();
            try {
                if (owners.size() == 1) {
                    changed += dryRun ? 1 : change(group.getValue().get(0), jdbc);
                    continue;
                }
            } catch (DuplicateKeyException registeredMeanwhile) {
                owners = Stream.concat(owners(group.getKey(), jdbc), owners.stream())
                        .toList();
            }
            duplicates.add("  %s: %s"
                    .formatted(group.getKey().hasAccount() ? "accounts" : "guests", String.join(", ", owners)));
        }
        out.accept("%d addresses %s in lower case".formatted(changed, dryRun ? "would be stored" : "stored"));
        if (!duplicates.isEmpty()) {
            out.accept("%d addresses left, since each is that of several customers:".formatted(duplicates.size()));
            duplicates.forEach(out);
        }
    }

    private static Map<Address, List<Stored>> mixedCase(JdbcClient jdbc, Consumer<String> out) {
        long total = jdbc.sql("select count(*) from customer where deleted_at is null")
                .query(Long.class)
                .single();
        Progress progress = new Progress("customers read", total, out);
        List<Stored> mixed = new ArrayList<>();
        String last = "";
        List<Stored> batch;
        do {
            batch = jdbc.sql("""
                    select id, email, has_account from customer
                    where id > :last and deleted_at is null
                    order by id
                    limit :batch
                    """)
                    .param("last", last)
                    .param("batch", BATCH)
                    .query((row, number) ->
                            new Stored(row.getString(1), new Address(row.getString(2), row.getBoolean(3))))
                    .list();
            for (Stored stored : batch) {
                last = stored.id();
                if (!stored.isLowerCase()) {
                    mixed.add(stored);
                }
            }
            progress.add(batch.size());
        } while (batch.size() == BATCH);
        return mixed.stream()
                .collect(Collectors.groupingBy(Stored::lowerCase, LinkedHashMap::new, Collectors.toList()));
    }

    /** Returns the customers, one at most, who have the address in lower case already. */
    private static Stream<String> owners(Address address, JdbcClient jdbc) {
        return jdbc
                .sql("""
                        select id from customer
                        where email = :email and has_account = :account and deleted_at is null
                        """)
                .param("email", address.email())
                .param("account", address.hasAccount())
                .query(String.class)
                .list()
                .stream();
    }

    private static int change(Stored stored, JdbcClient jdbc) {
        return jdbc.sql("""
                        with changed as (
                            update customer set email = :new where id = :id and email = :old and deleted_at is null
                            returning id
                        )
                        select storelatch.record_command('authn_email_change', 'store', id, 'lower_case', null)
                        from changed
                        """)
                .param("new", stored.lowerCase().email())
                .param("id", stored.id())
                .param("old", stored.address().email())
                .query(Long.class)
                .list()
                .size();
    }
}
