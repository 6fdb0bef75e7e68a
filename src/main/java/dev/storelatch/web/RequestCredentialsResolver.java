package dev.storelatch.web;

import dev.storelatch.request.RequestCredentials;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Passes the request's credentials to handlers that log in or out. */
final class RequestCredentialsResolver implements HandlerMethodArgumentResolver {

    static RequestCredentials credentials(HttpServletRequest request, boolean acceptsCookies) {
        return new RequestCredentials(
                Collections.list(request.getHeaders(HttpHeaders.COOKIE)),
                request.getHeader(HttpHeaders.AUTHORIZATION),
                request.getHeader("x-medusa-access-token"),
                acceptsCookies);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == RequestCredentials.class;
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest servletRequest = request.getNativeRequest(HttpServletRequest.class);
        return servletRequest == null ? null : credentials(servletRequest, true);
    }
}
