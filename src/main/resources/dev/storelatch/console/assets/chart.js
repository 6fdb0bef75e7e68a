import { html, svg } from "../webjars/lit-html/lit-html.js";

const WIDTH = 300;
const HEIGHT = 80;

/** As many as the server keeps; with fewer, the lines begin further to the right. */
const MAX_SAMPLES = 90;

/** A line for each series, with the latest and the highest value in words: colors and lines say nothing that the text does not. */
export function chart({ title, unit = "", series }, samples) {
    const highest = Math.max(1, ...series.flatMap(({ key }) => samples.map(sample => sample[key] ?? 0)));
    return html`
        <figure class="card stack">
            <figcaption><h2>${title}</h2></figcaption>
            <svg class="console-chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
                <line class="console-axis" x1="0" x2=${WIDTH} y1=${HEIGHT} y2=${HEIGHT} />
                ${series.map(({ key }, index) => svg`
                    <polyline class="console-line console-line-${index}" points=${points(samples, key, highest)} />
                `)}
            </svg>
            <ul class="console-legend small">
                ${series.map(({ key, label }, index) => html`
                    <li><span class="console-key console-key-${index}"></span>${describe(samples, key, label, unit)}</li>
                `)}
            </ul>
        </figure>
    `;
}

function points(samples, key, highest) {
    const step = WIDTH / (MAX_SAMPLES - 1);
    const start = WIDTH - (samples.length - 1) * step;
    return samples
        .map((sample, index) => `${(start + index * step).toFixed(1)},${(HEIGHT - ((sample[key] ?? 0) / highest) * (HEIGHT - 4)).toFixed(1)}`)
        .join(" ");
}

function describe(samples, key, label, unit) {
    const values = samples.map(sample => sample[key]).filter(value => value !== null);
    if (values.length === 0) {
        return `${label}: not known`;
    }
    const text = value => `${Math.round(value * 10) / 10} ${unit}`.trim();
    return `${label}: ${text(values.at(-1))}, at most ${text(Math.max(...values))}`;
}
