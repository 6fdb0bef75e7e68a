// Passkeys of the account: listed, added, renamed and removed.
import { html, nothing } from "../webjars/lit-html/lit-html.js";
import { create, isCancelled, isKnown, isSupported } from "../ui/passkey.js";
import { api } from "./api.js";
import { confirm } from "./dialog.js";
import { readFactors } from "./factors.js";
import { Form } from "./form.js";
import { date, root, text } from "./texts.js";

const PATH = "/store/auth/passkeys";
const MAX_NAME = 100;

let form;

/** Returns the passkeys; null if the server has none at all. */
export const readPasskeys = async () => root.dataset.passkeys === "true" ? (await api("GET", PATH)).passkeys : null;

export function passkeys(state, update) {
    form ??= new Form("passkey", update);
    if (!state.passkeys) {
        return nothing;
    }
    return html`
        <section class="card stack" aria-labelledby="passkeys">
            <h2 id="passkeys">${text("passkey.title")}</h2>
            <p>${text("passkey.text")}</p>
            ${state.passkeys.length
                ? html`<ul class="stack plain">${state.passkeys.map(passkey => row(state, passkey, update))}</ul>`
                : html`<p>${text("passkey.none")}</p>`}
            ${isSupported() ? addition(state) : html`<p>${text("passkey.unsupported")}</p>`}
            ${form.result()}
        </section>`;
}

function row(state, passkey, update) {
    const rename = open => () => {
        state.renamed = open ? passkey.id : null;
        update();
        document.getElementById(open ? "passkey-name" : "passkeys").focus?.();
    };
    if (state.renamed === passkey.id) {
        return html`
            <li>
                <form class="stack" novalidate @submit=${form.submit(save(state, passkey))}>
                    ${form.field("name", { value: passkey.name, maxlength: MAX_NAME })}
                    <div class="row">
                        <button class="small">${text("save")}</button>
                        <button class="secondary small" type="button" @click=${rename(false)}>${text("cancel")}</button>
                    </div>
                </form>
            </li>`;
    }
    return html`
        <li class="spaced">
            <div>
                <h3><bdi>${passkey.name}</bdi></h3>
                <p class="muted small">${text("factor.since", date(passkey.created_at))}<br>
                    ${passkey.last_used_at ? text("factor.used", date(passkey.last_used_at)) : nothing}</p>
            </div>
            <div class="row">
                <button class="secondary small" aria-label=${text("passkey.rename.of", passkey.name)}
                    @click=${rename(true)}>${text("passkey.rename")}</button>
                <button class="secondary small" aria-label=${text("factor.remove.of", passkey.name)}
                    @click=${form.submit(remove(state, passkey))}>${text("factor.remove")}</button>
            </div>
        </li>`;
}

const save = (state, passkey) => async ({ name }) => {
    await api("POST", `${PATH}/${encodeURIComponent(passkey.id)}`, { name });
    state.renamed = null;
    state.passkeys = await readPasskeys();
    return text("saved");
};

const remove = (state, passkey) => async () => {
    if (!await confirm(text("passkey.remove.title"), text("passkey.remove.text"), text("passkey.remove.action"))) {
        return null;
    }
    try {
        await api("DELETE", `${PATH}/${encodeURIComponent(passkey.id)}`, password());
    } catch (error) {
        return askForPassword(state, error);
    }
    await read(state);
    return text("passkey.removed");
};

/** The password is asked for only where the API wants it: after a while, or if the last attempt has lacked it. */
const addition = state => html`
    <form class="stack" novalidate @submit=${form.submit(add(state))}>
        ${state.needsPassword
            ? form.field("current_password", { type: "password", autocomplete: "current-password" }) : nothing}
        <label class="row"><input type="checkbox" name="second_factor"> ${text("passkey.second_factor")}</label>
        <button class="secondary">${text("passkey.add")}</button>
    </form>`;

const add = state => async fields => {
    let credential;
    try {
        const { options } = await api("POST", `${PATH}/registration-options`, password());
        credential = await create(options);
    } catch (error) {
        if (isCancelled(error) || isKnown(error)) {
            throw refusal(text(isKnown(error) ? "passkey.known" : "passkey.cancelled"));
        }
        return askForPassword(state, error);
    }
    const added = await api("POST", PATH, { credential, second_factor: fields.second_factor === "on" });
    state.codes = added.recovery_codes ?? state.codes;
    await read(state);
    return text("passkey.added");
};

function password() {
    const field = document.getElementById("passkey-current_password");
    return field ? { current_password: field.value } : {};
}

function askForPassword(state, error) {
    if (error.status !== 400 || !error.message.startsWith("current_password must")) {
        throw error;
    }
    state.needsPassword = true;
    form.refuse("current_password", text("passkey.password"));
    return null;
}

/** An error as of a request that was refused, with a text for the visitor. */
const refusal = message => Object.assign(new Error(message), { status: 0, text: message });

async function read(state) {
    state.needsPassword = false;
    [state.passkeys, state.factors] = await Promise.all([readPasskeys(), readFactors()]);
}
