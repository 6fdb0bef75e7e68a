import { html, nothing } from "../webjars/lit-html/lit-html.js";
import { create, isCancelled, isKnown, isSupported } from "../ui/passkey.js";
import { ApiError, get, path, request } from "./api.js";
import { section, table, time } from "./format.js";

const PATH = "/admin/auth/passkeys";

const PASSWORD = {
    name: "current_password",
    label: "Current password",
    type: "password",
    required: true,
    maxlength: 1024,
    autocomplete: "current-password",
};

/** The passkeys of the user of the console, who can add, rename and remove them. */
export class Passkeys {
    constructor(view) {
        this.view = view;
        this.passkeys = null;
    }

    async load() {
        if (document.body.dataset.passkeys === "true") {
            this.passkeys = (await get(PATH)).passkeys;
        }
    }

    /** Renders nothing if the server has no passkeys at all. */
    render() {
        if (!this.passkeys) {
            return nothing;
        }
        const rows = this.passkeys.map(passkey => [
            passkey.name, time(passkey.created_at), time(passkey.last_used_at), this.buttons(passkey),
        ]);
        return section("passkeys", "Passkeys", html`
            <p>Log in with a fingerprint, a face or a PIN instead of the password.</p>
            ${table("Passkeys", ["Name", "Added", "Last used", "Action"], rows, "You have no passkeys yet.")}
            ${isSupported() ? this.addForm() : html`<p class="muted">This browser has no passkeys.</p>`}
        `);
    }

    addForm() {
        return html`
            <form class="stack" @submit=${event => this.add(event)}>
                <label class="row console-check">
                    <input type="checkbox" name="second_factor"> Also ask for it when somebody logs in with the password
                </label>
                <button class="secondary">Add a passkey</button>
            </form>
        `;
    }

    add(event) {
        event.preventDefault();
        const secondFactor = new FormData(event.target).has("second_factor");
        return this.view.change(async () => {
            const { options } = await this.withPassword("POST", `${PATH}/registration-options`);
            const credential = await makePasskey(options);
            const added = await request("POST", PATH, { credential, second_factor: secondFactor });
            if (added.recovery_codes) {
                this.view.showCodes(added.recovery_codes);
            }
        }, "The passkey was added.");
    }

    buttons(passkey) {
        return html`
            <span class="row">
                <button class="secondary small" aria-label="Rename ${passkey.name}" @click=${() => this.rename(passkey)}>Rename …</button>
                <button class="danger small" aria-label="Remove ${passkey.name}" @click=${() => this.remove(passkey)}>Remove …</button>
            </span>
        `;
    }

    rename(passkey) {
        return this.view.changeIfConfirmed(
            {
                title: "Rename the passkey",
                text: `It is called ${passkey.name}.`,
                action: "Rename",
                isHarmless: true,
                fields: [{ name: "name", label: "New name", required: true, maxlength: 100 }],
            },
            ({ name }) => request("POST", PATH + path`/${passkey.id}`, { name }),
            "The passkey was renamed.",
        );
    }

    remove(passkey) {
        return this.view.changeIfConfirmed(
            {
                title: "Remove the passkey?",
                text: `${passkey.name} no longer logs in to your account. Devices that are logged in stay so.`,
                action: "Remove the passkey",
            },
            () => this.withPassword("DELETE", PATH + path`/${passkey.id}`),
            `The passkey ${passkey.name} was removed.`,
        );
    }

    /** Sends a request that needs the password if the log-in is not recent. */
    async withPassword(method, address) {
        try {
            return await request(method, address, {});
        } catch (error) {
            if (error.status !== 400 || !error.message.startsWith("current_password must")) {
                throw error;
            }
        }
        const answer = await this.view.app.ask({
            title: "Confirm that it is you",
            text: "Your log-in is not recent.",
            action: "Continue",
            isHarmless: true,
            fields: [PASSWORD],
        });
        if (!answer) {
            throw new ApiError(0, "Nothing was changed.");
        }
        return request(method, address, answer);
    }
}

async function makePasskey(options) {
    try {
        return await create(options);
    } catch (error) {
        if (isCancelled(error)) {
            throw new ApiError(0, "No passkey was made.");
        }
        throw isKnown(error) ? new ApiError(0, "This device has a passkey of your account already.") : error;
    }
}
