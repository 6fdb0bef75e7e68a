import { html, nothing } from "../webjars/lit-html/lit-html.js";
import { ApiError, get, path } from "./api.js";
import { badge, fullName, table, time } from "./format.js";
import { View } from "./view.js";

const PAGE = 20;

/** Finds customers by a part of the e-mail address or name, by id, or by the number of an order. */
export class CustomersView extends View {
    title = "Customers";
    focus = "#search";

    async load() {
        this.text = this.params.q ?? "";
        this.offset = Number(this.params.offset ?? 0);
        const { customers, count } = await find(this.text, this.offset);
        this.customers = customers;
        this.count = count;
    }

    render() {
        return html`
            <form class="row" role="search" @submit=${event => this.search(event)}>
                <div class="field console-search">
                    <label for="search">E-mail address, name, id or order number</label>
                    <input id="search" name="q" type="search" maxlength="256" .value=${this.text}>
                </div>
                <button class="console-beside-field">Find</button>
            </form>
            ${table("Customers", ["E-mail address", "Name", "Kind", "Since"], this.customers.map(row), "No customer was found.")}
            ${this.pages()}
        `;
    }

    /** The address has the search, so that the way back leads to its result. */
    search(event) {
        event.preventDefault();
        location.hash = address(new FormData(event.target).get("q").trim(), 0);
    }

    pages() {
        const end = this.offset + this.customers.length;
        return html`
            <nav class="row" aria-label="Pages">
                ${this.offset > 0 ? html`<a href="#${address(this.text, Math.max(0, this.offset - PAGE))}">Previous</a>` : nothing}
                ${this.count > 0 ? html`<span class="muted">${this.offset + 1} to ${end} of ${this.count}</span>` : nothing}
                ${end < this.count ? html`<a href="#${address(this.text, end)}">Next</a>` : nothing}
            </nav>
        `;
    }
}

function address(text, offset) {
    return `/customers?${new URLSearchParams({ q: text, offset })}`;
}

/** Tells what was entered by its form: ids begin with their prefix, and order numbers are what shops print on invoices. */
async function find(text, offset) {
    if (/^cus_\w+$/.test(text)) {
        return findById(text);
    }
    const query = new URLSearchParams({ limit: PAGE, offset });
    const number = /^#?(\d{1,9})$/.exec(text);
    query.set(number ? "order_number" : "q", number ? number[1] : text);
    return get(`/admin/customers?${query}`);
}

async function findById(id) {
    try {
        const { customer } = await get(path`/admin/customers/${id}`);
        return { customers: [customer], count: 1 };
    } catch (error) {
        if (error instanceof ApiError && error.status === 404) {
            return { customers: [], count: 0 };
        }
        throw error;
    }
}

function row(customer) {
    return [
        html`<a href="#${path`/customers/${customer.id}`}">${customer.email}</a>`,
        fullName(customer),
        customer.has_account ? badge("good", "Account") : badge("", "Guest"),
        time(customer.created_at),
    ];
}
