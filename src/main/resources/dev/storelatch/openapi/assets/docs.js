// Shows the API description by Swagger UI, without its own header, whose logo has an inline style.
window.SwaggerUIBundle({
  url: "/openapi.yaml",
  domNode: document.getElementById("description"),
  layout: "BaseLayout",
  validatorUrl: null,
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  filter: true,
  onComplete: () => document.getElementById("servers")?.setAttribute("aria-label", "Server"),
});

// The style of Swagger UI has a dark mode, but does not follow the browser.
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", follow);
follow();
