// What the pages of the account have in common.
import { html, render } from "../webjars/lit-html/lit-html.js";
import { failure, text } from "./texts.js";

/** Shows that something is loaded, then what `view` returns, which can be shown again by the function that this returns. */
export async function load(root, read, view) {
    render(html`<p role="status">${text("loading")}</p>`, root);
    let state;
    const update = () => render(view(state, update), root);
    try {
        state = await read();
        update();
    } catch (error) {
        fail(root, error);
    }
}

export function fail(root, error) {
    if (error.status === undefined) {
        throw error;
    }
    render(html`<p class="message error-message" role="alert">${failure(error)}</p>`, root);
}
