import { html, nothing } from "../webjars/lit-html/lit-html.js";

const DATE = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
const NONE = "–";

/** Shows a time in the time zone of the browser. */
export function time(text) {
    return text ? html`<time datetime=${text}>${DATE.format(new Date(text))}</time>` : NONE;
}

export function orNone(value) {
    return value ?? NONE;
}

export function fullName(person) {
    return [person.first_name, person.last_name].filter(Boolean).join(" ");
}

export function badge(kind, text) {
    return html`<span class="badge ${kind}">${text}</span>`;
}

/** Makes words of a code, such as `wrong_password`. */
export function words(code) {
    const text = code.replaceAll(/[_.-]/g, " ");
    return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A list of names and values; what has no value is left out. */
export function facts(entries) {
    return html`
        <dl class="facts">
            ${entries.filter(([, value]) => value !== nothing).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}
        </dl>
    `;
}

/**
 * A table, whose rows become blocks on a narrow screen.
 *
 * @param columns their headings
 * @param rows arrays of cells
 * @param none what is said if there are no rows
 */
export function table(caption, columns, rows, none) {
    if (rows.length === 0) {
        return html`<p class="muted">${none}</p>`;
    }
    return html`
        <table class="stacked">
            <caption class="visually-hidden">${caption}</caption>
            <thead><tr>${columns.map(column => html`<th scope="col">${column}</th>`)}</tr></thead>
            <tbody>
                ${rows.map(row => html`
                    <tr>${row.map((cell, index) => html`<td data-label=${columns[index]}><span>${cell}</span></td>`)}</tr>
                `)}
            </tbody>
        </table>
    `;
}

/** A part of a page with a heading. */
export function section(id, heading, content) {
    return html`
        <section class="card stack" aria-labelledby="section-${id}">
            <h2 id="section-${id}">${heading}</h2>
            ${content}
        </section>
    `;
}
