// Storelatch's session cookie never reaches the backend, and a backend cannot replace it. nginx has no directive that
// removes one cookie of several from a header.

const SESSION = /^\s*connect\.sid\s*=/;

function isOther(cookie) {
    return !SESSION.test(cookie);
}

// The request's cookies except connect.sid, as one header; empty if there are no others.
function otherCookies(request) {
    const cookies = request.headersIn.Cookie || '';
    return cookies.split(';').filter(isOther).map(cookie => cookie.trim()).join('; ');
}

// Removes connect.sid from the cookies that the backend sets.
function keepOtherCookies(request) {
    const cookies = request.headersOut['Set-Cookie'];
    if (cookies) {
        request.headersOut['Set-Cookie'] = cookies.filter(isOther);
    }
}

export default {otherCookies, keepOtherCookies};
