package dev.storelatch.token;

import java.util.List;

/** Key pairs whose public halves are in the JWK set. */
public interface PublishedKeys {

    List<SigningKey> keyPairs();
}
