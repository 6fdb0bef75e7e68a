// Questions that are asked before something is done. One is open at a time.
import { html, nothing, render } from "../webjars/lit-html/lit-html.js";
import { text } from "./texts.js";

const place = document.body.appendChild(document.createElement("div"));

/** Asks whether to do something that cannot be undone. */
export const confirm = (title, question, action) =>
    open({ title, question, action, danger: true, answer: async () => true });

/**
 * Asks for a code until one is accepted. Returns null if the visitor cancels.
 *
 * @param check returns what the code is good for, or throws an error with a text for the field
 * @param usePasskey does the same without a code; undefined if there is no passkey
 */
export const askForCode = (check, usePasskey) => open({
    title: text("proof.title"),
    question: text("proof.text"),
    action: text("proof.submit"),
    field: true,
    answer: form => check(form.elements.code.value),
    usePasskey,
});

function open({ title, question, action, danger, field, answer, usePasskey }) {
    return new Promise(resolve => {
        let error = "";
        let busy = false;
        let isOver = false;
        /** The first answer counts. To close the dialog gives the focus back to where it was. */
        const close = result => {
            if (!isOver) {
                isOver = true;
                place.querySelector("dialog").close();
                render(nothing, place);
                resolve(result);
            }
        };
        const run = send => async event => {
            event.preventDefault();
            const form = event.currentTarget.closest("form");
            if (busy) {
                return;
            }
            busy = true;
            try {
                close(await send(form));
            } catch (failed) {
                error = failed.message;
                busy = false;
                show();
                form.elements.code?.focus();
            }
        };
        const show = () => render(html`
            <dialog aria-labelledby="dialog-title" @close=${() => close(null)}>
                <form class="stack" novalidate @submit=${run(answer)}>
                    <h2 id="dialog-title">${title}</h2>
                    <p>${question}</p>
                    ${field ? html`
                        <div class="field">
                            <label for="dialog-code">${text("code")}</label>
                            <input id="dialog-code" name="code" dir="ltr" autocomplete="one-time-code" maxlength="100"
                                aria-invalid=${error ? "true" : nothing} aria-describedby="dialog-code-error">
                            <p class="error" id="dialog-code-error">${error}</p>
                        </div>` : nothing}
                    <div class="row">
                        <button class=${danger ? "danger" : ""}>${action}</button>
                        ${usePasskey ? html`
                            <button class="secondary" type="button" @click=${run(usePasskey)}>${text("proof.passkey")}</button>` : nothing}
                        <button class="secondary" type="button" @click=${() => close(null)}>${text("cancel")}</button>
                    </div>
                </form>
            </dialog>`, place);
        show();
        place.querySelector("dialog").showModal();
    });
}
