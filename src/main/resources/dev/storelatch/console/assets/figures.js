import { html } from "../webjars/lit-html/lit-html.js";
import { get } from "./api.js";
import { chart } from "./chart.js";
import { View } from "./view.js";

const CHARTS = [
    {
        title: "Log-ins",
        series: [
            { key: "logins", label: "succeeded" },
            { key: "failures", label: "failed (401)" },
            { key: "refusals", label: "refused (429)" },
        ],
    },
    { title: "Requests", series: [{ key: "requests", label: "answered" }] },
    { title: "Response time", unit: "ms", series: [{ key: "p99_ms", label: "99 % within" }] },
    { title: "Hashing queue", series: [{ key: "hashing_waiting", label: "passwords that wait" }] },
    { title: "Connection queue", series: [{ key: "connections_waiting", label: "requests that wait for the database" }] },
];

/** Figures of the server that answers, which are read again as long as they are shown. */
export class FiguresView extends View {
    title = "Live figures";

    async load() {
        const { interval, samples } = await get("/admin/figures");
        this.interval = interval;
        this.samples = samples;
        if (!this.stopped) {
            this.timer = setTimeout(() => this.refresh(), interval * 1000);
        }
    }

    /** A failure is told once and ends the refreshes; opening the view again starts them. */
    async refresh() {
        await this.app.run(() => this.load());
    }

    stop() {
        this.stopped = true;
        clearTimeout(this.timer);
    }

    render() {
        return html`
            <p class="muted">
                Of the server that has answered, for the last ${Math.ceil((this.samples.length * this.interval) / 60)} minutes,
                in steps of ${this.interval} seconds.
            </p>
            <div class="console-charts">${CHARTS.map(description => chart(description, this.samples))}</div>
        `;
    }
}
