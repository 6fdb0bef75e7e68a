import { html, nothing } from "../webjars/lit-html/lit-html.js";
import { time } from "./format.js";

/** What the button of a remedy says and does, by the last part of the request's path. Others are no requests of one click. */
const REPAIRS = {
    lock: { label: "Unlock", repair: view => view.unlock() },
    "password-token": { label: "Send a password reset", repair: view => view.sendPasswordReset() },
    "rate-limits": { label: "Reset rate limits", repair: view => view.resetRateLimits() },
    factors: {
        label: "Remove all second factors …",
        repair: view => view.removeFactors(),
        isAllowed: view => view.mayRemoveFactors(),
    },
};

/** What has to be done by somebody else, or elsewhere, where no button repairs the cause. */
const ADVICE = {
    no_account: "Ask the person to register with the same address; the orders can then be claimed.",
    account_deleted: "Ask the person to register again, or invite the user again.",
    account_erased: "Ask the person to register again. The data cannot be restored.",
    mail_refused: "Ask the person for another address, or look at the outbox.",
    mail_waiting: "It is tried again by itself. The outbox shows when, and can send it at once.",
    cookie_not_returned: "The command doctor finds out why.",
    cross_site_refused: "If the page is yours, add its origin to the allowed ones (storelatch.cors).",
    sessions_ended: "Logging in again is enough.",
    second_factor_missing: "Ask for the authenticator app or a recovery code. Who has neither any more needs the second factors removed.",
    wrong_second_factor: "The clock of the device may be wrong. Who has lost the app needs the second factors removed.",
    passkey_sign_count: "Remove the passkey that was used; the owner can add it again. A copy of it may be in the hands of somebody else.",
    invalid_passkey: "Another way to log in helps, or a new passkey.",
    hashing_queue_full: "Waiting is enough. If it happens often, see Live figures.",
};

/** The causes in words, each with the button that repairs it. */
export function signInReport(view) {
    const { causes } = view.report;
    if (causes.length === 0) {
        return html`<p>Nothing is known that keeps this person from logging in.</p>`;
    }
    return html`<ul class="console-causes">${causes.map(cause => html`<li>${describe(cause, view)}</li>`)}</ul>`;
}

function describe(cause, view) {
    const button = cause.remedy && REPAIRS[cause.remedy.path.split("/").at(-1)];
    return html`
        <p>${cause.message}</p>
        ${cause.since || cause.until ? html`<p class="muted small">${period(cause)}</p>` : nothing}
        ${ADVICE[cause.code] ? html`<p class="muted small">${ADVICE[cause.code]}</p>` : nothing}
        ${button && (button.isAllowed?.(view) ?? true) ? html`<p><button class="small" @click=${() => button.repair(view)}>${button.label}</button></p>` : nothing}
    `;
}

function period({ since, until }) {
    return html`${since ? html`Since ${time(since)}` : nothing} ${until ? html`until ${time(until)}` : nothing}`;
}
