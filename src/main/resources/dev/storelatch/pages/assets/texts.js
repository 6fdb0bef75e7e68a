// Texts of the page, in its language.

export const root = document.getElementById("app");

const { texts, mistakes } = JSON.parse(root.dataset.texts);
const language = document.documentElement.lang;
const dates = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });

/** Returns a text; an unknown key is shown, so that nobody overlooks it. */
export function text(key, argument) {
    return (texts[key] ?? key).replace("{0}", argument ?? "");
}

/** Returns the text, or the given one if there is none with this key. */
export const textOr = (key, other) => texts[key] ?? other;

export const date = iso => dates.format(new Date(iso));

/** Formats an amount in the smallest unit of its currency, as the API has it. */
export function money(amount, currency) {
    const format = new Intl.NumberFormat(language, { style: "currency", currency });
    return format.format(amount / 10 ** format.resolvedOptions().maximumFractionDigits);
}

const regions = new Intl.DisplayNames(language, { type: "region" });

/** Codes of ISO 3166-1, without a separator. */
const CODES = "ADAEAFAGAIALAMAOARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZ"
    + "DEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJP"
    + "KEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZ"
    + "OMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZ"
    + "UAUGUMUSUYUZVAVCVEVGVIVNVUWFWSYEYTZAZMZW";

export const country = code => code ? regions.of(code.toUpperCase()) : "";

/** Returns codes and names of all countries, sorted by name. */
export const countries = () => CODES.match(/../g)
    .map(code => ({ code: code.toLowerCase(), name: regions.of(code) }))
    .sort((a, b) => a.name.localeCompare(b.name, language));

/** Returns the texts beside fields that the message of the API is about, or null if it is about something else. */
export function fieldErrors(message) {
    const found = message.split(", ").map(part => {
        for (const mistake of mistakes) {
            const match = part.match(new RegExp(mistake.message));
            if (match) {
                const argument = match[mistake.field ? 1 : 2];
                return [mistake.field || match[1], mistake.text.replace("{0}", argument ?? "")];
            }
        }
        return null;
    });
    return found.includes(null) ? null : Object.fromEntries(found.reverse());
}

/** Returns the text for a request that has failed. */
export function failure(error) {
    if (error.text) {
        return error.text;
    }
    switch (error.status) {
        case 429: return text("limited");
        case 400: case 403: case 404: case 409: case 422: return text("refused", error.message);
        default: return text("unavailable");
    }
}
