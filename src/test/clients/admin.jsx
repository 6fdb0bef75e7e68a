// The smallest dashboard on Medusa React: who is logged in, the customers, and the way in and out.
import { QueryClient, useQueryClient } from "@tanstack/react-query"
import {
  MedusaProvider,
  useAdminAcceptInvite,
  useAdminCreateInvite,
  useAdminCustomer,
  useAdminCustomers,
  useAdminDeleteSession,
  useAdminGetSession,
  useAdminInvites,
  useAdminLogin,
  useAdminUpdateCustomer,
  useAdminUsers
} from "medusa-react"
import { createRoot } from "react-dom/client"

const baseUrl = new URLSearchParams(location.search).get("server")
const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } })
const fieldsOf = event => {
  event.preventDefault()
  return Object.fromEntries(new FormData(event.target))
}

function Dashboard() {
  const queries = useQueryClient()
  const { user, isLoading } = useAdminGetSession()
  const logIn = useAdminLogin()
  const logOut = useAdminDeleteSession()
  const again = { onSuccess: () => queries.resetQueries() }

  if (isLoading) {
    return <p>One moment</p>
  }
  if (!user) {
    return (
      <>
        <p id="who">nobody{logIn.error && ", refused"}</p>
        <form onSubmit={event => logIn.mutate(fieldsOf(event), again)}>
          <input name="email" type="email" />
          <input name="password" type="password" />
          <button id="log-in">Log in</button>
        </form>
      </>
    )
  }
  return (
    <>
      <p id="who">{`${user.email}, ${user.role}`}</p>
      <Customers />
      <Team again={again} />
      <button id="log-out" onClick={() => logOut.mutate(undefined, again)}>Log out</button>
    </>
  )
}

function Customers() {
  const { customers, count } = useAdminCustomers({ q: "user@example.com", expand: "orders", limit: 15, offset: 0 })
  return customers ? <Customer id={customers[0].id} orders={customers[0].orders.length} count={count} /> : null
}

function Customer({ id, orders, count }) {
  const { customer } = useAdminCustomer(id)
  const update = useAdminUpdateCustomer(id)
  return (
    <>
      <p id="customers">{`${count}: ${customer?.email}, ${customer?.phone}, ${orders} orders`}</p>
      <form onSubmit={event => update.mutate(fieldsOf(event))}>
        <input name="phone" />
        <button id="save">Save</button>
      </form>
    </>
  )
}

function Team({ again }) {
  const { users } = useAdminUsers()
  const { invites } = useAdminInvites()
  const invite = useAdminCreateInvite()
  const accept = useAdminAcceptInvite()
  return (
    <>
      <p id="team">{users && invites ? `newest: ${users[0].email}, invited: ${invites.map(it => it.user_email)}` : "none"}</p>
      <form onSubmit={event => invite.mutate({ ...fieldsOf(event), role: "member" })}>
        <input name="user" type="email" />
        <button id="invite">Invite</button>
      </form>
      <form onSubmit={event => {
        const { email, password } = fieldsOf(event)
        const { token } = invites.find(it => it.user_email === email)
        accept.mutate({ token, user: { first_name: "", last_name: "", password } }, again)
      }}>
        <input name="email" type="email" />
        <input name="password" type="password" />
        <button id="accept">Accept</button>
      </form>
    </>
  )
}

createRoot(document.getElementById("shop")).render(
  <MedusaProvider baseUrl={baseUrl} queryClientProviderProps={{ client: queryClient }}>
    <Dashboard />
  </MedusaProvider>
)
