import { DAY_MS, dayOf, END_DAY, momentOn } from './calendar'
import { KIND, type Customers } from './customers'
import { OFFICE_HOURS } from './hours'
import { ORIGIN, type OrderLog } from './order-log'
import { countryIndex } from './places'
import { openStream } from './random'
import { TRUTHS } from './truths'

const QUIET_IN = countryIndex(TRUTHS.quietOffices.planted.country)
const QUIET_FROM = dayOf(TRUTHS.quietOffices.planted.on)
const LEAVES_AFTER_ORDER = 0.015

/** Offices order on working days at a steady pace of their own. */
export function simulateOffices(seed: number, customers: Customers, log: OrderLog): void {
  const random = openStream(seed, 'offices')
  for (let customer = 0; customer < customers.count; customer++) {
    if (customers.kind[customer] !== KIND.office) continue
    const gap = 14 + random.gamma(3, 7)
    const goesQuiet = customers.country[customer] === QUIET_IN && random.chance(TRUTHS.quietOffices.planted.leaving)
    const until = goesQuiet ? QUIET_FROM : END_DAY
    let day = nextWorkingDay(customers.joinedAt[customer]! / DAY_MS + 1)
    // Those that would have joined afterwards find another supplier after their first order.
    for (let order = 0; day < (order === 0 ? END_DAY : until); order++) {
      log.add(momentOn(random, day, OFFICE_HOURS), { customer, origin: ORIGIN.office, isFirst: order === 0 })
      if (random.chance(LEAVES_AFTER_ORDER)) break
      day = nextWorkingDay(day + random.gamma(4, gap / 4))
    }
  }
}

function nextWorkingDay(day: number): number {
  const weekday = new Date(Math.floor(day) * DAY_MS).getUTCDay()
  return Math.floor(day) + (weekday === 6 ? 2 : weekday === 0 ? 1 : 0)
}
