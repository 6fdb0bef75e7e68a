package dev.storelatch.request;

import dev.storelatch.core.Realm;
import java.util.List;

/** The OpenID providers at which accounts can log in, for pages that lead there. */
public interface LoginProviders {

    /** Returns the providers of a realm, in the order of the settings. */
    List<LoginProvider> of(Realm realm);

    /**
     * A provider.
     *
     * @param name part of its routes
     * @param label what people know it by
     */
    record LoginProvider(String name, String label) {}
}
