package dev.storelatch.pages;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/** Applies if the pages for log-in, registration and the account are served. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ConditionalOnProperty(name = "storelatch.pages.enabled", havingValue = "true", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "storelatch.pages.account")
@interface ConditionalOnAccountPages {}
