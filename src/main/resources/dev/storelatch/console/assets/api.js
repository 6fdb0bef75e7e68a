// The console has no access of its own: all it shows and does are requests to the public admin API on the same origin.

import { proof } from "../ui/factors.js";
import { get as usePasskey, isCancelled, isSupported } from "../ui/passkey.js";

const SECOND_FACTOR = "second_factor_required";

/** A response that is no success, or none at all. */
export class ApiError extends Error {
    /**
     * @param status 0 if the server was not reached
     * @param json the body of the response, if it has one
     */
    constructor(status, message, json = {}) {
        super(message);
        this.status = status;
        this.type = json.type;
        this.challenge = json.challenge;
        this.methods = json.methods;
    }
}

let askForProof = async () => null;

/**
 * @param ask asks the user for a code of a second factor, by a text and whether there is a passkey instead; returns the code,
 *     `undefined` for the passkey, and null for neither
 */
export function onProofNeeded(ask) {
    askForProof = ask;
}

/** Has a passkey prove its user, for a log-in or for a challenge. */
export async function passkey(permission) {
    const { options } = await requestOnce("POST", "/admin/auth/passkeys/login-options", permission);
    try {
        return { ...permission, passkey: await usePasskey(options) };
    } catch (error) {
        throw isCancelled(error) ? new ApiError(0, "No passkey was used.") : error;
    }
}

/**
 * Sends a request, with the session cookie, and returns what the response has as JSON. If the request needs a recent proof of a
 * second factor, asks for it, and then sends the request again.
 */
export async function request(method, path, body) {
    try {
        return await requestOnce(method, path, body);
    } catch (error) {
        if (error.type === SECOND_FACTOR && await prove(error)) {
            return requestOnce(method, path, body);
        }
        throw error;
    }
}

/** Sends a request as above, but leaves a second factor to the caller. */
export async function requestOnce(method, path, body) {
    const response = await send(method, path, body);
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    const json = isJson ? await response.json() : undefined;
    if (!response.ok) {
        throw new ApiError(response.status, message(response, json), json);
    }
    return json;
}

async function prove({ challenge, methods }) {
    const hasPasskey = methods.includes("passkey") && isSupported();
    let text = "Enter the code that your authenticator app shows, or a recovery code.";
    while (true) {
        const code = await askForProof(text, hasPasskey);
        if (code === null) {
            return false;
        }
        try {
            const sent = code === undefined ? await passkey({ challenge }) : { challenge, ...proof(code) };
            await requestOnce("POST", "/admin/auth/factors/verify", sent);
            return true;
        } catch (error) {
            if (error.type !== SECOND_FACTOR && error.status !== 400) {
                throw error;
            }
            text = "This code is wrong or was used already. Enter another one.";
        }
    }
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

function message(response, json) {
    const seconds = response.headers.get("Retry-After");
    const wait = seconds ? ` Possible again in ${seconds} seconds.` : "";
    return (json?.message ?? `The server has answered with status ${response.status}.`) + wait;
}
