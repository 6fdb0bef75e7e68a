package dev.storelatch.web;

import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.CookieHeader;
import dev.storelatch.request.VisitorAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Collections;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Passes the description of the client to handlers, as the headers of trusted proxies and of the shop's own servers have
 * it.
 */
final class ClientInfoResolver implements HandlerMethodArgumentResolver {

    private final VisitorAddress visitorAddress;
    private final ClientAddressCheck addressCheck;

    ClientInfoResolver(VisitorAddress visitorAddress, Clock clock) {
        this.visitorAddress = visitorAddress;
        this.addressCheck = new ClientAddressCheck(visitorAddress, clock);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == ClientInfo.class;
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest client = request.getNativeRequest(HttpServletRequest.class);
        if (client == null) {
            return null;
        }
        String address = address(client, visitorAddress);
        addressCheck.check(client, address);
        return new ClientInfo(
                address,
                client.getHeader(HttpHeaders.USER_AGENT),
                client.getScheme(),
                CookieHeader.find(Collections.list(client.getHeaders(HttpHeaders.COOKIE)), ClientInfo.DEVICE_COOKIE)
                        .orElse(null));
    }

    static String address(HttpServletRequest client, VisitorAddress visitorAddress) {
        return Optional.ofNullable(client.getHeader(VisitorAddress.HEADER))
                .flatMap(visitorAddress::verify)
                .orElseGet(client::getRemoteAddr);
    }
}
