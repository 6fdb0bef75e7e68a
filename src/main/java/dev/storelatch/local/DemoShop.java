package dev.storelatch.local;

import dev.storelatch.password.Passwords;
import javax.sql.DataSource;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Creates one customer with two orders and one administrator, so that the first requests return data. It does so once, after
 * the database has been migrated and before the server accepts requests; a demo customer that was deleted or renamed is not
 * created again.
 */
final class DemoShop implements SmartInitializingSingleton {

    static final String EMAIL = "user@example.com";
    static final String ADMIN_EMAIL = "admin@example.com";
    static final String PASSWORD = "supersecret";
    private static final String CUSTOMER_ID = "cus_01DEM0SH0P0000000000000001";

    private final JdbcClient jdbc;
    private final DataSource dataSource;
    private final TransactionTemplate transaction;
    private final Passwords passwords;

    DemoShop(DataSource dataSource, PlatformTransactionManager transactions, Passwords passwords) {
        this.jdbc = JdbcClient.create(dataSource);
        this.dataSource = dataSource;
        this.transaction = new TransactionTemplate(transactions);
        this.passwords = passwords;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (exists()) {
            return;
        }
        String hash = passwords.hash(PASSWORD);
        transaction.executeWithoutResult(status -> {
            new ResourceDatabasePopulator(new ClassPathResource("demo-shop.sql", DemoShop.class)).execute(dataSource);
            jdbc.sql("update customer set password_hash = :hash where id = :id")
                    .param("hash", hash)
                    .param("id", CUSTOMER_ID)
                    .update();
            jdbc.sql("update \"user\" set password_hash = :hash where email = :email")
                    .param("hash", hash)
                    .param("email", ADMIN_EMAIL)
                    .update();
        });
    }

    private boolean exists() {
        return jdbc.sql("""
                select exists (select from customer where id = :id or email = :email)
                    or exists (select from "user" where email = :admin)
                """)
                .param("id", CUSTOMER_ID)
                .param("email", EMAIL)
                .param("admin", ADMIN_EMAIL)
                .query(Boolean.class)
                .single();
    }
}
