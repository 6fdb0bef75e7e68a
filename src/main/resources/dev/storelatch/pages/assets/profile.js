import { html } from "../webjars/lit-html/lit-html.js";
import { api } from "./api.js";
import { Form } from "./form.js";
import { load } from "./page.js";
import { text } from "./texts.js";

let form;

export const show = root => load(root, read, view);

const read = async () => (await api("GET", "/store/customers/me")).customer;

function view(customer, update) {
    form ??= new Form("profile", update);
    return html`
        <form class="card stack" novalidate @submit=${form.submit(save(customer))}>
            <p>${text("email")}: <bdi>${customer.email}</bdi></p>
            <div class="columns">
                ${form.field("first_name", { value: customer.first_name ?? "", autocomplete: "given-name" })}
                ${form.field("last_name", { value: customer.last_name ?? "", autocomplete: "family-name" })}
                ${form.field("phone", { type: "tel", value: customer.phone ?? "", autocomplete: "tel" })}
            </div>
            ${form.result()}
            <button>${text("save")}</button>
        </form>`;
}

const save = customer => async fields => {
    Object.assign(customer, (await api("POST", "/store/customers/me", fields)).customer);
    return text("saved");
};
