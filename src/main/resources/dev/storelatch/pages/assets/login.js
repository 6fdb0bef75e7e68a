// Log-in by passkey, as the first or the second step. Without a script, or without passkeys, the button stays hidden.
import { get, isCancelled, isSupported } from "../ui/passkey.js";

const part = document.getElementById("passkey");
const button = part.querySelector("button");
const message = part.querySelector("[role=alert]");
const challenge = document.querySelector("input[name=challenge]")?.value;

part.hidden = !isSupported();
button.addEventListener("click", async () => {
    button.disabled = true;
    message.hidden = true;
    try {
        const permission = challenge ? { challenge } : {};
        const { options } = await post("/store/auth/passkeys/login-options", permission);
        await post("/store/auth", { ...permission, passkey: await get(options) });
        location.assign("/account");
    } catch (error) {
        message.textContent = part.dataset[kind(error)];
        message.hidden = false;
        button.disabled = false;
    }
});

function kind(error) {
    if (isCancelled(error)) {
        return "cancelled";
    }
    return [401, 403].includes(error.status) ? "refused" : "unavailable";
}

async function post(path, body) {
    const response = await fetch(path, {
        method: "POST",
        credentials: "include",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
    });
    if (!response.ok) {
        throw Object.assign(new Error(), { status: response.status });
    }
    return response.json();
}
