package dev.storelatch.web;

import dev.storelatch.core.Realm;
import dev.storelatch.request.CallerQuery;
import java.util.List;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.stereotype.Component;

/** Creates the filters that authenticate the callers of each security filter chain. */
@Component
class CredentialFilters {

    private final CallerRepository callers;
    private final List<CallerQuery> queries;
    private final PathPatternRequestMatcher.Builder path;

    CredentialFilters(CallerRepository callers, List<CallerQuery> queries, PathPatternRequestMatcher.Builder path) {
        this.callers = callers;
        this.queries = queries;
        this.path = path;
    }

    /** Returns the filter for the API of a realm. */
    CredentialFilter forApi(Realm realm) {
        return new CredentialFilter(realm, callers, CallerRoute.of(realm, queries, path), true);
    }

    /** Returns the filter for pages, which show something else to a customer who is logged in. */
    CredentialFilter forPages() {
        return new CredentialFilter(Realm.STORE, callers, List.of(), true);
    }

    /** Returns the filter for a proxy's question who has made a request. The proxy would keep a cookie for itself. */
    CredentialFilter forVerification(Realm realm) {
        return new CredentialFilter(realm, callers, List.of(), false);
    }
}
