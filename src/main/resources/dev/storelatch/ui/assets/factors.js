// What the pages of customers and the console have in common about second factors.

/** Returns the proof of a text in one field: an app shows six digits, a recovery code is longer. */
export function proof(text) {
    const code = text.trim();
    return /^\d{3}\s?\d{3}$/.test(code) ? { code: code.replace(/\s/, "") } : { recovery_code: code };
}

/** Returns the address of an SVG image, which needs no request. */
export const image = svg => `data:image/svg+xml,${encodeURIComponent(svg)}`;

/** Groups the characters of a key, so that a person can type it. */
export const grouped = key => key.match(/.{1,4}/g).join(" ");
