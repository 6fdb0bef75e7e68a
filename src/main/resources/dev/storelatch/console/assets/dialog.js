import { html, nothing } from "../webjars/lit-html/lit-html.js";

/** Asks before something is done that cannot be undone, and for what a change needs to know. */
export class Dialog {
    constructor(update) {
        this.update = update;
        this.question = null;
    }

    /**
     * Asks a question and returns what was entered, by the names of the fields; null if the answer is no.
     *
     * @param question `title`, `text`, `action` (what the button says), `isHarmless`, `alternative` (what a second button says,
     *     which answers with its text), `fields`, and `typed`: a text that must be entered
     */
    ask(question) {
        this.question = question;
        this.update();
        const element = document.querySelector("dialog");
        element.querySelector("form").reset();
        element.showModal();
        return new Promise(resolve => {
            this.resolve = resolve;
        });
    }

    close() {
        document.querySelector("dialog[open]")?.close();
    }

    render() {
        const { title, text, action, isHarmless, alternative, fields = [], typed } = this.question ?? {};
        return html`
            <dialog aria-labelledby="dialog-title" @close=${() => this.answer(null)}>
                <form class="stack" @submit=${event => this.submit(event)}>
                    <h2 id="dialog-title">${title}</h2>
                    <p>${text}</p>
                    ${fields.map(field)}
                    ${typed ? typedField(typed) : nothing}
                    <div class="row">
                        <button class=${isHarmless ? "" : "danger"}>${action}</button>
                        ${alternative
                            ? html`<button type="button" class="secondary" @click=${() => this.choose(alternative)}>${alternative}</button>`
                            : nothing}
                        <button type="button" class="secondary" ?autofocus=${fields.length === 0 && !typed} @click=${() => this.close()}>Cancel</button>
                    </div>
                </form>
            </dialog>
        `;
    }

    submit(event) {
        event.preventDefault();
        this.answer(Object.fromEntries(new FormData(event.target)));
        this.close();
    }

    choose(alternative) {
        this.answer({ alternative });
        this.close();
    }

    /** The first answer counts: closing the dialog afterwards is none. */
    answer(values) {
        this.resolve?.(values);
        this.resolve = null;
    }
}

function field({ name, label, hint, type = "text", required = false, maxlength = 500, autocomplete = "off" }) {
    return html`
        <div class="field">
            <label for="dialog-${name}">${label}</label>
            <input id="dialog-${name}" name=${name} type=${type} ?required=${required} maxlength=${maxlength} autocomplete=${autocomplete}
                aria-describedby=${hint ? `dialog-${name}-hint` : nothing}>
            ${hint ? html`<span class="hint" id="dialog-${name}-hint">${hint}</span>` : nothing}
        </div>
    `;
}

function typedField(expected) {
    const check = event => {
        const isRight = event.target.value.trim() === expected;
        event.target.setCustomValidity(isRight ? "" : `Enter ${expected}`);
    };
    return html`
        <div class="field">
            <label for="dialog-typed">Enter <span class="code">${expected}</span> to confirm</label>
            <input id="dialog-typed" required autocomplete="off" spellcheck="false" @input=${check}>
        </div>
    `;
}
