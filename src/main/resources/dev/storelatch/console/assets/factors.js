import { html, nothing } from "../webjars/lit-html/lit-html.js";
import { grouped, image } from "../ui/factors.js";
import { request } from "./api.js";
import { time, words } from "./format.js";

const TOTP = "/admin/auth/factors/totp";

/** The kinds of second factors in words. */
export const METHODS = { totp: "Authenticator app", passkey: "Passkey" };

/** Returns the cells of a table: what the factor is, since when, and when it was last used. */
export function describeFactor({ method, name, created_at: since, last_used_at: used }) {
    return [html`${METHODS[method] ?? words(method)}${name ? html` <span class="muted">${name}</span>` : nothing}`, time(since), time(used)];
}

/** Sets up an authenticator app, for a user who is logged in or who must do so first. */
export class AppSetup {
    /**
     * @param challenge of the log-in that waits for a second factor; null if the user is logged in
     * @param done gets the recovery codes; undefined if the user has them already
     */
    constructor(view, challenge, done) {
        this.view = view;
        this.permission = challenge ? { challenge } : {};
        this.done = done;
    }

    /** @param proof the current password, if it is needed */
    async start(proof = {}) {
        this.app = await request("POST", TOTP, { ...this.permission, ...proof });
        this.view.update();
        document.getElementById("app-code").focus();
    }

    render() {
        if (!this.app) {
            return nothing;
        }
        return html`
            <form class="card stack console-login" @submit=${event => this.submit(event)}>
                <h2>Set up an authenticator app</h2>
                <p>Scan this code with the app, and enter the six digits that it shows.</p>
                <img class="console-qr" src=${image(this.app.qr_code)} alt="QR code for the authenticator app">
                <p>Or enter this key in the app: <code>${grouped(this.app.secret)}</code></p>
                <div class="field">
                    <label for="app-code">Code</label>
                    <input id="app-code" name="code" autocomplete="one-time-code" maxlength="7" required>
                </div>
                <button>Turn on</button>
            </form>
        `;
    }

    submit(event) {
        event.preventDefault();
        const code = new FormData(event.target).get("code").trim();
        return this.view.app.run(async () => {
            const { recovery_codes: codes } = await request("POST", `${TOTP}/confirm`, { ...this.permission, code });
            this.view.app.notice = null;
            await this.done(codes);
        });
    }
}

/** Shows recovery codes, once. */
export function recoveryCodes(codes, kept) {
    return html`
        <div class="card stack">
            <h2>Recovery codes</h2>
            <p>Keep these codes in a safe place, for the case that you lose your other factors. Each can be used once, and they are not shown again.</p>
            <ul class="console-codes">${codes.map(code => html`<li class="code">${code}</li>`)}</ul>
            <button @click=${kept}>I have kept the codes</button>
        </div>
    `;
}
