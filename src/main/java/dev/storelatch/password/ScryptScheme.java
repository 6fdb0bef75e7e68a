package dev.storelatch.password;

import java.security.SecureRandom;

/** scrypt (RFC 7914) in the container that Medusa v1 reads, written with a cost from OWASP's table. */
final class ScryptScheme implements HashingScheme {

    private static final ScryptCost COST = new ScryptCost(15, 8, 3);

    private final SecureRandom random = new SecureRandom();

    @Override
    public String hash(String password) {
        return ScryptContainer.create(password, COST, random).encoded();
    }

    @Override
    public boolean matches(String password, String stored) {
        return ScryptContainer.parse(stored)
                .filter(container -> container.matches(password))
                .isPresent();
    }

    @Override
    public boolean isCurrent(String stored) {
        return ScryptContainer.parse(stored)
                .filter(container -> container.cost().isAtLeast(COST))
                .isPresent();
    }
}
