import { html, nothing } from "../webjars/lit-html/lit-html.js";
import { api } from "./api.js";
import { Form } from "./form.js";
import { fail, load } from "./page.js";
import { date, money, root, text, textOr } from "./texts.js";

const PAGE = 10;

/** As many ids as the claim can be for are shorter. */
const MAX_IDS_LENGTH = 2000;

let claimForm;

export const show = root => load(root, () => read(0), view);

async function read(offset) {
    const { orders, count } = await api("GET", `/store/customers/me/orders?limit=${PAGE}&offset=${offset}`);
    return { orders, count };
}

function view(state, update) {
    claimForm ??= new Form("claim", update);
    return html`
        ${state.orders.length ? list(state, update) : html`<p>${text("order.none")}</p>`}
        <form class="card stack" novalidate @submit=${claimForm.submit(claim)}>
            <h2>${text("claim.title")}</h2>
            <p>${text("claim.text")}</p>
            ${claimForm.field("order_ids", { maxlength: MAX_IDS_LENGTH, hint: text("order_ids.hint") })}
            ${claimForm.result()}
            <button>${text("claim")}</button>
        </form>`;
}

/** The API does not say which of the orders exist, and asks their address, not the account's. */
async function claim({ order_ids: ids }, form) {
    await api("POST", "/store/orders/batch/customer/token", { order_ids: ids.trim().split(/[\s,;]+/) });
    form.reset();
    return text("claim.sent");
}

function list(state, update) {
    return html`
        <table class="stacked card">
            <thead><tr>
                <th scope="col">${text("order.number")}</th><th scope="col">${text("order.date")}</th>
                <th scope="col">${text("order.items")}</th><th scope="col">${text("order.status")}</th>
                <th scope="col">${text("order.total")}</th>
            </tr></thead>
            <tbody>${state.orders.map(row)}</tbody>
        </table>
        ${state.orders.length < state.count
            ? html`<button class="secondary" @click=${more(state, update)}>${text("more")}</button>` : nothing}`;
}

const row = order => html`
    <tr>
        <td data-label=${text("order.number")}>#${order.display_id}</td>
        <td data-label=${text("order.date")}>${date(order.created_at)}</td>
        <td data-label=${text("order.items")}>
            <span>${(order.items ?? []).map(item => html`<bdi>${item.quantity} × ${item.title}</bdi><br>`)}</span></td>
        <td data-label=${text("order.status")}>${textOr(`order.status.${order.status}`, order.status)}</td>
        <td data-label=${text("order.total")} class="number">${money(order.total, order.currency_code)}</td>
    </tr>`;

const more = (state, update) => async () => {
    try {
        const next = await read(state.orders.length);
        state.orders = [...state.orders, ...next.orders];
        update();
    } catch (error) {
        fail(root, error);
    }
};
