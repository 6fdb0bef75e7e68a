// Requests to the API of this server, with the session cookie.

/** A response that is no success. `retryAfter` is in seconds. */
export class ApiError extends Error {
    constructor(status, message, retryAfter) {
        super(message);
        this.status = status;
        this.retryAfter = retryAfter;
    }
}

/** Returns the response's JSON, or null if it has none. Without a log-in, leads to its page. */
export async function api(method, path, body) {
    let response;
    try {
        response = await fetch(path, {
            method,
            credentials: "include",
            headers: body ? { "Content-Type": "application/json" } : {},
            body: body && JSON.stringify(body),
        });
    } catch {
        throw new ApiError(0, "");
    }
    const json = response.headers.get("Content-Type")?.startsWith("application/json") ? await response.json() : null;
    if (response.ok) {
        return json;
    }
    if (response.status === 401 && !await isLoggedIn()) {
        location.assign("/account/login");
        return new Promise(() => {}); // the next page takes over
    }
    throw new ApiError(response.status, json?.message ?? "", response.headers.get("Retry-After"));
}

/** A wrong password in a request has the same status as no log-in. */
async function isLoggedIn() {
    return (await fetch("/store/auth", { credentials: "include" })).status !== 401;
}
