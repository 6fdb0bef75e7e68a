import { html, nothing } from "../webjars/lit-html/lit-html.js";
import { get, path, request } from "./api.js";
import { badge, table, time, words } from "./format.js";
import { View } from "./view.js";

const FILTERS = { "": "All", waiting: "Waiting", given_up: "Given up" };

const COLUMNS = ["State", "What", "Account", "Posted", "Next attempt", "Action"];

/** Mails and webhook events that were not delivered. */
export class OutboxView extends View {
    title = "Outbox";

    async load() {
        this.messages = [];
        this.next = null;
        await this.loadMore();
    }

    async loadMore() {
        const query = new URLSearchParams({ limit: 50 });
        if (this.params.state) {
            query.set("state", this.params.state);
        }
        if (this.next) {
            query.set("before", this.next);
        }
        const { messages, next } = await get(`/admin/outbox?${query}`);
        this.messages.push(...messages);
        this.next = next;
    }

    render() {
        return html`
            <nav class="row" aria-label="State">
                ${Object.entries(FILTERS).map(([state, label]) => this.filterLink(state, label))}
                <button class="secondary small" @click=${() => this.app.run(() => this.load())}>Refresh</button>
            </nav>
            ${table("Messages", COLUMNS, this.messages.map(message => this.row(message)), "Everything was delivered.")}
            ${this.next ? html`<button class="secondary" @click=${() => this.app.run(() => this.loadMore())}>Show more</button>` : nothing}
        `;
    }

    filterLink(state, label) {
        const isCurrent = (this.params.state ?? "") === state;
        return html`<a href="#/outbox${state ? `?state=${state}` : ""}" aria-current=${isCurrent ? "true" : nothing}>${label}</a>`;
    }

    row(message) {
        const collection = message.realm === "store" ? "customers" : "team";
        return [
            html`${message.state === "waiting" ? badge("attention", "Waiting") : badge("bad", "Given up")}
                ${message.reason ? html`<span class="small">${explain(message)}</span>` : nothing}`,
            `${words(message.type)} (${message.channel})`,
            html`<a class="code" href="#/${collection}/${encodeURIComponent(message.account_id)}">${message.account_id}</a>`,
            time(message.posted_at),
            time(message.next_attempt_at),
            this.resendButton(message),
        ];
    }

    resendButton(message) {
        const resend = () => this.change(
            () => request("POST", path`/admin/outbox/${message.id}/resend`),
            `${words(message.type)} for ${message.account_id} is being sent again.`,
        );
        const label = `Send ${words(message.type)} for ${message.account_id} again`;
        return html`<button class="secondary small" aria-label=${label} @click=${resend}>Send again</button>`;
    }
}

/** Says what a mail server's reply code means (RFC 5321, section 4.2.1), beside the code. */
function explain({ channel, reason }) {
    if (channel !== "mail") {
        return reason;
    }
    if (/\b5\d\d\b/.test(reason)) {
        return `The mail server has refused it for good (${reason}).`;
    }
    return /\b4\d\d\b/.test(reason) ? `The mail server has refused it for now (${reason}).` : reason;
}
