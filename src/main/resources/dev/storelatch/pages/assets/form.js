// Forms that send their fields to the API, and show beside each field what is wrong with it.
import { html, nothing } from "../webjars/lit-html/lit-html.js";
import { failure, fieldErrors, text } from "./texts.js";

/** What a form has sent, and what came of it. */
export class Form {
    errors = {};
    message = null;
    busy = false;

    /** @param render shows the page again */
    constructor(name, render) {
        this.name = name;
        this.render = render;
    }

    /**
     * Returns a handler, of a form or a button, that passes the fields to `send` and shows the text that it returns.
     * The current password is the only field that a response 401 can be about.
     */
    submit(send) {
        return async event => {
            event.preventDefault();
            const element = event.currentTarget;
            if (this.busy) {
                return;
            }
            Object.assign(this, { busy: true, errors: {}, message: null });
            this.render();
            try {
                const fields = element instanceof HTMLFormElement ? Object.fromEntries(new FormData(element)) : {};
                const done = await send(fields, element);
                this.message = done && { kind: "success", text: done };
            } catch (error) {
                this.#fail(error);
            }
            this.busy = false;
            this.render();
            element.querySelector("[aria-invalid]")?.focus();
        };
    }

    #fail(error) {
        if (error.status === undefined) {
            throw error;
        }
        const errors = error.status === 401 ? { current_password: text("wrong-password") } : fieldErrors(error.message);
        this.errors = errors ?? {};
        this.message = { kind: "error", text: errors ? text("fields") : failure(error) };
    }

    /** Shows a text beside a field without a request. */
    refuse(name, message) {
        this.errors = { [name]: message };
        this.render();
    }

    /** The result of the last attempt; announced by screen readers. */
    result() {
        return html`<div aria-live="polite">${this.message
            ? html`<p class="message ${this.message.kind}-message">${this.message.text}</p>` : nothing}</div>`;
    }

    /** @param hint text below the field */
    field(name, { type = "text", value = "", autocomplete = "off", maxlength = type === "password" ? 1024 : 255, hint } = {}) {
        return this.control(name, (id, error) => html`
            <input id=${id} name=${name} type=${type} autocomplete=${autocomplete} value=${value}
                maxlength=${maxlength} dir=${type === "email" || type === "tel" ? "ltr" : "auto"}
                aria-invalid=${error ? "true" : nothing} aria-describedby="${hint ? `${id}-hint ` : ""}${id}-error">
            ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}`);
    }

    select(name, options, value) {
        return this.control(name, (id, error) => html`
            <select id=${id} name=${name} aria-invalid=${error ? "true" : nothing} aria-describedby="${id}-error">
                ${options.map(option => html`
                    <option value=${option.code} ?selected=${option.code === value}>${option.name}</option>`)}
            </select>`);
    }

    control(name, input) {
        const id = `${this.name}-${name}`;
        const error = this.errors[name];
        return html`
            <div class="field">
                <label for=${id}>${text(name)}</label>
                ${input(id, error)}
                <p class="error" id="${id}-error">${error ?? ""}</p>
            </div>`;
    }
}
