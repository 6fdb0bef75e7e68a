// The console has no access of its own: all it shows and does are requests to the public admin API on the same origin.

/** A response that is no success, or none at all. */
export class ApiError extends Error {
    /** @param status 0 if the server was not reached */
    constructor(status, message) {
        super(message);
        this.status = status;
    }
}

/** Sends a request, with the session cookie, and returns what the response has as JSON. */
export async function request(method, path, body) {
    const response = await send(method, path, body);
    if (!response.ok) {
        throw new ApiError(response.status, await message(response));
    }
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    return isJson ? response.json() : undefined;
}

export const get = path => request("GET", path);

/** Makes the path of a resource; ids come from the address bar, and may contain anything. */
export function path(strings, ...ids) {
    return String.raw({ raw: strings }, ...ids.map(encodeURIComponent));
}

async function send(method, path, body) {
    try {
        return await fetch(path, {
            method,
            credentials: "include",
            headers: body === undefined ? {} : { "Content-Type": "application/json" },
            body: body === undefined ? undefined : JSON.stringify(body),
        });
    } catch {
        throw new ApiError(0, "The server cannot be reached. Nothing was changed, or it is not known whether it was.");
    }
}

async function message(response) {
    const seconds = response.headers.get("Retry-After");
    const wait = seconds ? ` Possible again in ${seconds} seconds.` : "";
    try {
        return (await response.json()).message + wait;
    } catch {
        return `The server has answered with status ${response.status}.${wait}`;
    }
}
