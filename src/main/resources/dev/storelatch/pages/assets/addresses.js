import { html, nothing } from "../webjars/lit-html/lit-html.js";
import { api } from "./api.js";
import { Form } from "./form.js";
import { load } from "./page.js";
import { countries, country, text } from "./texts.js";

const PATH = "/store/customers/me/addresses";

let form;

export const show = root => load(root, read, view);

/** `edited` is the address in the form; `{}` is a new one. */
const read = async () => ({ addresses: (await api("GET", "/store/customers/me")).customer.shipping_addresses, edited: null });

function view(state, update) {
    form ??= new Form("address", update);
    const edit = address => () => {
        Object.assign(form, { errors: {}, message: null });
        state.edited = address;
        update();
        (address ? document.getElementById("address-first_name") : document.getElementById("address-add"))?.focus();
    };
    return html`
        ${form.result()}
        ${state.edited ? editor(state, edit) : html`
            ${state.addresses.length ? nothing : html`<p>${text("address.none")}</p>`}
            <ul class="grid plain">${state.addresses.map(address => card(state, address, edit))}</ul>
            <button id="address-add" @click=${edit({})}>${text("address.add")}</button>`}`;
}

function card(state, address, edit) {
    const line = address.address_1 ?? "";
    return html`
        <li class="card stack">
            <address>
                ${[
                    [address.first_name, address.last_name].filter(Boolean).join(" "), address.company, line, address.address_2,
                    [address.postal_code, address.city].filter(Boolean).join(" "), address.province, country(address.country_code),
                ].filter(Boolean).map(part => html`<div><bdi>${part}</bdi></div>`)}
            </address>
            <div class="row">
                <button class="secondary small" aria-label=${text("address.edit.of", line)} @click=${edit(address)}>
                    ${text("address.edit")}</button>
                <button class="secondary small" aria-label=${text("address.remove.of", line)}
                    @click=${form.submit(remove(state, address))}>${text("address.remove")}</button>
            </div>
        </li>`;
}

function editor(state, edit) {
    const field = (name, autocomplete) => form.field(name, { value: state.edited[name] ?? "", autocomplete });
    return html`
        <form class="card stack" novalidate @submit=${form.submit(save(state))}>
            <div class="columns">
                ${field("first_name", "given-name")} ${field("last_name", "family-name")}
                ${field("company", "organization")} ${field("phone", "tel")}
                ${field("address_1", "address-line1")} ${field("address_2", "address-line2")}
                ${field("postal_code", "postal-code")} ${field("city", "address-level2")}
                ${field("province", "address-level1")}
                ${form.select("country_code", [{ code: "", name: text("country.none") }, ...countries()],
                    state.edited.country_code ?? "")}
            </div>
            <div class="row">
                <button>${text("save")}</button>
                <button class="secondary" type="button" @click=${edit(null)}>${text("cancel")}</button>
            </div>
        </form>`;
}

const save = state => async fields => {
    const { id } = state.edited;
    Object.assign(state.edited, fields);
    const { customer } = id
        ? await api("POST", `${PATH}/${encodeURIComponent(id)}`, fields)
        : await api("POST", PATH, { address: fields });
    state.addresses = customer.shipping_addresses;
    state.edited = null;
    return text("saved");
};

const remove = (state, address) => async () => {
    state.addresses = (await api("DELETE", `${PATH}/${encodeURIComponent(address.id)}`)).customer.shipping_addresses;
    return text("address.removed");
};
