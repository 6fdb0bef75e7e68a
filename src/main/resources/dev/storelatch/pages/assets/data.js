import { html, render } from "../webjars/lit-html/lit-html.js";
import { api } from "./api.js";
import { Form } from "./form.js";
import { root, text } from "./texts.js";

const PATH = "/store/customers/me/personal-data";

const download = new Form("download", update);
const removal = new Form("delete", update);

export const show = update;

function update() {
    const password = form => form.field("current_password", { type: "password", autocomplete: "current-password" });
    render(html`
        <form class="card stack" novalidate @submit=${download.submit(save)}>
            <h2>${text("data.download.title")}</h2>
            <p>${text("data.download.text")}</p>
            ${password(download)}
            ${download.result()}
            <button>${text("data.download")}</button>
        </form>
        <form class="card stack" novalidate @submit=${removal.submit(remove)}>
            <h2>${text("data.delete.title")}</h2>
            <p>${text("data.delete.text")}</p>
            ${password(removal)}
            <div class="field">
                <label class="row"><input type="checkbox" name="confirmed" value="yes" aria-describedby="confirmed-error"
                    aria-invalid=${removal.errors.confirmed ? "true" : "false"}> ${text("data.delete.confirm")}</label>
                <p class="error" id="confirmed-error">${removal.errors.confirmed ?? ""}</p>
            </div>
            ${removal.result()}
            <button class="danger">${text("data.delete")}</button>
        </form>`, root);
}

async function save(fields, form) {
    const data = await api("POST", PATH, fields);
    const file = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2)], { type: "application/json" }));
    const link = Object.assign(document.createElement("a"), { href: file, download: "personal-data.json" });
    link.click();
    URL.revokeObjectURL(file);
    form.reset();
    return text("data.downloaded");
}

async function remove({ confirmed, current_password }) {
    if (!confirmed) {
        removal.refuse("confirmed", text("data.delete.unconfirmed"));
        return null;
    }
    await api("DELETE", PATH, { current_password });
    render(html`<p class="message success-message" role="status">${text("data.deleted")}</p>`, root);
    document.querySelector("nav.sections").hidden = true;
    return new Promise(() => {}); // there is nothing left to do here
}
