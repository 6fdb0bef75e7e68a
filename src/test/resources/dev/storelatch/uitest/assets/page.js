import { html, render } from "../webjars/lit-html/lit-html.js";

render(html`<h1>Loaded</h1>`, document.querySelector("main"));
