import { html, nothing } from "../webjars/lit-html/lit-html.js";
import { api } from "./api.js";
import { Form } from "./form.js";
import { load } from "./page.js";
import { date, text } from "./texts.js";

const PATH = "/store/customers/me/sessions";

let form;

export const show = root => load(root, () => api("GET", PATH), view);

function view(state, update) {
    form ??= new Form("sessions", update);
    const end = path => form.submit(async () => {
        Object.assign(state, await api("DELETE", path));
        return text("session.ended");
    });
    return html`
        ${form.result()}
        <ul class="stack plain">${state.sessions.map(session => card(session, end))}</ul>
        ${state.sessions.some(session => !session.current)
            ? html`<button class="danger" @click=${end(PATH)}>${text("session.end.others")}</button>` : nothing}`;
}

function card(session, end) {
    const device = session.device ?? text("session.unknown");
    return html`
        <li class="card spaced">
            <div>
                <h2><bdi>${device}</bdi> ${session.current
                    ? html`<span class="badge good">${text("session.current")}</span>` : nothing}</h2>
                <p class="muted">${session.network ? html`${text("session.network", session.network)}<br>` : nothing}
                    ${text("session.since", date(session.created_at))}<br>
                    ${text("session.seen", date(session.last_seen_at))}</p>
            </div>
            ${session.current ? nothing : html`
                <button class="secondary" aria-label=${text("session.end.of", device)}
                    @click=${end(`${PATH}/${encodeURIComponent(session.id)}`)}>${text("session.end")}</button>`}
        </li>`;
}
