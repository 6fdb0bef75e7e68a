import { html } from "../webjars/lit-html/lit-html.js";
import { ApiError } from "./api.js";
import { View } from "./view.js";

export class LoginView extends View {
    title = "Log in to the console";
    focus = "#email";

    render() {
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
                <p><a href="/console/forgot-password">Forgotten your password?</a></p>
            </form>
        `;
    }

    submit(event) {
        event.preventDefault();
        const { email, password } = Object.fromEntries(new FormData(event.target));
        this.app.run(() => this.logIn(email, password));
    }

    async logIn(email, password) {
        try {
            await this.app.logIn(email, password);
        } catch (error) {
            throw error.status === 401 ? new ApiError(401, "The e-mail address or the password is wrong.") : error;
        }
    }
}
