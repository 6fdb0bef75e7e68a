import { html, nothing } from "../webjars/lit-html/lit-html.js";
import { get } from "./api.js";
import { badge, orNone, section, table } from "./format.js";
import { View } from "./view.js";

/** The settings as the server understands them, and what it warns of. */
export class ConfigurationView extends View {
    title = "Configuration";
    filter = "";
    withDefaults = false;

    async load() {
        const { settings, warnings } = await get("/admin/configuration");
        this.settings = settings;
        this.warnings = warnings;
    }

    render() {
        const shown = this.settings
            .filter(setting => setting.name.includes(this.filter))
            .filter(setting => this.withDefaults || !setting.is_default);
        return html`
            ${section("warnings", "Warnings", this.warningList())}
            <div class="row">
                <div class="field console-search">
                    <label for="filter">Settings whose name contains</label>
                    <input id="filter" type="search" @input=${event => this.search(event)}>
                </div>
                <label class="row console-beside-field console-check">
                    <input type="checkbox" @change=${event => this.showDefaults(event)}>
                    with those that have their default
                </label>
            </div>
            ${table("Settings", ["Setting", "Value", "Set"], shown.map(row), "There is no such setting.")}
        `;
    }

    search(event) {
        this.filter = event.target.value.trim().toLowerCase();
        this.update();
    }

    showDefaults(event) {
        this.withDefaults = event.target.checked;
        this.update();
    }

    warningList() {
        if (this.warnings.length === 0) {
            return html`<p>There are none.</p>`;
        }
        return html`<ul class="stack console-warnings">${this.warnings.map(warning => html`<li>${warning}</li>`)}</ul>`;
    }
}

function row(setting) {
    return [
        html`<span class="code">${setting.name}</span><br><span class="muted small">${setting.description}</span>`,
        html`<span class="code">${orNone(setting.value)}</span>
            ${setting.is_masked && setting.value ? html` <span class="muted small">not shown</span>` : nothing}`,
        setting.is_default ? "Default" : badge("good", "Set"),
    ];
}
