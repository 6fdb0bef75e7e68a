import { html, nothing } from "../webjars/lit-html/lit-html.js";
import { api } from "./api.js";
import { factors, readFactors } from "./factors.js";
import { Form } from "./form.js";
import { identities, readIdentities } from "./identities.js";
import { fail, load } from "./page.js";
import { passkeys, readPasskeys } from "./passkeys.js";
import { date, root, text, textOr } from "./texts.js";

const EVENTS = "/store/customers/me/security-events?limit=20";

let passwordForm;
let emailForm;

export const show = root => load(root, read, view);

async function read() {
    const [{ customer }, known, own, linked, { security_events: events, next }] = await Promise.all(
        [api("GET", "/store/customers/me"), readFactors(), readPasskeys(), readIdentities(), api("GET", EVENTS)]);
    return { customer, factors: known, passkeys: own, identities: linked, events, next };
}

function view(state, update) {
    passwordForm ??= new Form("password", update);
    emailForm ??= new Form("email", update);
    return html`
        <form class="card stack" novalidate @submit=${passwordForm.submit(changePassword)}>
            <h2>${text("password.title")}</h2>
            <input type="hidden" autocomplete="username" value=${state.customer.email}>
            <div class="columns">
                ${passwordForm.field("current_password", { type: "password", autocomplete: "current-password" })}
                ${passwordForm.field("password", { type: "password", autocomplete: "new-password" })}
            </div>
            ${passwordForm.result()}
            <button>${text("save")}</button>
        </form>
        <form class="card stack" novalidate @submit=${emailForm.submit(changeEmail(state))}>
            <h2>${text("email.title")}</h2>
            <div class="columns">
                ${emailForm.field("email", { type: "email", value: state.customer.email, autocomplete: "email" })}
                ${emailForm.field("current_password", { type: "password", autocomplete: "current-password" })}
            </div>
            ${emailForm.result()}
            <button>${text("save")}</button>
        </form>
        ${passkeys(state, update)}
        ${identities(state, update)}
        ${factors(state, update)}
        <section class="card stack" aria-labelledby="events">
            <h2 id="events">${text("events.title")}</h2>
            ${events(state, update)}
        </section>`;
}

async function changePassword(fields, form) {
    await api("POST", "/store/customers/me", fields);
    form.reset();
    return text("password.changed");
}

/** The address may have to be confirmed first; the response then still has the former one. */
const changeEmail = state => async (fields, form) => {
    const { customer } = await api("POST", "/store/customers/me", fields);
    state.customer = customer;
    form.elements.current_password.value = "";
    return text(customer.email === fields.email.toLowerCase() ? "email.changed" : "email.mailed");
};

function events(state, update) {
    if (!state.events.length) {
        return html`<p>${text("events.none")}</p>`;
    }
    return html`
        <table class="stacked">
            <thead><tr>
                <th scope="col">${text("events.date")}</th><th scope="col">${text("events.event")}</th>
                <th scope="col">${text("events.network")}</th>
            </tr></thead>
            <tbody>${state.events.map(event => html`
                <tr>
                    <td data-label=${text("events.date")}>${date(event.occurred_at)}</td>
                    <td data-label=${text("events.event")}>${textOr(`event.${event.event}`, event.event)}</td>
                    <td data-label=${text("events.network")}>
                        <bdi>${event.by_administrator ? text("events.by") : event.network ?? "–"}</bdi></td>
                </tr>`)}</tbody>
        </table>
        ${state.next ? html`<button class="secondary" @click=${more(state, update)}>${text("more")}</button>` : nothing}`;
}

const more = (state, update) => async () => {
    try {
        const page = await api("GET", `${EVENTS}&before=${state.next}`);
        state.events = [...state.events, ...page.security_events];
        state.next = page.next;
        update();
    } catch (error) {
        fail(root, error);
    }
};
