package dev.storelatch.local;

import dev.storelatch.password.Passwords;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.StringUtils;

/** Configures the local run. Without its directory this class, and with it the embedded database, is never loaded. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBean(LocalDirectory.class)
class LocalRunConfiguration {

    /** Is closed after all beans that use its connections, since Spring closes beans in the reverse order of creation. */
    @Bean(destroyMethod = "close")
    LocalPostgres localPostgres(LocalDirectory directory) {
        return LocalPostgres.start(directory);
    }

    @Bean
    DemoShop demoShop(DataSource dataSource, PlatformTransactionManager transactions, Passwords passwords) {
        return new DemoShop(dataSource, transactions, passwords);
    }

    @Bean
    @Conditional(WithoutMailServer.class)
    JavaMailSender consoleMailSender() {
        return new ConsoleMailSender(System.out);
    }

    @Bean
    StartupHints startupHints() {
        return new StartupHints(System.out);
    }

    private static final class WithoutMailServer implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !StringUtils.hasText(context.getEnvironment().getProperty("spring.mail.host"));
        }
    }
}
