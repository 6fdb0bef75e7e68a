// Drives Medusa JS against a running server with the demo shop: node medusa-js.mjs <base URL> <e-mail> <password>
import Medusa from "@medusajs/medusa-js"
import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import test from "node:test"

const [baseUrl, email, password] = process.argv.slice(2)
const medusa = new Medusa({ baseUrl, maxRetries: 3 })

const newAccount = () => ({
  email: `grace-${randomUUID()}@example.com`,
  password: randomUUID(),
  first_name: "Grace",
  last_name: "Hopper"
})
const address = {
  first_name: "Grace",
  last_name: "Hopper",
  company: "Eckert-Mauchly",
  address_1: "1 Navy Yard",
  address_2: "",
  city: "Washington",
  country_code: "us",
  province: "DC",
  postal_code: "20374",
  phone: "+1 202 555 0143",
  metadata: {}
}

/** Node.js keeps no cookies, so the caller does: the header that brings back what an answer set. */
const cookieOf = ({ response }) => ({ Cookie: response.headers["set-cookie"].map(it => it.split(";")[0]).join("; ") })
const refused = status => error => error.response?.status === status

test("a log-in by cookie opens the account until the log-out", async () => {
  const login = await medusa.auth.authenticate({ email, password })
  const cookie = cookieOf(login)

  assert.equal(login.customer.email, email)
  assert.equal((await medusa.auth.getSession(cookie)).customer.id, login.customer.id)
  assert.equal((await medusa.customers.retrieve(cookie)).customer.id, login.customer.id)
  await assert.rejects(medusa.customers.retrieve(), refused(401))

  assert.equal((await medusa.auth.deleteSession(cookie)).response.status, 200)
  await assert.rejects(medusa.auth.getSession(cookie), refused(401))
})

test("a wrong password is refused", async () => {
  await assert.rejects(medusa.auth.authenticate({ email, password: "not it" }), refused(401))
  await assert.rejects(medusa.auth.getToken({ email, password: "not it" }), refused(401))
})

test("whether an account exists can be asked", async () => {
  assert.equal((await medusa.auth.exists(email)).exists, true)
  assert.equal((await medusa.auth.exists("nobody@example.com")).exists, false)
})

test("a new customer is logged in, and changes the profile and addresses", async () => {
  const account = newAccount()
  const created = await medusa.customers.create(account)
  const cookie = cookieOf(created)
  assert.equal(created.customer.email, account.email)
  await assert.rejects(medusa.customers.create(account), refused(422))

  const { customer } = await medusa.customers.update(
    { last_name: "Brewster", billing_address: address, metadata: { newsletter: true } }, cookie)
  assert.equal(customer.last_name, "Brewster")
  assert.equal(customer.billing_address.city, "Washington")
  assert.deepEqual(customer.metadata, { newsletter: true })

  const { addresses } = medusa.customers
  const added = await addresses.addAddress({ address: { ...address, city: "Arlington" } }, cookie)
  const { id } = added.customer.shipping_addresses.find(it => it.city === "Arlington")
  const updated = await addresses.updateAddress(id, { city: "Reston" }, cookie)
  assert.equal(updated.customer.shipping_addresses.find(it => it.id === id).city, "Reston")
  const deleted = await addresses.deleteAddress(id, cookie)
  assert.equal(deleted.customer.shipping_addresses.find(it => it.id === id), undefined)

  assert.deepEqual((await medusa.customers.paymentMethods.list(cookie)).payment_methods, [])
  assert.equal((await medusa.customers.listOrders({}, cookie)).count, 0)
})

test("the token that the client keeps opens the account, its orders included", async () => {
  // The client keeps a token only where it believes to be in a browser.
  globalThis.window = {}
  const { access_token } = await medusa.auth.getToken({ email, password })
  assert.equal(access_token.split(".").length, 3)

  assert.equal((await medusa.auth.getSession()).customer.email, email)
  assert.equal((await medusa.customers.retrieve()).customer.email, email)
  assert.deepEqual((await medusa.customers.paymentMethods.list()).payment_methods, [])

  const { orders, count, limit, offset } = await medusa.customers.listOrders()
  assert.deepEqual([count, limit, offset], [2, 10, 0])
  assert.deepEqual(orders.map(it => it.total), [5236, 9163])
  const paid = await medusa.customers.listOrders(
    { payment_status: ["captured"], fields: "display_id,total", expand: "items", limit: 1 })
  assert.equal(paid.count, 1)
  assert.deepEqual(paid.orders.map(it => [it.total, it.items.length]), [[9163, 2]])
  await assert.rejects(medusa.customers.listOrders({ colour: "red" }), refused(400))

  assert.equal((await medusa.auth.deleteSession()).response.status, 200)
})
