import { html, nothing } from "../webjars/lit-html/lit-html.js";
import { get, path, request } from "./api.js";
import { AppSetup, describeFactor, METHODS, recoveryCodes } from "./factors.js";
import { section, table, words } from "./format.js";
import { Passkeys } from "./passkeys.js";
import { View } from "./view.js";

const PATH = "/admin/auth/factors";

/** What protects the account of the user of the console. */
export class SecurityView extends View {
    title = "Your account";
    setup = null;
    codes = null;

    passkeys = new Passkeys(this);

    async load() {
        [this.state] = await Promise.all([get(PATH), this.passkeys.load()]);
    }

    /** Shows recovery codes, once. */
    showCodes(codes) {
        this.codes = codes;
    }

    render() {
        if (this.codes) {
            return recoveryCodes(this.codes, () => this.close());
        }
        return this.setup?.app
            ? this.setup.render()
            : html`${this.passkeys.render()} ${section("factors", "Second factors", this.factors())}`;
    }

    /** Leaves what is shown once. */
    close() {
        this.codes = null;
        this.setup = null;
        return this.app.run(() => this.load());
    }

    factors() {
        const { factors, recovery_codes_left: codes, can_set_up: canSetUp, required } = this.state;
        const rows = factors.map(factor => [...describeFactor(factor), this.removeButton(factor)]);
        return html`
            <p>Who logs in to your account must then also prove one of them, and not only know the password.
                ${required ? "Every user must have one." : nothing}</p>
            ${table("Second factors", ["Factor", "Added", "Last used", "Action"], rows, "You have no second factor yet.")}
            ${factors.length ? html`
                <div class="row">
                    <span>${codes} unused recovery codes.</span>
                    <button class="secondary small" @click=${() => this.replaceCodes()}>Make new codes …</button>
                </div>` : nothing}
            ${canSetUp.includes("totp") ? this.setupForm() : nothing}
        `;
    }

    /** The first factor needs the password, a further one a recent proof, which is asked for where the API wants it. */
    setupForm() {
        return html`
            <form class="row" @submit=${event => this.startSetup(event)}>
                ${this.state.factors.length ? nothing : html`
                    <input type="hidden" autocomplete="username" value=${this.app.user.email}>
                    <div class="field console-search">
                        <label for="current_password">Current password</label>
                        <input id="current_password" name="current_password" type="password" autocomplete="current-password" required>
                    </div>`}
                <button class="secondary console-beside-field">Set up an authenticator app</button>
            </form>
        `;
    }

    startSetup(event) {
        event.preventDefault();
        const proof = Object.fromEntries(new FormData(event.target));
        this.setup = new AppSetup(this, null, async codes => {
            this.codes = codes;
            this.setup = null;
            await this.load();
            this.app.tell("The authenticator app is set up.");
        });
        return this.app.run(() => this.setup.start(proof));
    }

    removeButton(factor) {
        const kind = METHODS[factor.method] ?? words(factor.method);
        const remove = () => this.changeIfConfirmed(
            {
                title: "Remove the second factor?",
                text: "It is no longer accepted. Without any other, the password alone is enough to log in, and your recovery codes end.",
                action: "Remove the factor",
            },
            () => request("DELETE", PATH + path`/${factor.id}`),
            `The second factor ${kind} was removed.`,
        );
        return html`<button class="danger small" aria-label="Remove ${factor.name ?? kind}" @click=${remove}>Remove …</button>`;
    }

    replaceCodes() {
        return this.changeIfConfirmed(
            {
                title: "Make new recovery codes?",
                text: "The former ones are no longer accepted.",
                action: "Make new codes",
            },
            async () => {
                this.codes = (await request("POST", `${PATH}/recovery-codes`, {})).recovery_codes;
            },
            "You have new recovery codes.",
        );
    }
}
