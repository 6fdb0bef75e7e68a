package dev.storelatch.clients;

import dev.storelatch.local.DemoShopConfiguration;
import dev.storelatch.support.ServerTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** A test of a real client against the demo shop. Pages on any port of this machine may call the server. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ServerTest
@Tag("clients")
@Import(DemoShopConfiguration.class)
@TestPropertySource(
        properties = {
            "storelatch.cors.store=/^http://localhost:[0-9]+$/",
            "storelatch.cors.admin=/^http://localhost:[0-9]+$/",
            "storelatch.session.cookie.secure=false",
            "storelatch.session.cookie.same-site=lax"
        })
@interface ClientTest {}
