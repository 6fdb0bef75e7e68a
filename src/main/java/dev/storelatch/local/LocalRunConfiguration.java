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

/** The parts of the local run. Without its folder this class, and with it the embedded database, is never loaded. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBean(LocalDirectory.class)
class LocalRunConfiguration {

    /** Ends after all that uses its connections, as Spring closes beans in the reverse order of their making. */
    @Bean(destroyMethod = "close")
    LocalPostgres localPostgres(LocalDirectory folder) {
        return LocalPostgres.start(folder);
    }

    @Bean
    DemoShop demoShop(DataSource dataSource, PlatformTransactionManager transactions, Passwords passwords) {
        return new DemoShop(dataSource, transactions, passwords);
    }

    @Bean
    @Conditional(NoMailServer.class)
    JavaMailSender printedMail() {
        return new ConsoleMailSender(System.out);
    }

    @Bean
    StartupHints firstSteps() {
        return new StartupHints(System.out);
    }

    private static final class NoMailServer implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !StringUtils.hasText(context.getEnvironment().getProperty("spring.mail.host"));
        }
    }
}
