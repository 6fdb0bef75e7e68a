// The smallest storefront on Medusa React: who is logged in, what they ordered, and the way in and out.
import { QueryClient, useQueryClient } from "@tanstack/react-query"
import { MedusaProvider, useCustomerOrders, useMeCustomer, useMedusa } from "medusa-react"
import { createRoot } from "react-dom/client"

const baseUrl = new URLSearchParams(location.search).get("server")
const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } })

function Shop() {
  const { client } = useMedusa()
  const queries = useQueryClient()
  const { customer, isLoading } = useMeCustomer()

  const logIn = async event => {
    event.preventDefault()
    const { email, password } = Object.fromEntries(new FormData(event.target))
    await client.auth.authenticate({ email, password })
    await queries.resetQueries()
  }
  const logOut = async () => {
    await client.auth.deleteSession()
    await queries.resetQueries()
  }

  if (isLoading) {
    return <p>One moment</p>
  }
  return (
    <>
      <p id="who">{customer ? `${customer.first_name} ${customer.last_name}, ${customer.email}` : "nobody"}</p>
      <p id="orders">{customer && <Orders />}</p>
      {customer ? (
        <button id="log-out" onClick={logOut}>Log out</button>
      ) : (
        <form onSubmit={logIn}>
          <input name="email" type="email" />
          <input name="password" type="password" />
          <button id="log-in">Log in</button>
        </form>
      )}
    </>
  )
}

function Orders() {
  const { orders, count } = useCustomerOrders()
  const totals = orders?.map(order => `${(order.total / 100).toFixed(2)} ${order.currency_code}`)
  return orders ? `${count} orders: ${totals.join(", ")}` : "…"
}

createRoot(document.getElementById("shop")).render(
  <MedusaProvider baseUrl={baseUrl} queryClientProviderProps={{ client: queryClient }}>
    <Shop />
  </MedusaProvider>
)
