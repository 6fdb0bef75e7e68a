import { html, nothing } from "../webjars/lit-html/lit-html.js";
import { proof } from "../ui/factors.js";
import { isSupported } from "../ui/passkey.js";
import { ApiError, passkey } from "./api.js";
import { AppSetup, recoveryCodes } from "./factors.js";
import { View } from "./view.js";

const WRONG_PASSWORD = "The e-mail address or the password is wrong.";
const WRONG_PASSKEY = "This passkey does not log in to the console.";

/** The log-in in one or two steps. Who must have a second factor, and has none, sets one up in between. */
export class LoginView extends View {
    title = "Log in to the console";
    focus = "#email";

    /** What the second step needs; null in the first one. */
    step = null;
    setup = null;
    codes = null;

    render() {
        if (this.codes) {
            return recoveryCodes(this.codes, () => this.continue(this.setup.permission));
        }
        if (this.setup) {
            return this.setup.render();
        }
        return this.step ? this.secondStep() : this.firstStep();
    }

    firstStep() {
        return html`
            <form class="card stack console-login" @submit=${event => this.submit(event)}>
                <div class="field">
                    <label for="email">E-mail address</label>
                    <input id="email" name="email" type="email" autocomplete="username" required>
                </div>
                <div class="field">
                    <label for="password">Password</label>
                    <input id="password" name="password" type="password" autocomplete="current-password" required>
                </div>
                <button ?disabled=${this.app.busy}>Log in</button>
                ${document.body.dataset.passkeys === "true" && isSupported() ? this.passkeyButton({}) : nothing}
                <p><a href="/console/forgot-password">Forgotten your password?</a></p>
            </form>
        `;
    }

    secondStep() {
        return html`
            <form class="card stack console-login" @submit=${event => this.submitCode(event)}>
                <div class="field">
                    <label for="code">Code</label>
                    <input id="code" name="code" autocomplete="one-time-code" maxlength="100" required aria-describedby="code-hint">
                    <span class="hint" id="code-hint">Of your authenticator app, or one of your recovery codes.</span>
                </div>
                <div class="row">
                    <button ?disabled=${this.app.busy}>Log in</button>
                    ${this.step.methods.includes("passkey") && isSupported()
                        ? this.passkeyButton({ challenge: this.step.challenge }) : nothing}
                    <button type="button" class="secondary" @click=${() => this.startAgain()}>Start again</button>
                </div>
            </form>
        `;
    }

    passkeyButton(permission) {
        const use = () => this.app.run(async () => this.logIn(await passkey(permission)));
        return html`<button type="button" class="secondary" ?disabled=${this.app.busy} @click=${use}>Log in with a passkey</button>`;
    }

    submit(event) {
        event.preventDefault();
        const { email, password } = Object.fromEntries(new FormData(event.target));
        this.continue({ email, password });
    }

    submitCode(event) {
        event.preventDefault();
        const { code } = Object.fromEntries(new FormData(event.target));
        this.continue({ challenge: this.step.challenge, ...proof(code) });
    }

    startAgain() {
        this.step = null;
        this.setup = null;
        this.codes = null;
        this.update();
        document.getElementById("email").focus();
    }

    continue(proved) {
        return this.app.run(() => this.logIn(proved));
    }

    async logIn(proved) {
        try {
            await this.app.logIn(proved);
        } catch (error) {
            await this.goOn(error, proved);
        }
    }

    /** Shows the step that the response asks for. */
    async goOn(error, proved) {
        const isSecondStep = "challenge" in proved;
        this.app.notice = null;
        if (error.type === "second_factor_required") {
            this.step = error;
            this.update();
            const field = document.getElementById("code");
            field.value = "";
            field.focus();
            if (isSecondStep) {
                throw new ApiError(403, "This code is wrong or was used already.");
            }
        } else if (error.type === "second_factor_setup_required") {
            this.setup = new AppSetup(this, error.challenge, codes => {
                this.codes = codes;
                this.update();
            });
            await this.setup.start();
        } else if (error.status === 401 && isSecondStep) {
            this.startAgain();
            throw new ApiError(401, "The log-in has taken too long. Log in again.");
        } else {
            throw error.status === 401 ? new ApiError(401, "passkey" in proved ? WRONG_PASSKEY : WRONG_PASSWORD) : error;
        }
    }
}
