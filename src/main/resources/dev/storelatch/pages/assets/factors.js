// Second factors: which the account has, an authenticator app that is set up, and recovery codes, which are shown once.
import { html, nothing } from "../webjars/lit-html/lit-html.js";
import { grouped, image } from "../ui/factors.js";
import { api } from "./api.js";
import { confirm } from "./dialog.js";
import { Form } from "./form.js";
import { date, text, textOr } from "./texts.js";

const PATH = "/store/auth/factors";

let form;

export const readFactors = () => api("GET", PATH);

/**
 * @param state what was read: `factors`, and while something is shown once, `setup` and `codes`
 * @param update shows the page again
 */
export function factors(state, update) {
    form ??= new Form("totp", update);
    return html`
        <section class="card stack" aria-labelledby="factors">
            <h2 id="factors">${text("factor.title")}</h2>
            ${content(state)}
            ${form.result()}
        </section>`;
}

function content(state) {
    if (state.codes) {
        return newCodes(state);
    }
    if (state.setup) {
        return setup(state);
    }
    const { factors: all, can_set_up: canSetUp } = state.factors;
    return html`
        <p>${text("factor.text")}</p>
        ${all.length ? html`<ul class="stack plain">${all.map(factor => row(state, factor))}</ul>` : html`<p>${text("factor.none")}</p>`}
        ${all.length ? recovery(state) : nothing}
        ${canSetUp.includes("totp") ? start(state) : nothing}`;
}

function row(state, factor) {
    const kind = textOr(`factor.${factor.method}`, factor.method);
    return html`
        <li class="spaced">
            <div>
                <h3>${kind}${factor.name ? html` <bdi>${factor.name}</bdi>` : nothing}</h3>
                <p class="muted small">${text("factor.since", date(factor.created_at))}<br>
                    ${factor.last_used_at ? text("factor.used", date(factor.last_used_at)) : nothing}</p>
            </div>
            <button class="secondary small" aria-label=${text("factor.remove.of", factor.name ?? kind)}
                @click=${form.submit(remove(state, factor))}>${text("factor.remove")}</button>
        </li>`;
}

const remove = (state, factor) => async () => {
    if (!await confirm(text("factor.remove.title"), text("factor.remove.text"), text("factor.remove.action"))) {
        return null;
    }
    await api("DELETE", `${PATH}/${encodeURIComponent(factor.id)}`);
    state.factors = await readFactors();
    return text("factor.removed");
};

const recovery = state => html`
    <div class="spaced">
        <p>${text("recovery.left", state.factors.recovery_codes_left)}</p>
        <button class="secondary small" @click=${form.submit(async () => {
            if (await confirm(text("recovery.new.title"), text("recovery.new.text"), text("recovery.new.action"))) {
                state.codes = (await api("POST", `${PATH}/recovery-codes`, {})).recovery_codes;
            }
            return null;
        })}>${text("recovery.new")}</button>
    </div>`;

/** The first factor needs the password, a further one a recent proof, which is asked for where the API wants it. */
const start = state => html`
    <form class="stack" novalidate @submit=${form.submit(async fields => {
        state.setup = await api("POST", `${PATH}/totp`, fields);
        return null;
    })}>
        <h3>${text("totp.add")}</h3>
        ${state.factors.factors.length ? nothing
            : form.field("current_password", { type: "password", autocomplete: "current-password" })}
        <button class="secondary">${text("totp.start")}</button>
    </form>`;

const setup = state => html`
    <form class="stack" novalidate @submit=${form.submit(finish(state))}>
        <p>${text("totp.scan")}</p>
        <img class="qr" src=${image(state.setup.qr_code)} alt=${text("totp.image")}>
        <p>${text("totp.secret")}: <bdi><code>${grouped(state.setup.secret)}</code></bdi><br>
            <a href=${state.setup.uri}>${text("totp.open")}</a></p>
        ${form.field("code", { autocomplete: "one-time-code", maxlength: 7 })}
        <div class="row">
            <button>${text("totp.confirm")}</button>
            <button class="secondary" type="button" @click=${form.submit(async () => {
                state.setup = null;
                return null;
            })}>${text("cancel")}</button>
        </div>
    </form>`;

const finish = state => async ({ code }) => {
    try {
        state.codes = (await api("POST", `${PATH}/totp/confirm`, { code: code.trim() })).recovery_codes;
    } catch (error) {
        if (error.status === 400) {
            form.refuse("code", text("totp.wrong"));
            return null;
        }
        throw error;
    }
    state.setup = null;
    state.factors = await readFactors();
    return text("totp.added");
};

const newCodes = state => html`
    <h3>${text("recovery.title")}</h3>
    <p>${text("recovery.keep")}</p>
    <ul class="codes plain" dir="ltr">${state.codes.map(code => html`<li><bdi><code>${code}</code></bdi></li>`)}</ul>
    <div class="row">
        ${navigator.clipboard ? html`<button class="secondary" @click=${form.submit(copy(state))}>${text("recovery.copy")}</button>` : nothing}
        <button @click=${form.submit(async () => {
            state.codes = null;
            state.factors = await readFactors();
            return null;
        })}>${text("recovery.kept")}</button>
    </div>`;

const copy = state => async () => {
    await navigator.clipboard.writeText(state.codes.join("\n"));
    return text("recovery.copied");
};
