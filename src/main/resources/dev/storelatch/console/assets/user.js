import { html, nothing } from "../webjars/lit-html/lit-html.js";
import { AccountView } from "./account.js";
import { get, request } from "./api.js";
import { badge, section, words } from "./format.js";
import { ROLES, roleField } from "./roles.js";

const TOKEN_BYTES = 32;

/** A user who runs the store: the account, the role and the API token. */
export class UserView extends AccountView {
    title = "User";

    constructor(app, params) {
        super(app, params, "users");
        this.token = null;
    }

    async loadPerson() {
        return (await get(this.base)).user;
    }

    /** The first administrators of a shop lock nobody out by accident: the server refuses to remove the last one, or oneself. */
    isSelf() {
        return this.app.user.id === this.params.id;
    }

    /** Nobody removes the own second factors here, where no proof of them is asked for. */
    factorTable() {
        return this.isSelf() ? html`<p>They are those of <a href="#/security">your own account</a>.</p>` : super.factorTable();
    }

    badges() {
        return this.person ? badge("", ROLES[this.person.role]) : nothing;
    }

    details() {
        if (!this.person) {
            return nothing;
        }
        return html`
            ${section("role", "Role", this.roleForm())}
            ${section("token", "API token", this.tokenPart())}
        `;
    }

    roleForm() {
        return html`
            <form class="row" @submit=${event => this.saveRole(event)}>
                ${roleField(this.person.role)}
                <button class="secondary console-beside-field">Save the role</button>
            </form>
        `;
    }

    saveRole(event) {
        event.preventDefault();
        const { role } = Object.fromEntries(new FormData(event.target));
        return this.change(
            () => request("POST", this.base, { role }),
            `The role of ${this.name()} is ${words(role).toLowerCase()}, from the next request on.`,
        );
    }

    tokenPart() {
        return html`
            <p>A program that acts as this user sends the token in the header <code>x-medusa-access-token</code>. Only its hash is stored, so it is shown once.</p>
            ${this.token
                ? html`
                    <div class="field">
                        <label for="token">New API token</label>
                        <input id="token" class="code" readonly .value=${this.token} @focus=${event => event.target.select()}>
                        <span class="hint">Copy it now. It is not shown again.</span>
                    </div>`
                : nothing}
            <div class="row">
                <button class="secondary" @click=${() => this.createToken()}>Create a new token …</button>
                <button class="secondary" @click=${() => this.removeToken()}>Remove the token …</button>
            </div>
        `;
    }

    async createToken() {
        const token = randomToken();
        await this.changeIfConfirmed(
            {
                title: "Create a new API token?",
                text: `A token that ${this.name()} has already stops working at once.`,
                action: "Create the token",
            },
            async () => {
                await request("POST", this.base, { api_token: token });
                this.token = token;
            },
            `${this.name()} has a new API token.`,
        );
        document.getElementById("token")?.focus();
    }

    removeToken() {
        return this.changeIfConfirmed(
            {
                title: "Remove the API token?",
                text: `Programs that use the token of ${this.name()} are refused at once.`,
                action: "Remove the token",
            },
            async () => {
                await request("POST", this.base, { api_token: "" });
                this.token = null;
            },
            `${this.name()} has no API token any more.`,
        );
    }

    removals() {
        if (this.isSelf()) {
            return html`<p class="muted small">Another administrator can delete or erase your account.</p>`;
        }
        return html`
            <button class="danger" @click=${() => this.deleteUser()}>Delete the user …</button>
            <button class="danger" @click=${() => this.erase("")}>Anonymise …</button>
        `;
    }

    deleteUser() {
        return this.changeIfConfirmed(
            {
                title: "Delete the user?",
                text: `${this.name()} is logged out everywhere and cannot log in any more. The API token stops working.`,
                action: "Delete the user",
            },
            () => request("DELETE", this.base),
            `The user ${this.name()} was deleted.`,
        );
    }
}

function randomToken() {
    const bytes = crypto.getRandomValues(new Uint8Array(TOKEN_BYTES));
    return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
