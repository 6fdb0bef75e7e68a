package dev.storelatch.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Keeps the address of the connection, which the request itself no longer has once a proxy's header has replaced it. */
final class PeerAddressValve extends ValveBase {

    private static final String ATTRIBUTE = PeerAddressValve.class.getName();

    PeerAddressValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        request.setAttribute(ATTRIBUTE, request.getPeerAddr());
        getNext().invoke(request, response);
    }

    /** Returns true if the client's address is that of the connection, so that no header of a proxy has replaced it. */
    static boolean isClient(HttpServletRequest request) {
        return request.getRemoteAddr().equals(request.getAttribute(ATTRIBUTE));
    }
}
