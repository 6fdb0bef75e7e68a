package dev.storelatch.federation;

import org.springframework.stereotype.Component;

/** Services that the controllers of both realms use. */
@Component
record FederationRoutes(
        FederationSettings settings,
        RedirectOrigins origins,
        Providers providers,
        LoginStart start,
        LoginAnswer answer,
        CodeExchange exchange) {}
