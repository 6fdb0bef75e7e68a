// Accounts at OpenID providers that are linked to the account: listed, linked and unlinked.
import { html, nothing } from "../webjars/lit-html/lit-html.js";
import { api } from "./api.js";
import { confirm } from "./dialog.js";
import { Form } from "./form.js";
import { date, root, text } from "./texts.js";

const PATH = "/store/customers/me/identities";
const { return_to: returnTo, providers } = JSON.parse(root.dataset.providers);

let form;

/** Returns the links; null if the server has no providers. */
export const readIdentities = async () => providers.length ? (await api("GET", PATH)).identities : null;

export function identities(state, update) {
    form ??= new Form("identity", update);
    if (!state.identities) {
        return nothing;
    }
    const others = providers.filter(({ name }) => state.identities.every(({ provider }) => provider !== name));
    return html`
        <section class="card stack" aria-labelledby="identities">
            <h2 id="identities">${text("identity.title")}</h2>
            <p>${text("identity.text")}</p>
            ${state.identities.length
                ? html`<ul class="stack plain">${state.identities.map(identity => row(state, identity))}</ul>`
                : html`<p>${text("identity.none")}</p>`}
            ${state.asksForPassword ? form.field("current_password", { type: "password", autocomplete: "current-password" }) : nothing}
            ${others.length ? html`<div class="row">${others.map(provider => html`
                <button class="secondary" @click=${form.submit(link(state, provider))}>
                    ${text("identity.link", provider.label)}</button>`)}</div>` : nothing}
            ${form.result()}
        </section>`;
}

function row(state, identity) {
    const label = providers.find(({ name }) => name === identity.provider)?.label ?? identity.provider;
    return html`
        <li class="spaced">
            <div>
                <h3><bdi>${label}</bdi></h3>
                <p class="muted small">${identity.email ? html`<bdi>${identity.email}</bdi><br>` : nothing}
                    ${text("factor.since", date(identity.created_at))}<br>
                    ${identity.last_used_at ? text("factor.used", date(identity.last_used_at)) : nothing}</p>
            </div>
            <button class="secondary small" aria-label=${text("identity.unlink.of", label)}
                @click=${form.submit(unlink(state, identity))}>${text("identity.unlink")}</button>
        </li>`;
}

/** The browser goes on at the provider, which returns it to this page. */
const link = (state, { name }) => () => permitted(state, async password => {
    const { location: page } = await api("POST", PATH, { provider: name, redirect_to: returnTo, ...password });
    location.assign(page);
    return null;
});

const unlink = (state, { id }) => async () => {
    if (!await confirm(text("identity.unlink.title"), text("identity.unlink.text"), text("identity.unlink.action"))) {
        return null;
    }
    return permitted(state, async password => {
        state.identities = (await api("DELETE", `${PATH}/${encodeURIComponent(id)}`, password)).identities;
        state.asksForPassword = false;
        return text("identity.unlinked");
    });
};

/** The password is asked for only where the API wants it, which is not so for accounts with a second factor or without a password. */
async function permitted(state, change) {
    const field = document.getElementById("identity-current_password");
    try {
        return await change(field ? { current_password: field.value } : {});
    } catch (error) {
        if (error.status !== 400 || !error.message.startsWith("current_password must")) {
            throw error;
        }
        state.asksForPassword = true;
        form.refuse("current_password", text("identity.password"));
        return null;
    }
}
