package dev.storelatch.local;

import dev.storelatch.password.Passwords;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** The parts of the local run. Without its folder this class, and with it the embedded database, is never loaded. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBean(LocalFolder.class)
class LocalRunConfiguration {

    /** Ends after all that uses its connections, as Spring closes beans in the reverse order of their making. */
    @Bean(destroyMethod = "close")
    LocalPostgres localPostgres(LocalFolder folder) {
        return LocalPostgres.start(folder);
    }

    @Bean
    DemoShop demoShop(DataSource dataSource, PlatformTransactionManager transactions, Passwords passwords) {
        return new DemoShop(dataSource, transactions, passwords);
    }

    @Bean
    FirstSteps firstSteps() {
        return new FirstSteps(System.out);
    }
}
