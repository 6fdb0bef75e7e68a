package dev.storelatch.federation;

import dev.storelatch.support.ServerTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.context.ContextConfiguration;

/** A test against a server with several providers, which {@link TestProviders} runs. Those with this annotation share it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ServerTest
@ContextConfiguration(initializers = TestProviders.class)
public @interface FederationTest {}
