// Storelatch's cookies never reach the backend, and a backend cannot replace them. nginx has no directive that removes
// one cookie of several from a header.

const OURS = /^\s*(connect\.sid|storelatch\.device)\s*=/;

function isOther(cookie) {
    return !OURS.test(cookie);
}

// The request's cookies except Storelatch's, as one header; empty if there are no others.
function otherCookies(request) {
    const cookies = request.headersIn.Cookie || '';
    return cookies.split(';').filter(isOther).map(cookie => cookie.trim()).join('; ');
}

// Removes Storelatch's cookies from those that the backend sets.
function keepOtherCookies(request) {
    const cookies = request.headersOut['Set-Cookie'];
    if (cookies) {
        request.headersOut['Set-Cookie'] = cookies.filter(isOther);
    }
}

export default {otherCookies, keepOtherCookies};
