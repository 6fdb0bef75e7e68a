import { html } from "../webjars/lit-html/lit-html.js";

export const ROLES = { admin: "Administrator", member: "Member", developer: "Developer" };

/** A choice of the role, named `role`. */
export function roleField(selected) {
    return html`
        <div class="field">
            <label for="role">Role</label>
            <select id="role" name="role">
                ${Object.entries(ROLES).map(([role, label]) => html`
                    <option value=${role} ?selected=${role === selected}>${label}</option>
                `)}
            </select>
        </div>
    `;
}
