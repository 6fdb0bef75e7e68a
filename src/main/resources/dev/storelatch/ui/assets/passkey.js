// Passkeys (WebAuthn Level 3), for the pages of customers and the console.

/** Whether this browser has passkeys, and reads the options of the API by itself. */
export const isSupported = () => "parseRequestOptionsFromJSON" in (globalThis.PublicKeyCredential ?? {});

/** Has a passkey made, and returns what the API registers. */
export async function create(options) {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    return (await navigator.credentials.create({ publicKey })).toJSON();
}

/** Has a passkey prove its user, and returns what the API verifies. */
export async function get(options) {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
    return (await navigator.credentials.get({ publicKey })).toJSON();
}

/** Whether the user has cancelled, or has no passkey here: browsers do not tell which. */
export const isCancelled = error => error.name === "NotAllowedError" || error.name === "AbortError";

/** Whether this device has a passkey of the account already. */
export const isKnown = error => error.name === "InvalidStateError";
