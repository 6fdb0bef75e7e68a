import { html, nothing, render } from "../webjars/lit-html/lit-html.js";
import { ApiError, get, onProofNeeded, request, requestOnce } from "./api.js";
import { ConfigurationView } from "./configuration.js";
import { CustomerView } from "./customer.js";
import { CustomersView } from "./customers.js";
import { Dialog } from "./dialog.js";
import { FiguresView } from "./figures.js";
import { LoginView } from "./login.js";
import { OutboxView } from "./outbox.js";
import { SecurityView } from "./security.js";
import { TeamView } from "./team.js";
import { UserView } from "./user.js";

/** The views, some with a view of one element by its id. The server checks roles; here they only hide what it would refuse. */
const ROUTES = [
    { path: "/customers", view: CustomersView, detail: CustomerView, link: "Customers" },
    { path: "/team", view: TeamView, detail: UserView, link: "Team", role: "admin" },
    { path: "/outbox", view: OutboxView, link: "Outbox", role: "admin" },
    { path: "/figures", view: FiguresView, link: "Live figures", role: "admin" },
    { path: "/configuration", view: ConfigurationView, link: "Configuration", role: "admin" },
    { path: "/security", view: SecurityView },
];

const START = "/customers";

/** The frame around the views: log-in, navigation, messages and questions. */
export class App {
    constructor(root) {
        this.root = root;
        this.dialog = new Dialog(() => this.update());
        this.user = null;
        this.isAdmin = false;
        this.view = null;
        this.notice = null;
        this.busy = false;
        this.opened = 0;
    }

    async start() {
        addEventListener("hashchange", () => this.open());
        onProofNeeded((text, hasPasskey) => this.askForProof(text, hasPasskey));
        await this.run(() => this.readUser());
        // Neither an address that leads elsewhere nor an unreachable server has shown a view.
        if (!this.user && !this.view) {
            this.requireLogin();
        }
    }

    /**
     * Logs in, and shows what was open before.
     *
     * @param proof e-mail address and password, or what the second step needs
     */
    async logIn(proof) {
        await requestOnce("POST", "/admin/auth", proof);
        await this.readUser();
    }

    async readUser() {
        // The role of the user is not enforced while there is no administrator, which only the server knows.
        const [{ user }, role] = await Promise.all([get("/admin/auth"), get("/admin/role")]);
        this.user = user;
        this.isAdmin = role.is_admin;
        this.notice = null;
        await this.open();
    }

    async logOut() {
        await this.run(async () => {
            await request("DELETE", "/admin/auth");
            this.requireLogin();
            this.tell("You are logged out.");
        });
    }

    requireLogin() {
        this.user = null;
        this.dialog.close();
        this.show(new LoginView(this, {}), "Log in");
    }

    /** Opens the view of the address. */
    async open() {
        if (!this.user) {
            return;
        }
        const view = this.createView();
        if (!view) {
            location.replace(`#${START}`);
            return;
        }
        const number = ++this.opened;
        await this.run(async () => {
            try {
                await view.load();
            } catch (error) {
                if (!(error instanceof ApiError && error.status === 404)) {
                    throw error;
                }
                view.failure = error.message;
            }
            // Another view may have been opened meanwhile.
            if (number === this.opened && this.user) {
                this.notice = this.view ? null : this.notice;
                this.show(view, view.title);
            } else {
                view.stop();
            }
        });
    }

    /** Creates the view of the address; null if there is none, or the user may not open it. */
    createView() {
        const [path, query] = (location.hash.slice(1) || START).split("?");
        const [, collection, id] = path.split("/").map(decode);
        const route = ROUTES.find(candidate => candidate.path === `/${collection}` && this.mayOpen(candidate));
        const type = id ? route?.detail : route?.view;
        return type ? new type(this, { ...Object.fromEntries(new URLSearchParams(query)), id }) : null;
    }

    mayOpen(route) {
        return this.isAdmin || route.role !== "admin";
    }

    show(view, title) {
        this.view?.stop();
        this.view = view;
        document.title = `${title} · Console`;
        this.update();
        // Tells users of a screen reader that the page has changed, and lets the keyboard begin at its start.
        this.root.querySelector(view.focus ?? "h1")?.focus();
    }

    /** Runs requests of the view. A session that has ended leads to the log-in, and then back. */
    async run(requests) {
        this.busy = true;
        this.update();
        try {
            return await requests();
        } catch (error) {
            if (!(error instanceof ApiError)) {
                throw error;
            }
            if (error.status === 401 && this.view instanceof LoginView === false) {
                const wasLoggedIn = this.user !== null;
                this.requireLogin();
                this.notice = wasLoggedIn ? { kind: "warning", text: "Your session has ended. Log in again." } : null;
            } else {
                this.notice = { kind: "error", text: error.message };
            }
            return undefined;
        } finally {
            this.busy = false;
            this.update();
            this.keepFocus();
        }
    }

    /** The button that was pressed may be gone now. */
    keepFocus() {
        if (document.activeElement === document.body) {
            this.root.querySelector("h1")?.focus({ preventScroll: true });
        }
    }

    /** Says what a change has done. */
    tell(text) {
        this.notice = { kind: "success", text };
        this.update();
    }

    /** Asks a question, see {@link Dialog}. */
    ask(question) {
        return this.dialog.ask(question);
    }

    async askForProof(text, hasPasskey) {
        const answer = await this.ask({
            title: "Confirm that it is you",
            text,
            action: "Confirm",
            isHarmless: true,
            alternative: hasPasskey ? "Use a passkey" : null,
            fields: [{ name: "code", label: "Code", required: true, maxlength: 100, autocomplete: "one-time-code" }],
        });
        return answer && answer.code;
    }

    update() {
        render(
            html`
                <a class="skip-link" href="#main" @click=${event => this.skip(event)}>Skip to the content</a>
                ${this.user ? this.header() : nothing}
                <main id="main" class="console-main stack" aria-busy=${this.busy}>
                    <div role="status" class="notice">${this.notice ? this.message() : nothing}</div>
                    ${this.view ? this.content() : html`<p class="muted">Loading …</p>`}
                </main>
                ${this.dialog.render()}
            `,
            this.root,
        );
    }

    content() {
        return html`
            <h1 tabindex="-1">${this.view.heading ?? this.view.title}</h1>
            ${this.view.failure ? html`<p class="message">${this.view.failure}</p>` : this.view.render()}
        `;
    }

    message() {
        return html`
            <p class="message ${this.notice.kind}-message spread row">
                <span>${this.notice.text}</span>
                <button class="link" @click=${() => this.dismiss()}>Dismiss</button>
            </p>
        `;
    }

    dismiss() {
        this.notice = null;
        this.update();
        this.root.querySelector("h1").focus();
    }

    header() {
        const links = ROUTES.filter(route => route.link && this.mayOpen(route));
        return html`
            <header class="console-header row spread">
                <nav aria-label="Console">
                    <ul class="console-nav">
                        ${links.map(route => this.navigationLink(route))}
                    </ul>
                </nav>
                <div class="row">
                    <a class="small" href="#/security" title="Your account">${this.user.email}</a>
                    <button class="secondary small" @click=${() => this.logOut()}>Log out</button>
                </div>
            </header>
        `;
    }

    navigationLink(route) {
        const isCurrent = location.hash.startsWith(`#${route.path}`) || (!location.hash && route.path === START);
        return html`<li><a href="#${route.path}" aria-current=${isCurrent ? "true" : nothing}>${route.link}</a></li>`;
    }

    /** The address is that of the view, so the link cannot change it. */
    skip(event) {
        event.preventDefault();
        this.root.querySelector("h1")?.focus();
    }
}

/** Decodes a part of the address, in which anybody can have entered anything. */
function decode(part) {
    try {
        return decodeURIComponent(part);
    } catch {
        return part;
    }
}
