// The pages of the account. Each exports what it shows and reads what it needs by itself.
import { root } from "./texts.js";

const pages = {
    profile: () => import("./profile.js"),
    addresses: () => import("./addresses.js"),
    orders: () => import("./orders.js"),
    sessions: () => import("./sessions.js"),
    security: () => import("./security.js"),
    data: () => import("./data.js"),
};

const { show } = await pages[root.dataset.page]();
await show(root);
