import { html, nothing } from "../webjars/lit-html/lit-html.js";
import { get, path, request } from "./api.js";
import { describeEvent } from "./events.js";
import { describeFactor, METHODS } from "./factors.js";
import { badge, facts, orNone, section, table, time, words } from "./format.js";
import { signInReport } from "./report.js";
import { View } from "./view.js";

const STATES = { active: "good", locked: "bad", guest: "", deleted: "bad", erased: "bad" };

const MAX_EVENTS = 20;

/** The account of a customer or a user: its state, why it cannot log in, its log-ins, its history, and what can be done. */
export class AccountView extends View {
    constructor(app, params, collection) {
        super(app, params);
        this.base = path`/admin/${collection}/${params.id}`;
    }

    async load() {
        this.report = (await get(`${this.base}/sign-in-report`)).sign_in_report;
        const [person, account, sessions, factors, events] = await Promise.all([
            this.isDeleted() ? null : this.loadPerson(),
            this.hasAccount() ? get(`${this.base}/account`) : null,
            this.hasAccount() ? get(`${this.base}/sessions`) : null,
            this.hasAccount() ? get(`${this.base}/factors`) : null,
            this.app.isAdmin ? get(path`/admin/audit-events?account=${this.params.id}&limit=${MAX_EVENTS}`) : null,
        ]);
        this.person = person;
        this.account = account?.account;
        this.sessions = sessions?.sessions ?? [];
        this.factors = factors;
        this.events = events?.audit_events;
        this.heading = this.name();
    }

    isDeleted() {
        return ["deleted", "erased"].includes(this.report.state);
    }

    hasAccount() {
        return ["active", "locked"].includes(this.report.state);
    }

    /** What messages and questions call the person. */
    name() {
        return this.person?.email ?? this.params.id;
    }

    render() {
        return html`
            <p class="row">
                ${badge(STATES[this.report.state], words(this.report.state))}
                ${this.account?.email_verified ? badge("good", "Address confirmed") : nothing}
                ${this.account && !this.account.email_verified ? badge("attention", "Address not confirmed") : nothing}
                ${this.badges()}
            </p>
            <div class="console-columns">
                <div class="stack">
                    ${section("report", "Why can’t this person log in?", signInReport(this))}
                    ${this.hasAccount() ? section("sessions", "Sessions", this.sessionTable()) : nothing}
                    ${this.hasAccount() ? section("factors", "Second factors", this.factorTable()) : nothing}
                    ${this.details()}
                    ${this.events ? section("events", "Recent events", this.eventTable()) : nothing}
                </div>
                <div class="stack">
                    ${section("facts", "Account", facts(this.facts()))}
                    ${this.isDeleted() ? nothing : section("actions", "Actions", this.actions())}
                </div>
            </div>
        `;
    }

    facts() {
        const { person, account } = this;
        return [
            ["Id", html`<span class="code">${this.params.id}</span>`],
            ["Name", person ? orNone([person.first_name, person.last_name].filter(Boolean).join(" ") || null) : nothing],
            ["Since", person ? time(person.created_at) : nothing],
            ["Last log-in", account ? time(account.last_login_at) : nothing],
            ["Locked until", account?.lock ? (account.lock.until ? time(account.lock.until) : "unlocked by an administrator") : nothing],
            ["Reason of the lock", account?.lock?.reason ?? nothing],
        ];
    }

    sessionTable() {
        const rows = this.sessions.map(session => [
            orNone(session.device),
            orNone(session.network),
            time(session.created_at),
            time(session.last_seen_at),
            session.current ? badge("", "This one") : this.endSessionButton(session),
        ]);
        return table("Sessions", ["Device", "Network", "Log-in", "Last request", "Action"], rows, "Nobody is logged in by cookie.");
    }

    endSessionButton(session) {
        const end = () => this.change(
            () => request("DELETE", this.base + path`/sessions/${session.id}`),
            `The session on ${session.device ?? "an unknown device"} was ended.`,
        );
        const label = `End the session on ${session.device ?? "an unknown device"}`;
        return html`<button class="secondary small" aria-label=${label} @click=${end}>End</button>`;
    }

    factorTable() {
        const { factors, recovery_codes_left: codes } = this.factors;
        const rows = factors.map(factor => [
            ...describeFactor(factor), this.mayRemoveFactors() ? this.removeFactorButton(factor) : "–",
        ]);
        return html`
            ${table("Second factors", ["Factor", "Added", "Last used", "Action"], rows, "There is none: the password alone is enough to log in.")}
            ${factors.length ? html`<p class="muted small">${codes} unused recovery codes.</p>` : nothing}
        `;
    }

    mayRemoveFactors() {
        return this.app.isAdmin && !this.isSelf();
    }

    removeFactorButton(factor) {
        const kind = METHODS[factor.method] ?? words(factor.method);
        const remove = () => this.changeIfConfirmed(
            {
                title: "Remove the second factor?",
                text: `${this.name()} can no longer prove it. Without any other, the password alone is enough to log in. Make sure that it is really the owner who has asked for it.`,
                action: "Remove the factor",
            },
            () => request("DELETE", this.base + path`/factors/${factor.id}`),
            `The second factor ${kind} of ${this.name()} was removed.`,
        );
        return html`<button class="danger small" aria-label="Remove the second factor ${factor.name ?? kind}" @click=${remove}>Remove …</button>`;
    }

    removeFactors() {
        return this.changeIfConfirmed(
            {
                title: "Remove all second factors?",
                text: `The password alone is enough for ${this.name()} to log in again, and the recovery codes end. Make sure that it is really the owner who has asked for it.`,
                action: "Remove all second factors",
            },
            () => request("DELETE", `${this.base}/factors`),
            `All second factors of ${this.name()} were removed.`,
        );
    }

    eventTable() {
        const rows = this.events.map(event => [
            time(event.occurred_at),
            describeEvent(event),
            orNone(event.network),
            event.actor_id
                ? html`<a href="#${path`/team/${event.actor_id}`}" title=${event.actor_id}>an administrator</a>`
                : "–",
        ]);
        return table("Recent events", ["Time", "Event", "Network", "By"], rows, "Nothing is recorded.");
    }

    actions() {
        return html`
            <div class="console-actions">
                ${this.hasAccount() ? this.accountActions() : nothing}
                ${this.removals()}
            </div>
        `;
    }

    accountActions() {
        return html`
            <button class="secondary" @click=${() => this.sendPasswordReset()}>Send a password reset</button>
            ${this.mailActions()}
            <button class="secondary" @click=${() => this.resetRateLimits()}>Reset rate limits</button>
            <button class="secondary" @click=${() => this.endAllLogins()}>End all log-ins …</button>
            ${this.factors.factors.length && this.mayRemoveFactors()
                ? html`<button class="danger" @click=${() => this.removeFactors()}>Remove all second factors …</button>` : nothing}
            ${this.account.lock
                ? html`<button class="secondary" @click=${() => this.unlock()}>Unlock</button>`
                : html`<button class="danger" @click=${() => this.lock()}>Lock …</button>`}
        `;
    }

    sendPasswordReset() {
        return this.change(
            () => request("POST", `${this.base}/password-token`),
            `A link for a new password is on its way to ${this.name()}. The current password stays valid until it is used.`,
        );
    }

    resetRateLimits() {
        return this.change(
            () => request("DELETE", `${this.base}/rate-limits`),
            `The rate limits of ${this.name()} are reset. Log-ins and mails are possible again.`,
        );
    }

    unlock() {
        return this.change(
            () => request("DELETE", `${this.base}/lock`),
            `${this.name()} is unlocked. Log-ins that the lock has ended stay ended.`,
        );
    }

    endAllLogins() {
        return this.changeIfConfirmed(
            {
                title: "End all log-ins?",
                text: `${this.name()} has to log in again everywhere: all sessions and tokens end at once.`,
                action: "End all log-ins",
            },
            () => request("DELETE", `${this.base}/sessions`),
            `All sessions and tokens of ${this.name()} have ended.`,
        );
    }

    lock() {
        return this.changeIfConfirmed(
            {
                title: "Lock the account?",
                text: `${this.name()} cannot log in until the lock ends, and is logged out everywhere at once. Mailed links end, too.`,
                action: "Lock the account",
                fields: [
                    { name: "reason", label: "Reason", hint: "Only administrators see it.", required: true },
                    { name: "until", label: "Until", hint: "Without a time, the lock does not end by itself.", type: "datetime-local" },
                ],
            },
            ({ reason, until }) => request("POST", `${this.base}/lock`, {
                reason,
                until: until ? new Date(until).toISOString() : null,
            }),
            `${this.name()} is locked and logged out.`,
        );
    }

    erase(kept) {
        return this.changeIfConfirmed(
            {
                title: "Erase the person?",
                text: `The personal data of ${this.name()} are removed for good, and all log-ins end. This cannot be undone. ${kept}`,
                action: "Erase for good",
                typed: this.name(),
            },
            () => request("DELETE", `${this.base}/personal-data`),
            `The personal data of ${this.name()} were erased.`,
        );
    }

    // What customers and users differ in.

    /** Whether this is the account of the user of the console. */
    isSelf() {
        return false;
    }

    /** Further badges. */
    badges() {
        return nothing;
    }

    /** Sections that only one of them has. */
    details() {
        return nothing;
    }

    /** Buttons for further mails. */
    mailActions() {
        return nothing;
    }

    /** Buttons that delete or erase the account. */
    removals() {
        return nothing;
    }
}
