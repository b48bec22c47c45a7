import { DAY_MS, dayOf, END_DAY, momentOn } from './calendar'
import { OFFICE_HOURS } from './hours'
import { DEVICE, inOrderOfTime, ORIGIN, type OrderLog } from './order-log'
import { openStream, weighted, type Random } from './random'
import { coded, flags, MISSING, numbersOf, numeric, type SampleTable } from './table'
import { TRUTHS } from './truths'

const { slowTickets, lateDelivery, brokenStep } = TRUTHS
const BREAKS_AT = dayOf(brokenStep.planted.on) * DAY_MS

const CATEGORIES = [
  'Late delivery',
  slowTickets.planted.slowCategory,
  'Damaged parcel',
  'Wrong item',
  'Subscription change',
  'Product question',
  'Website',
]
const LATE = 0
const SLOW = 1
const WEBSITE = 6
const ORDINARY = weighted([0, 16, 15, 13, 20, 26, 10])
const PRIORITIES = ['Low', 'Normal', 'High']
const ORDINARY_CHANCE = 0.045
const BROKEN_STEP_CHANCE = 0.05
const REOPENED = 0.08
const ANSWERED = 0.45

/** Support cases in order of time, before they are exported. */
export interface Tickets {
  readonly customer: readonly number[]
  readonly openedAt: readonly number[]
  readonly hours: readonly number[]
  readonly category: readonly number[]
  readonly isReopened: readonly number[]
}

export function makeTickets(seed: number, log: OrderLog): Tickets {
  const random = openStream(seed, 'tickets')
  const made = {
    customer: [] as number[],
    openedAt: [] as number[],
    hours: [] as number[],
    category: [] as number[],
    isReopened: [] as number[],
  }
  for (let order = 0; order < log.at.length; order++) {
    if (log.customer[order]! < 0 || log.origin[order] === ORIGIN.return) continue
    const category = reasonFor(random, log, order)
    const openedAt = momentOn(random, log.at[order]! / DAY_MS + random.between(1, 6), OFFICE_HOURS)
    if (category < 0 || openedAt >= END_DAY * DAY_MS) continue
    const isReopened = random.chance(REOPENED)
    const median = category === SLOW ? slowTickets.planted.slowHours : slowTickets.planted.otherHours
    made.customer.push(log.customer[order]!)
    made.openedAt.push(openedAt)
    made.hours.push(median * Math.exp(0.9 * random.normal()))
    made.category.push(category)
    made.isReopened.push(Number(isReopened))
  }
  const order = inOrderOfTime(made.openedAt)
  const sorted = (values: readonly number[]) => Array.from(order, (row) => values[row]!)
  return {
    customer: sorted(made.customer),
    openedAt: sorted(made.openedAt),
    hours: sorted(made.hours),
    category: sorted(made.category),
    isReopened: sorted(made.isReopened),
  }
}

function reasonFor(random: Random, log: OrderLog, order: number): number {
  if (log.isLate[order]) return random.chance(lateDelivery.planted.ticket) ? LATE : -1
  if (log.device[order] === DEVICE.mobile && log.at[order]! >= BREAKS_AT && random.chance(BROKEN_STEP_CHANCE)) return WEBSITE
  return random.chance(ORDINARY_CHANCE) ? random.index(ORDINARY) : -1
}

const FIRST_NUMBER = 40_001

export function ticketTable(seed: number, ids: readonly string[], tickets: Tickets): SampleTable {
  const random = openStream(seed, 'ticket table')
  const rows = tickets.openedAt.length
  const closedAt = numbersOf(tickets.openedAt, (openedAt, row) => {
    const at = openedAt + Math.round(tickets.hours[row]! * 60) * 60_000
    return at < END_DAY * DAY_MS ? at : MISSING
  })
  const score = closedAt.map((at, row) => (Number.isNaN(at) || !random.chance(ANSWERED) ? MISSING : scoreFor(random, tickets.hours[row]!)))
  return {
    file: 'tickets.csv',
    rows,
    columns: [
      numeric(
        'ticket_id',
        'integer',
        numbersOf(tickets.openedAt, (_, row) => FIRST_NUMBER + row),
      ),
      coded('customer_id', ids, tickets.customer),
      numeric('opened_at', 'timestamp', tickets.openedAt),
      numeric('closed_at', 'timestamp', closedAt),
      coded('category', CATEGORIES, tickets.category),
      coded(
        'priority',
        PRIORITIES,
        tickets.category.map((category) => (category === LATE ? random.between(1, 2) : random.below(3))),
      ),
      flags('reopened', tickets.isReopened),
      numeric('score', 'integer', score),
    ],
  }
}

function scoreFor(random: Random, hours: number): number {
  const { best, perDoubling, fromHours } = slowTickets.planted
  const mean = best - perDoubling * Math.log2(Math.max(1, hours / fromHours))
  return Math.min(5, Math.max(1, Math.round(mean + 0.7 * random.normal())))
}
