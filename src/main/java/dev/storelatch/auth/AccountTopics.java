package dev.storelatch.auth;

import dev.storelatch.customer.Customers;
import dev.storelatch.mail.Letter;
import dev.storelatch.mail.Posting;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is told when an account is made or changed. A posting's subject is the account's id. */
@Configuration(proxyBeanMethods = false)
class AccountTopics {

    static final String CREATED = "customer.created";
    static final String UPDATED = "customer.updated";
    static final String PASSWORD_CHANGED = "customer.password_changed";
    static final String EMAIL_CHANGED = "customer.email_changed";

    @Bean
    AccountTopic customerCreated(Customers customers) {
        return new Event(CREATED, customers);
    }

    @Bean
    AccountTopic customerUpdated(Customers customers) {
        return new Event(UPDATED, customers);
    }

    @Bean
    AccountTopic passwordChanged(Customers customers) {
        return new Notice(PASSWORD_CHANGED, customers);
    }

    /** Goes to the address that was the account's before. It is not told the new one. */
    @Bean
    AccountTopic emailChanged(Customers customers) {
        return new Notice(EMAIL_CHANGED, customers);
    }

    /** Tells the shop the fields that it shows anyway; Medusa tells the password's hash, too. */
    private static final class Event extends AccountTopic {

        Event(String name, Customers customers) {
            super(name, customers);
        }

        @Override
        public Optional<Map<String, @Nullable Object>> event(Posting posting) {
            return account(posting.subject()).map(customer -> {
                Map<String, @Nullable Object> data = words(customer);
                data.put("phone", customer.phone());
                data.put("has_account", customer.hasAccount());
                return data;
            });
        }
    }

    /** Tells the owner by mail, at the posting's address or else at the account's (ASVS 6.3.7). */
    private static final class Notice extends AccountTopic {

        Notice(String name, Customers customers) {
            super(name, customers);
        }

        @Override
        public Set<String> words() {
            return wordsAnd();
        }

        @Override
        public Optional<Letter> letter(Posting posting) {
            return account(posting.subject()).map(customer -> {
                Map<String, @Nullable Object> words = words(customer);
                String to = posting.recipient() == null ? customer.email() : posting.recipient();
                words.put("email", to);
                return new Letter(to, words);
            });
        }
    }
}
