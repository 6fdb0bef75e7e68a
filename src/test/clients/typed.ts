// A typed client of the API description: compiles only if the generated types fit, and runs against the demo shop.
// Arguments: server, e-mail, password
import createClient from "openapi-fetch";
import type { components, paths } from "./api";

declare const process: { argv: string[] };

function assert(condition: unknown): asserts condition {
  if (!condition) {
    throw new Error("not as described");
  }
}

type Order = components["schemas"]["Order"];
type ProfileChange = NonNullable<
  paths["/store/customers/me"]["post"]["requestBody"]
>["content"]["application/json"];

const [server, email, password] = process.argv.slice(2) as [string, string, string];

const { data: login } = await createClient<paths>({ baseUrl: server }).POST("/store/auth/token", {
  body: { email, password },
});
assert(login);
const token: string = login.access_token;
// @ts-expect-error The response is described completely.
login.id_token;

const client = createClient<paths>({
  baseUrl: server,
  headers: { Authorization: `Bearer ${token}` },
  querySerializer: { object: { style: "deepObject", explode: true } },
});

const { data: profile } = await client.GET("/store/customers/me");
assert(profile?.customer.email === email);
const phone: string | null | undefined = profile.customer.phone;
// @ts-expect-error There is no password in a response.
profile.customer.password_hash;

const { data: page } = await client.GET("/store/customers/me/orders", {
  params: { query: { limit: 1, status: ["pending", "completed"], created_at: { gte: "2020-01-01" } } },
});
assert(page);
const orders: Order[] = page.orders;
const total: number | undefined = orders[0]?.total;
assert(page.limit === 1 && orders.length <= 1 && (total === undefined || total >= 0));

const change: ProfileChange = { phone, metadata: { typed: true } };
// @ts-expect-error A phone number is a text.
change.phone = 1;
change.phone = phone;
const { data: changed } = await client.POST("/store/customers/me", { body: change });
assert(changed?.customer.metadata?.typed === true);
const { error, response } = await client.POST("/store/customers/me/addresses/{id}", {
  params: { path: { id: "addr_none" } },
  body: { city: "Berlin" },
});
assert(response.status === 400);
assert(error && typeof error === "object");
const kind: "invalid_data" | "not_allowed" | "not_found" | "service_unavailable" = error.type;
assert(kind === "invalid_data");
