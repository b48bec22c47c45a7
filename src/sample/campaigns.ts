import { DAY_MS, dayOf, momentOn } from './calendar'
import { channelIndex } from './channels'
import { KIND, type Customers } from './customers'
import { HOURS } from './hours'
import { ORIGIN, type OrderLog } from './order-log'
import { openStream, type Random } from './random'
import { TRUTHS } from './truths'

const CONTROL = 'Control'

export interface Contact {
  readonly customer: number
  readonly at: number
  readonly channel: number
  readonly campaign: string
  readonly cost: number
  /** The arm of an experiment; empty outside one. */
  readonly variant: string
}

interface Mailing {
  readonly campaign: string
  readonly on: string
  readonly channel: string
  readonly variant: string
  readonly cost: number
}

/** Three mailings: one that works and one that does not, both drawn by lot, and one sent to the best without a control. */
export function runCampaigns(seed: number, customers: Customers, log: OrderLog): Contact[] {
  const random = openStream(seed, 'campaigns')
  const winBack = TRUTHS.winBack.planted
  const lapsed = orderedBefore(customers, log, winBack.on, -Infinity, -winBack.silentDays)
  const [vouchers, leftAlone] = drawArms(random, lapsed, winBack.perArm)
  bringBack(random, vouchers, log)
  const postcard = TRUTHS.postcardNull.planted
  const active = orderedBefore(customers, log, postcard.on, -postcard.activeDays, 0)
  const [postcards, noPostcards] = drawArms(random, active, postcard.perArm)
  const thanks = TRUTHS.bestCustomersMail.planted
  return [
    ...send(vouchers, { ...winBack, channel: 'E-mail', variant: 'Voucher', cost: 0.05 }),
    ...send(leftAlone, { ...winBack, channel: 'Hold-out', variant: CONTROL, cost: 0 }),
    ...send(postcards, { ...postcard, channel: 'Post', variant: 'Postcard', cost: 0.85 }),
    ...send(noPostcards, { ...postcard, channel: 'Hold-out', variant: CONTROL, cost: 0 }),
    ...send(latestBuyers(customers, log), { ...thanks, channel: 'E-mail', variant: '', cost: 0.02 }),
  ]
}

/** People, not offices, whose last order before a day lies between two offsets from it, in days. */
function orderedBefore(customers: Customers, log: OrderLog, on: string, from: number, to: number): number[] {
  const moment = dayOf(on) * DAY_MS
  const last = lastOrders(customers, log, moment)
  const chosen: number[] = []
  for (let customer = 0; customer < customers.count; customer++) {
    if (customers.kind[customer] === KIND.office || last[customer] === 0) continue
    const offset = (last[customer]! - moment) / DAY_MS
    if (offset >= from && offset < to) chosen.push(customer)
  }
  return chosen
}

/** The moment of each customer's last order before a moment; 0 where there is none. */
function lastOrders(customers: Customers, log: OrderLog, before: number): Float64Array {
  const last = new Float64Array(customers.count)
  for (let order = 0; order < log.at.length; order++) {
    const customer = log.customer[order]!
    const at = log.at[order]!
    if (customer >= 0 && at < before && at > last[customer]!) last[customer] = at
  }
  return last
}

function drawArms(random: Random, from: readonly number[], perArm: number): [number[], number[]] {
  if (from.length < 2 * perArm) throw new Error(`an experiment needs ${2 * perArm} customers, and ${from.length} are eligible`)
  const pool = [...from]
  for (let index = 0; index < 2 * perArm; index++) {
    const other = index + random.below(pool.length - index)
    const kept = pool[index]!
    pool[index] = pool[other]!
    pool[other] = kept
  }
  return [pool.slice(0, perArm), pool.slice(perArm, 2 * perArm)]
}

/** Makes as many more of them order, among those who would not have, as the planted lift says. */
function bringBack(random: Random, reached: readonly number[], log: OrderLog): void {
  const { campaign, on, withinDays, lift } = TRUTHS.winBack.planted
  const from = dayOf(on) * DAY_MS
  const until = from + withinDays * DAY_MS
  const orderAnyway = new Set<number>()
  for (let order = 0; order < log.at.length; order++)
    if (log.at[order]! >= from && log.at[order]! < until) orderAnyway.add(log.customer[order]!)
  const others = reached.filter((customer) => !orderAnyway.has(customer))
  const chance = (lift * reached.length) / others.length
  for (const customer of others)
    if (random.chance(chance))
      log.add(momentOn(random, dayOf(on) + 1 + random.below(withinDays - 1), HOURS), { customer, origin: ORIGIN.shop, campaign })
}

function latestBuyers(customers: Customers, log: OrderLog): number[] {
  const { on, size } = TRUTHS.bestCustomersMail.planted
  const last = lastOrders(customers, log, dayOf(on) * DAY_MS)
  return Array.from(last.keys())
    .filter((customer) => customers.kind[customer] !== KIND.office && last[customer]! > 0)
    .sort((one, other) => last[other]! - last[one]! || one - other)
    .slice(0, size)
}

function send(to: readonly number[], mailing: Mailing): Contact[] {
  const { channel, campaign, cost, variant } = mailing
  const at = dayOf(mailing.on) * DAY_MS + 9 * 3_600_000
  return to.map((customer) => ({ customer, at, channel: channelIndex(channel), campaign, cost, variant }))
}
