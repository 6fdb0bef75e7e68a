package dev.storelatch.clients;

import dev.storelatch.local.DemoShopConfiguration;
import dev.storelatch.support.Api;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** TypeScript types that openapi-typescript generates from the API description; {@code typed.ts} says what they must do. */
@ClientTest
class TypedClientTest {

    @Autowired
    Api api;

    @Test
    void generatedTypesCompileAndFitTheServer() {
        NodeClients clients = NodeClients.install();
        clients.run(
                "node_modules/openapi-typescript/bin/cli.js",
                Path.of("src/main/resources/openapi.yaml").toAbsolutePath().toString(),
                "--output",
                "api.d.ts");
        clients.run("node_modules/typescript/bin/tsc", "--project", "tsconfig.json");
        clients.run(
                "node_modules/esbuild/bin/esbuild",
                "typed.ts",
                "--bundle",
                "--platform=node",
                "--format=esm",
                "--outfile=typed.mjs");

        clients.run(
                "typed.mjs",
                "http://localhost:" + api.port(),
                DemoShopConfiguration.EMAIL,
                DemoShopConfiguration.PASSWORD);
    }
}
