// Takes the token of a mailed link out of the address, so that it stays neither in the history nor on the screen.
const link = document.getElementById("link");
const email = document.getElementById("email");

if (location.hash.includes("token=")) {
    link.value = location.href;
    const address = new URLSearchParams(location.hash.slice(1)).get("email");
    if (email && address) {
        email.value = address;
        email.readOnly = true;
    }
    history.replaceState(null, "", location.pathname + location.search);
}
document.getElementById("link-field").hidden = link.value.includes("token=");
