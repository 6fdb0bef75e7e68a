// Requests to the API of this server, with the session cookie.
import { proof } from "../ui/factors.js";
import { get, isCancelled, isSupported } from "../ui/passkey.js";
import { askForCode } from "./dialog.js";
import { failure, text } from "./texts.js";

const SECOND_FACTOR = "second_factor_required";

/** A response that is no success. `retryAfter` is in seconds. */
export class ApiError extends Error {
    constructor(status, json, retryAfter) {
        super(json?.message ?? "");
        this.status = status;
        this.type = json?.type;
        this.challenge = json?.challenge;
        this.methods = json?.methods ?? [];
        this.retryAfter = retryAfter;
    }
}

/**
 * Returns the response's JSON, or null if it has none. Without a log-in, leads to its page. If the request needs a recent
 * proof of a second factor, asks for it, and then sends the request again.
 */
export async function api(method, path, body) {
    try {
        return await send(method, path, body);
    } catch (error) {
        if (error.type === SECOND_FACTOR && await askForProof(error)) {
            return send(method, path, body);
        }
        throw error;
    }
}

function askForProof({ challenge, methods }) {
    const verify = sent => prove({ challenge, ...sent });
    return askForCode(
        code => verify(proof(code)),
        methods.includes("passkey") && isSupported() ? async () => verify({ passkey: await passkey({ challenge }) }) : undefined,
    );
}

async function prove(sent) {
    try {
        return await send("POST", "/store/auth/factors/verify", sent);
    } catch (error) {
        const isWrong = error.type === SECOND_FACTOR || [400, 401].includes(error.status);
        throw new Error(isWrong ? text("code.wrong") : failure(error));
    }
}

async function passkey(permission) {
    try {
        return await get((await send("POST", "/store/auth/passkeys/login-options", permission)).options);
    } catch (error) {
        throw isCancelled(error) ? new Error(text("passkey.cancelled")) : error;
    }
}

async function send(method, path, body) {
    let response;
    try {
        response = await fetch(path, {
            method,
            credentials: "include",
            headers: body ? { "Content-Type": "application/json" } : {},
            body: body && JSON.stringify(body),
        });
    } catch {
        throw new ApiError(0);
    }
    const json = response.headers.get("Content-Type")?.startsWith("application/json") ? await response.json() : null;
    if (response.ok) {
        return json;
    }
    if (response.status === 401 && !await isLoggedIn()) {
        location.assign("/account/login");
        return new Promise(() => {}); // the next page takes over
    }
    throw new ApiError(response.status, json, response.headers.get("Retry-After"));
}

/** A wrong password in a request has the same status as no log-in. */
async function isLoggedIn() {
    return (await fetch("/store/auth", { credentials: "include" })).status !== 401;
}
