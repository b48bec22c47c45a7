import { addMonths, DAY_MS, dayOf, END_DAY, momentOn } from './calendar'
import { PLANS } from './catalogue'
import { SUBSCRIPTION_FACTOR } from './channels'
import { KIND, type Customers } from './customers'
import { HOURS } from './hours'
import { afterParcel, comesLate } from './lateness'
import { ORIGIN, type OrderLog } from './order-log'
import { openStream, weighted, type Random } from './random'
import { TRUTHS } from './truths'

/** A time on one plan at one price. The next spell of the same customer begins the day after the last one ends, or later. */
export interface Spell {
  readonly customer: number
  readonly plan: number
  readonly monthly: number
  readonly startedOn: number
  /** The last day; null while it runs. */
  readonly endedOn: number | null
}

export interface Subscriptions {
  readonly spells: readonly Spell[]
  /** Moments of the brewing class and of the click on "cancel". */
  readonly classes: readonly { readonly customer: number; readonly at: number }[]
  readonly cancellations: readonly { readonly customer: number; readonly at: number }[]
}

const { planLeaving, priceRise, brewingClass } = TRUTHS
const RISES_ON = dayOf(priceRise.planted.on)
const RISE_FELT_UNTIL = addMonths(RISES_ON, priceRise.planted.months)
const DEAREST = PLANS.findIndex((plan) => plan.name === priceRise.planted.plan)
const CLASS_SINCE = dayOf(brewingClass.planted.since)
const STARTERS = weighted(PLANS.map((plan) => plan.starters))
const COMES_BACK = 0.1
const SHOP_ORDERS_PER_YEAR = 1.4

export function simulateSubscriptions(seed: number, customers: Customers, log: OrderLog): Subscriptions {
  const random = openStream(seed, 'subscriptions')
  const made = {
    spells: [] as Spell[],
    classes: [] as { customer: number; at: number }[],
    cancellations: [] as { customer: number; at: number }[],
  }
  for (let customer = 0; customer < customers.count; customer++) {
    if (customers.kind[customer] !== KIND.subscriber) continue
    const joined = Math.floor(customers.joinedAt[customer]! / DAY_MS)
    let plan = random.index(STARTERS)
    let start: number | null = billingDay(joined + (random.chance(0.8) ? 0 : random.between(1, 12)))
    const classDay = takesClass(random, start)
    if (classDay !== null && classDay < END_DAY) made.classes.push({ customer, at: momentOn(random, classDay, HOURS) })
    let isFirst = true
    while (start !== null && start < END_DAY) {
      const ended = subscribe(random, customers, { customer, plan, start, isFirst, tookClass: classDay !== null }, log, made)
      plan = ended.plan
      start = ended.day !== null && random.chance(COMES_BACK) ? billingDay(ended.day + random.between(60, 270)) : null
      isFirst = false
    }
  }
  return made
}

/** Plans are billed on the 1st to the 28th. */
function billingDay(day: number): number {
  const date = new Date(day * DAY_MS)
  return date.getUTCDate() <= 28 ? day : Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / DAY_MS
}

function takesClass(random: Random, start: number): number | null {
  const { takes, withinDays } = brewingClass.planted
  return start >= CLASS_SINCE && random.chance(takes) ? start + random.between(2, withinDays) : null
}

interface Stay {
  readonly customer: number
  readonly plan: number
  readonly start: number
  readonly isFirst: boolean
  readonly tookClass: boolean
}

/** One stay from the first delivery to the last; returns the plan it ended on, and the day after its end if it ended. */
function subscribe(
  random: Random,
  customers: Customers,
  stay: Stay,
  log: OrderLog,
  made: { spells: Spell[]; cancellations: { customer: number; at: number }[] },
): { plan: number; day: number | null } {
  const { customer } = stay
  const factor = SUBSCRIPTION_FACTOR[customers.source[customer]!]! * (stay.tookClass ? brewingClass.planted.leavingFactor : 1)
  let plan = stay.plan
  let spellStart = stay.start
  const close = (endedOn: number | null) => {
    const monthly = monthlyPrice(plan, spellStart)
    const paysOldPrice = plan === DEAREST && spellStart < RISES_ON && (endedOn === null || endedOn >= RISES_ON)
    if (paysOldPrice) made.spells.push({ customer, plan, monthly, startedOn: spellStart, endedOn: RISES_ON - 1 })
    const startedOn = paysOldPrice ? RISES_ON : spellStart
    made.spells.push({ customer, plan, monthly: monthlyPrice(plan, startedOn), startedOn, endedOn })
  }
  for (let month = 0; ; month++) {
    const day = addMonths(stay.start, month)
    if (day >= END_DAY) {
      close(null)
      shopBetween(random, customer, stay.start, END_DAY, log)
      return { plan, day: null }
    }
    const isLate = comesLate(random, customers.country[customer]!, day)
    log.add(momentOn(random, day, HOURS), { customer, origin: ORIGIN.subscription, plan, isLate, isFirst: stay.isFirst && month === 0 })
    const next = addMonths(stay.start, month + 1)
    if (random.chance(afterParcel(leaving(plan, day, spellStart, factor), isLate))) {
      if (next > END_DAY) continue
      close(next - 1)
      made.cancellations.push({ customer, at: momentOn(random, random.between(day + 1, next - 1), HOURS) })
      shopBetween(random, customer, stay.start, next, log)
      return { plan, day: next }
    }
    if (plan < DEAREST && next < END_DAY && random.chance(planLeaving.planted.upgrade)) {
      close(next - 1)
      plan++
      spellStart = next
    }
  }
}

function monthlyPrice(plan: number, day: number): number {
  return plan === DEAREST && day >= RISES_ON ? priceRise.planted.to : PLANS[plan]!.monthly
}

/** In the month that begins with a delivery. Only those who knew the old price mind the new one. */
function leaving(plan: number, day: number, since: number, factor: number): number {
  const next = addMonths(day, 1)
  const feelsRise = plan === DEAREST && since < RISES_ON && next > RISES_ON && next <= RISE_FELT_UNTIL
  return feelsRise ? priceRise.planted.leaving : planLeaving.planted[PLANS[plan]!.name] * factor
}

/** Subscribers buy something else now and then. */
function shopBetween(random: Random, customer: number, from: number, until: number, log: OrderLog): void {
  const gap = 365.25 / SHOP_ORDERS_PER_YEAR
  for (let day = from + random.exponential(gap); day < until; day += random.exponential(gap))
    log.add(momentOn(random, day, HOURS), { customer, origin: ORIGIN.shop })
}
