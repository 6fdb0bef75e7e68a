import { html, nothing } from "../webjars/lit-html/lit-html.js";
import { AccountView } from "./account.js";
import { get, request } from "./api.js";
import { orNone, section, table, time, words } from "./format.js";

const KEPT = "Orders stay as they are, since the books need them.";

export class CustomerView extends AccountView {
    title = "Customer";

    constructor(app, params) {
        super(app, params, "customers");
    }

    async loadPerson() {
        return (await get(`${this.base}?expand=orders`)).customer;
    }

    facts() {
        return [...super.facts(), ["Phone", this.person ? orNone(this.person.phone || null) : nothing]];
    }

    details() {
        return this.person ? section("orders", "Orders", this.orderTable()) : nothing;
    }

    orderTable() {
        const rows = this.person.orders.toReversed().map(order => [
            html`<span title=${order.id}>#${order.display_id}</span>`,
            time(order.created_at),
            words(order.status),
            words(order.payment_status),
            words(order.fulfillment_status),
        ]);
        return table("Orders", ["Number", "Date", "Status", "Payment", "Fulfillment"], rows, "There are no orders.");
    }

    mailActions() {
        return this.account.email_verified
            ? nothing
            : html`<button class="secondary" @click=${() => this.sendConfirmation()}>Resend verification</button>`;
    }

    sendConfirmation() {
        return this.change(
            () => request("POST", `${this.base}/email-token`),
            `A link that confirms the address is on its way to ${this.name()}.`,
        );
    }

    removals() {
        if (!this.app.isAdmin) {
            return nothing;
        }
        return html`
            ${this.hasAccount() ? html`<button class="danger" @click=${() => this.deleteAccount()}>Delete the account …</button>` : nothing}
            <button class="danger" @click=${() => this.erase(KEPT)}>Anonymise …</button>
        `;
    }

    deleteAccount() {
        return this.changeIfConfirmed(
            {
                title: "Delete the account?",
                text: `${this.name()} is logged out everywhere and cannot log in any more. The data stay in the database, and the address can register again.`,
                action: "Delete the account",
            },
            () => request("DELETE", `${this.base}/account`),
            `The account of ${this.name()} was deleted.`,
        );
    }
}
