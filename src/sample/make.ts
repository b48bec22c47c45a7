import { fillBaskets } from './baskets'
import { runCampaigns } from './campaigns'
import { customerIds, customerTable } from './customer-table'
import { makeCustomers } from './customers'
import { assignDevices } from './devices'
import { feedbackTable } from './feedback'
import { makeIdentities } from './identities'
import { leadTable } from './leads'
import { simulateOffices } from './offices'
import { OrderLog } from './order-log'
import { lineTable, numberOrders, orderTable } from './orders'
import { eventTable } from './sessions'
import { addGuests, simulateShop } from './shop'
import { spendTable } from './spend'
import { subscriptionTable } from './subscription-table'
import { simulateSubscriptions } from './subscriptions'
import type { SampleTable } from './table'
import { makeTickets, ticketTable } from './tickets'
import { touchTable } from './touches'

export const SEED = 1

/** Tarn & Teal, a coffee roaster that is not: three years of people who buy, subscribe and give, and of offices. One seed, the same tables. */
export function makeSample(seed = SEED): readonly SampleTable[] {
  const customers = makeCustomers(seed)
  const ids = customerIds(customers)
  const identities = makeIdentities(seed, customers)

  const log = new OrderLog()
  simulateShop(seed, customers, log)
  const subscriptions = simulateSubscriptions(seed, customers, log)
  simulateOffices(seed, customers, log)
  const mailings = runCampaigns(seed, customers, log)
  addGuests(seed, log)
  assignDevices(seed, customers, log)
  const lines = fillBaskets(seed, customers, log)
  const numbered = numberOrders(log, lines)
  const tickets = makeTickets(seed, log)

  return [
    customerTable(seed, customers, ids, identities, subscriptions),
    orderTable(customers, ids, log, lines, numbered),
    lineTable(lines, numbered),
    eventTable(seed, customers, ids, log, numbered.total, subscriptions),
    feedbackTable(seed, customers, ids, log, lines, tickets),
    ticketTable(seed, ids, tickets),
    subscriptionTable(subscriptions, ids),
    leadTable(seed, customers, ids, identities),
    touchTable(seed, customers, ids, mailings),
    spendTable(seed, customers),
  ]
}
