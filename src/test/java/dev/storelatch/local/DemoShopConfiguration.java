package dev.storelatch.local;

import dev.storelatch.password.Passwords;
import javax.sql.DataSource;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;

/** Creates the demo shop in the database of a test's server, as the local run does in its own. */
@TestConfiguration(proxyBeanMethods = false)
public class DemoShopConfiguration {

    public static final String EMAIL = DemoShop.EMAIL;
    public static final String ADMIN_EMAIL = DemoShop.ADMIN_EMAIL;
    public static final String PASSWORD = DemoShop.PASSWORD;

    @Bean
    DemoShop demoShop(DataSource dataSource, PlatformTransactionManager transactions, Passwords passwords) {
        return new DemoShop(dataSource, transactions, passwords);
    }
}
