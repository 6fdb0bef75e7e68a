// Drives Medusa JS's administrators' resources against a running server with the demo shop:
// node medusa-js-admin.mjs <base URL> <e-mail> <password>
import Medusa from "@medusajs/medusa-js"
import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import test from "node:test"

const [baseUrl, email, password] = process.argv.slice(2)
const medusa = new Medusa({ baseUrl, maxRetries: 3 })
const { auth, customers, invites, users } = medusa.admin

const newEmail = () => `grace-${randomUUID()}@example.com`
/** Node.js keeps no cookies, so the caller does: the header that brings back what an answer set. */
const cookieOf = ({ response }) => ({ Cookie: response.headers["set-cookie"].map(it => it.split(";")[0]).join("; ") })
const logIn = async (credentials = { email, password }) => cookieOf(await auth.createSession(credentials))
const refused = status => error => error.response?.status === status

test("a log-in by cookie opens the administration until the log-out", async () => {
  const login = await auth.createSession({ email, password })
  const cookie = cookieOf(login)
  assert.equal(login.user.email, email)

  assert.equal((await auth.getSession(cookie)).user.id, login.user.id)
  await assert.rejects(auth.getSession(), refused(401))

  assert.equal((await auth.deleteSession(cookie)).response.status, 200)
  await assert.rejects(auth.getSession(cookie), refused(401))
})

test("a wrong password is refused", async () => {
  await assert.rejects(auth.createSession({ email, password: "not it" }), refused(401))
  await assert.rejects(auth.getToken({ email, password: "not it" }), refused(401))
})

test("customers are created, found, read and changed", async () => {
  const cookie = await logIn()
  const account = { email: newEmail(), password: randomUUID(), first_name: "Grace", last_name: "Hopper" }
  const created = await customers.create(account, cookie)
  assert.equal(created.response.status, 201)
  await assert.rejects(customers.create(account, cookie), refused(422))
  const { id } = created.customer

  const found = await customers.list({ q: account.email, limit: 5, offset: 0, expand: "orders,groups" }, cookie)
  assert.deepEqual([found.count, found.limit, found.offset], [1, 5, 0])
  assert.deepEqual(found.customers.map(it => [it.id, it.orders, it.groups]), [[id, [], []]])

  const changes = { first_name: null, last_name: "Brewster", phone: "+1 202 555 0143", metadata: { vip: true } }
  const { customer } = await customers.update(id, changes, cookie)
  assert.deepEqual([customer.first_name, customer.last_name, customer.metadata], [null, "Brewster", { vip: true }])
  assert.deepEqual((await customers.retrieve(id, cookie)).customer.orders, [])
  await assert.rejects(customers.update(id, { email: newEmail() }, cookie), refused(400))
  await assert.rejects(customers.retrieve("cus_nope", cookie), refused(404))

  const { customer: loggedIn } = await medusa.auth.authenticate({ email: account.email, password: account.password })
  assert.equal(loggedIn.id, id)
})

test("filters are accepted in the form that the client sends", async () => {
  const cookie = await logIn()
  const all = { has_account: true, groups: null, created_at: { gte: new Date(0) }, order: "-created_at" }
  assert.ok((await customers.list(all, cookie)).count > 0)
  assert.equal((await customers.list({ groups: ["cgrp_nope"] }, cookie)).count, 0)
  await assert.rejects(customers.list({ colour: "red" }, cookie), refused(400))
  assert.ok((await users.list({ role: ["admin"], q: email }, cookie)).count > 0)
})

test("administrators are created, listed, changed and deleted", async () => {
  const cookie = await logIn()
  const account = { email: newEmail(), password: randomUUID() }
  const { user } = await users.create({ ...account, first_name: "Grace", role: "developer" }, cookie)
  const theirs = await logIn(account)
  assert.equal((await auth.getSession(theirs)).user.id, user.id)

  assert.ok((await users.list(undefined, cookie)).users.some(it => it.id === user.id))
  assert.equal((await users.retrieve(user.id, cookie)).user.first_name, "Grace")
  const changed = await users.update(user.id, { last_name: "Hopper", metadata: { a: 1 } }, cookie)
  assert.deepEqual([changed.user.last_name, changed.user.metadata], ["Hopper", { a: 1 }])
  await assert.rejects(users.create({ email: newEmail(), password: randomUUID() }, theirs), refused(403))

  const deleted = await users.delete(user.id, cookie)
  assert.deepEqual([deleted.id, deleted.object, deleted.deleted], [user.id, "user", true])
  await assert.rejects(auth.getSession(theirs), refused(401))
  await assert.rejects(auth.createSession(account), refused(401))
})

test("an API key opens the administration", async () => {
  const cookie = await logIn()
  const apiKey = randomUUID()
  const { user } = await users.create({ email: newEmail(), password: randomUUID() }, cookie)
  assert.equal((await users.update(user.id, { api_token: apiKey }, cookie)).user.api_token, apiKey)

  const withKey = new Medusa({ baseUrl, maxRetries: 0, apiKey })
  assert.equal((await withKey.admin.auth.getSession()).user.id, user.id)
  assert.ok((await withKey.admin.customers.list({ limit: 1 })).count > 0)

  await users.delete(user.id, cookie)
  await assert.rejects(withKey.admin.auth.getSession(), refused(401))
})

test("an invited administrator accepts once and logs in", async () => {
  const cookie = await logIn()
  const account = { email: newEmail(), password: randomUUID() }
  const invited = async () => (await invites.list(cookie)).invites.find(it => it.user_email === account.email)
  assert.equal((await invites.create({ user: account.email, role: "member" }, cookie)).response.status, 200)
  const invite = await invited()
  assert.equal((await invites.resend(invite.id, cookie)).response.status, 200)

  const accepted = { token: (await invited()).token, user: { first_name: "", last_name: "", password: account.password } }
  assert.equal((await invites.accept(accepted)).response.status, 200)
  await assert.rejects(invites.accept(accepted), refused(400))
  assert.equal((await auth.createSession(account)).user.role, "member")
  await assert.rejects(invites.create({ user: account.email, role: "member" }, cookie), refused(400))
})

test("a deleted invite cannot be accepted", async () => {
  const cookie = await logIn()
  const user = newEmail()
  await invites.create({ user, role: "member" }, cookie)
  const invite = (await invites.list(cookie)).invites.find(it => it.user_email === user)
  const { id, object, deleted } = await invites.delete(invite.id, cookie)
  assert.deepEqual([id, object, deleted], [invite.id, "invite", true])

  await assert.rejects(
    invites.accept({ token: invite.token, user: { password: randomUUID() } }), refused(400))
})

test("a password reset can be requested, and a wrong token is refused", async () => {
  assert.equal((await users.sendResetPasswordToken({ email: newEmail() })).response.status, 204)
  const reset = { email, token: "a.b.c", password: randomUUID() }
  await assert.rejects(users.resetPassword(reset), refused(401))
})

test("the token that the client keeps opens the administration until the log-out", async () => {
  // The client keeps a token only where it believes to be in a browser.
  globalThis.window = {}
  const { access_token } = await auth.getToken({ email, password })
  assert.equal(access_token.split(".").length, 3)
  assert.equal((await auth.getSession()).user.email, email)
  assert.ok((await customers.list({ expand: "shipping_addresses" })).count > 0)

  assert.equal((await auth.deleteSession()).response.status, 200)
  await assert.rejects(auth.getSession(), refused(401))
})
