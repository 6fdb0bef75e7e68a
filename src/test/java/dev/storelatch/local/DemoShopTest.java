package dev.storelatch.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.password.Passwords;
import dev.storelatch.password.Verifications;
import dev.storelatch.support.TestClock;
import dev.storelatch.support.TestPostgres;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;

class DemoShopTest {

    @Configuration(proxyBeanMethods = false)
    @ComponentScan(basePackageClasses = Passwords.class, lazyInit = true)
    @ConfigurationPropertiesScan(basePackageClasses = Passwords.class)
    static class PasswordModule {

        @Bean
        TestClock clock() {
            return new TestClock();
        }

        @Bean
        MeterRegistry meterRegistry() {
            return new SimpleMeterRegistry();
        }
    }

    private final AnnotationConfigApplicationContext module =
            new AnnotationConfigApplicationContext(PasswordModule.class);
    private final Passwords passwords = module.getBean(Passwords.class);
    private final DataSource dataSource = new DriverManagerDataSource(TestPostgres.newDatabase());
    private final JdbcClient jdbc = JdbcClient.create(dataSource);
    private final DemoShop shop = new DemoShop(dataSource, new JdbcTransactionManager(dataSource), passwords);

    @BeforeEach
    void createShop() {
        new ResourceDatabasePopulator(new ClassPathResource("/db/migration/V1__medusa_tables.sql", DemoShopTest.class))
                .execute(dataSource);
        shop.afterSingletonsInstantiated();
    }

    @AfterEach
    void close() {
        module.close();
    }

    @Test
    void theDemoCustomersPasswordIsValid() {
        String hash = jdbc.sql("select password_hash from customer where email = ? and has_account")
                .param(DemoShop.EMAIL)
                .query(String.class)
                .single();

        assertThat(Verifications.verify(passwords, DemoShop.PASSWORD, hash).matches())
                .isTrue();
    }

    @Test
    void theDemoAdministratorsPasswordIsValid() {
        String hash = jdbc.sql("select password_hash from \"user\" where email = ? and role = 'admin'")
                .param(DemoShop.ADMIN_EMAIL)
                .query(String.class)
                .single();

        assertThat(Verifications.verify(passwords, DemoShop.PASSWORD, hash).matches())
                .isTrue();
    }

    @Test
    void theAmountsPaidAreTheTotalsOfTheOrders() {
        assertThat(jdbc.sql("""
                        select payment.amount = (
                            select sum(net + round(net * rate / 100)) from (
                                select unit_price * quantity - coalesce(discount.amount, 0) as net, tax.rate::numeric
                                from line_item item
                                join line_item_tax_line tax on tax.item_id = item.id
                                left join line_item_adjustment discount on discount.item_id = item.id
                                where item.order_id = payment.order_id
                                union all
                                select method.price, tax.rate::numeric
                                from shipping_method method
                                join shipping_method_tax_line tax on tax.shipping_method_id = method.id
                                where method.order_id = payment.order_id))
                        from payment
                        """).query(Boolean.class).list()).containsExactly(true, true);
    }

    @Test
    void oneOrderIsShippedAndOneIsPending() {
        assertThat(jdbc.sql("""
                        select shopping.fulfillment_status::text, shopping.payment_status::text, link.url is not null as tracked
                        from "order" shopping
                        left join fulfillment on fulfillment.order_id = shopping.id
                        left join tracking_link link on link.fulfillment_id = fulfillment.id
                        order by shopping.created_at
                        """).query().listOfRows())
                .containsExactly(
                        Map.of("fulfillment_status", "shipped", "payment_status", "captured", "tracked", true),
                        Map.of("fulfillment_status", "not_fulfilled", "payment_status", "awaiting", "tracked", false));
    }

    @Test
    void itIsCreatedOnce() {
        shop.afterSingletonsInstantiated();

        assertThat(customers()).isOne();
    }

    @Test
    void aDeletedDemoCustomerIsNotCreatedAgain() {
        jdbc.sql("update customer set deleted_at = now(), email = 'gone@example.com'")
                .update();
        shop.afterSingletonsInstantiated();

        assertThat(customers()).isOne();
    }

    private int customers() {
        return jdbc.sql("select count(*) from customer").query(Integer.class).single();
    }
}
