import { DAY_MS, dayOf, END_DAY, momentOn } from './calendar'
import { KIND, type Customers } from './customers'
import { HOURS } from './hours'
import { DEVICE, DEVICES, inOrderOfTime, ORIGIN, type OrderLog } from './order-log'
import { openStream, weighted, type Random } from './random'
import type { Subscriptions } from './subscriptions'
import { coded, MISSING, numbersOf, numeric, type SampleTable } from './table'
import { TRUTHS } from './truths'

const { brokenStep, deadSearch, brewingClass } = TRUTHS

/** What is tracked, and the address on which it happens. */
const EVENTS = [
  { name: 'Home', page: '/' },
  { name: deadSearch.planted.event, page: '/search' },
  { name: 'Category', page: '/shop' },
  { name: 'Campaign page', page: '/offers' },
  { name: 'View product', page: '/product' },
  { name: 'Add to basket', page: '/basket' },
  { name: 'Start checkout', page: '/checkout' },
  { name: brokenStep.planted.from, page: '/checkout/delivery' },
  { name: brokenStep.planted.to, page: '/checkout/payment' },
  { name: 'Order placed', page: '/checkout/done' },
  { name: 'Read guide', page: '/guides' },
  { name: 'Account', page: '/account' },
  { name: 'Help on delivery', page: '/help/delivery' },
  { name: 'Manage subscription', page: '/account/subscription' },
  { name: 'Cancel subscription', page: '/account/subscription/cancel' },
  { name: brewingClass.planted.event, page: '/class' },
] as const

const SEARCH = 1
const FIRST_STEP = eventIndex('View product')
const DELIVERY = eventIndex(brokenStep.planted.from)
const LAST_STEP = eventIndex('Order placed')
const GUIDE = eventIndex('Read guide')
const ACCOUNT = eventIndex('Account')
const HELP = eventIndex('Help on delivery')
const MANAGE = eventIndex('Manage subscription')
const CANCEL = eventIndex('Cancel subscription')
const CLASS = eventIndex(brewingClass.planted.event)

/** The first four events, by how many visits begin with each. */
const ENTRANCES = [0.38, 0.22, 0.25, 0.15]
const GOES_ON = ENTRANCES.map((_, event) => (event === SEARCH ? deadSearch.planted.goesOn : deadSearch.planted.others))
/** From one step of the shop to the next, where nothing is broken. */
const STEP_RATES = [0.65, 0.78, 0.93, brokenStep.planted.before, 0.95]

const VISIT_SOURCES = ['Direct', 'Organic search', 'Paid search', 'E-mail', 'Social']
const VISIT_SOURCE_WEIGHTS = weighted([35, 25, 15, 12, 13])

/** Visits have been tracked since then. */
const TRACKED_FROM = dayOf('2025-01-01')
const BREAKS_ON = dayOf(brokenStep.planted.on)

function eventIndex(name: string): number {
  return EVENTS.findIndex((event) => event.name === name)
}

class EventLog {
  readonly customer: number[] = []
  readonly at: number[] = []
  readonly event: number[] = []
  readonly session: number[] = []
  readonly source: number[] = []
  readonly device: number[] = []
  readonly value: number[] = []
  private sessions = 0

  constructor(private readonly random: Random) {}

  /** One visit; its last event happens at `end`. */
  visit(customer: number, end: number, device: number, events: readonly number[], value = MISSING): void {
    const source = this.random.index(VISIT_SOURCE_WEIGHTS)
    let at = end
    const session = this.sessions++
    for (let step = events.length - 1; step >= 0; step--) {
      this.customer.push(customer)
      this.at.push(at)
      this.event.push(events[step]!)
      this.session.push(session)
      this.source.push(source)
      this.device.push(device)
      this.value.push(step === events.length - 1 ? value : MISSING)
      at -= (3 + Math.floor(this.random.exponential(45))) * 1000
    }
  }
}

/** Every web order as the last event of a visit, and around it the visits that broke off before, as many as the rates of the steps say. */
export function eventTable(
  seed: number,
  customers: Customers,
  ids: readonly string[],
  log: OrderLog,
  total: Float64Array,
  subscriptions: Subscriptions,
): SampleTable {
  const random = openStream(seed, 'sessions')
  const events = new EventLog(random)
  const tracks = [
    funnel(STEP_RATES),
    funnel(STEP_RATES.map((rate, step) => (step === DELIVERY - FIRST_STEP ? brokenStep.planted.after : rate))),
  ]
  for (let order = 0; order < log.at.length; order++) {
    const at = log.at[order]!
    const device = log.device[order]!
    if (at < TRACKED_FROM * DAY_MS || device === DEVICE.none || log.origin[order]! > ORIGIN.guest || log.customer[order]! < 0) continue
    const isBroken = device === DEVICE.mobile && at >= BREAKS_ON * DAY_MS
    const track = tracks[Number(isBroken)]!
    const visited = steps(random, random.index(track.entrances), LAST_STEP)
    events.visit(log.customer[order]!, at, device, visited, total[order]! / 100)
    track.breaks.forEach((mean, step) => {
      for (let left = random.poisson(mean); left > 0; left--) breakOff(random, customers, log, order, step, events)
    })
  }
  visitAccounts(random, log, subscriptions, events)

  const order = inOrderOfTime(events.at)
  const column = (values: readonly number[]) => numbersOf(order, (row) => values[row]!)
  const event = column(events.event)
  return {
    file: 'events.csv',
    rows: order.length,
    columns: [
      coded('customer_id', ids, column(events.customer)),
      numeric('timestamp', 'timestamp', column(events.at)),
      coded(
        'event',
        EVENTS.map((one) => one.name),
        event,
      ),
      numeric(
        'session_id',
        'integer',
        column(events.session).map((session) => session + 1),
      ),
      coded('source', VISIT_SOURCES, column(events.source)),
      coded(
        'page',
        EVENTS.map((one) => one.page),
        event,
      ),
      coded('device', DEVICES, column(events.device)),
      numeric('value', 'number', column(events.value)),
    ],
  }
}

interface Funnel {
  /** Weights of the entrances of visits that reach a product. */
  readonly entrances: Float64Array
  /** Visits expected to end at each place for one that ends in an order: at the entrance, at a product, … */
  readonly breaks: readonly number[]
}

function funnel(stepRates: readonly number[]): Funnel {
  const entering = ENTRANCES.reduce((sum, share, event) => sum + share * GOES_ON[event]!, 0)
  const rates = [entering, ...stepRates]
  return {
    entrances: weighted(ENTRANCES.map((share, event) => share * GOES_ON[event]!)),
    breaks: rates.map((rate, step) => (1 - rate) / rates.slice(step).reduce((product, one) => product * one, 1)),
  }
}

const DEAD_ENTRANCES = weighted(ENTRANCES.map((share, event) => share * (1 - GOES_ON[event]!)))
const LIVE_ENTRANCES = weighted(ENTRANCES.map((share, event) => share * GOES_ON[event]!))

/** A visit that ends early: mostly the buyer's own, on another day and the same device, else someone else's. */
function breakOff(random: Random, customers: Customers, log: OrderLog, order: number, step: number, events: EventLog): void {
  const orderDay = Math.floor(log.at[order]! / DAY_MS)
  const isOwn = random.chance(0.65)
  let day = orderDay + random.between(isOwn ? -20 : -2, isOwn ? 12 : 2)
  if (day < TRACKED_FROM || day >= END_DAY || day >= BREAKS_ON !== orderDay >= BREAKS_ON) day = orderDay
  let customer = log.customer[order]!
  const joined = (one: number) => Math.floor(customers.joinedAt[one]! / DAY_MS)
  if (isOwn) day = Math.max(day, joined(customer))
  else
    do customer = random.below(customers.count)
    while (customers.kind[customer] === KIND.office || joined(customer) > day)
  const last = step === 0 ? -1 : FIRST_STEP + step - 1
  const visited = steps(random, random.index(step === 0 ? DEAD_ENTRANCES : LIVE_ENTRANCES), last)
  if (last === DELIVERY && random.chance(0.25)) visited.push(HELP)
  events.visit(customer, momentOn(random, day, HOURS), log.device[order]!, visited)
}

/** From an entrance to a step of the shop, with the detours people take; `last` −1: the entrance only. */
function steps(random: Random, entrance: number, last: number): number[] {
  const visited = [entrance]
  for (let step = FIRST_STEP; step <= last; step++) {
    visited.push(step)
    if (step !== FIRST_STEP) continue
    if (random.chance(0.1)) visited.push(GUIDE, FIRST_STEP)
    while (random.chance(0.22)) visited.push(FIRST_STEP)
  }
  return visited
}

function visitAccounts(random: Random, log: OrderLog, { classes, cancellations }: Subscriptions, events: EventLog): void {
  const device = () => (random.chance(0.5) ? DEVICE.mobile : DEVICE.desktop)
  for (const { customer, at } of classes) events.visit(customer, at, device(), random.chance(0.5) ? [CLASS] : [ACCOUNT, CLASS])
  for (const { customer, at } of cancellations)
    if (at >= TRACKED_FROM * DAY_MS)
      events.visit(customer, at, device(), random.chance(0.3) ? [ACCOUNT, HELP, MANAGE, CANCEL] : [ACCOUNT, MANAGE, CANCEL])
  for (let order = 0; order < log.at.length; order++) {
    if (log.origin[order] !== ORIGIN.subscription || log.at[order]! < TRACKED_FROM * DAY_MS || !random.chance(0.12)) continue
    events.visit(log.customer[order]!, log.at[order]!, device(), random.chance(0.4) ? [ACCOUNT, MANAGE] : [ACCOUNT])
  }
}
