package dev.storelatch.web;

import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import dev.storelatch.request.TargetAccount;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;

/** Finds the account that the path names, so that no handler can forget to check that it exists. */
final class TargetAccountResolver implements HandlerMethodArgumentResolver {

    private static final String USERS = "/admin/users/";

    private final AccountRegistry accounts;

    TargetAccountResolver(AccountRegistry accounts) {
        this.accounts = accounts;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == TargetAccount.class;
    }

    @Override
    public TargetAccount resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        String pattern = String.valueOf(attribute(request, HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        Map<?, ?> variables = (Map<?, ?>) attribute(request, HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        Actor actor =
                new Actor(pattern.startsWith(USERS) ? Realm.ADMIN : Realm.STORE, String.valueOf(variables.get("id")));
        return accounts.of(actor.realm())
                .findEmail(actor)
                .map(email -> new TargetAccount(actor, email))
                .orElseThrow(actor::notFound);
    }

    private static Object attribute(NativeWebRequest request, String name) {
        return Objects.requireNonNull(request.getAttribute(name, RequestAttributes.SCOPE_REQUEST));
    }
}
