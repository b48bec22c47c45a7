import { DAY_MS, dayOf, DAYS, END_DAY, FIRST_DAY, momentOn, MONTH_OF, openSeasonClock } from './calendar'
import { productIndex } from './catalogue'
import { LEAVES_AFTER_ORDER } from './channels'
import { KIND, type Customers } from './customers'
import { HOURS } from './hours'
import { afterParcel, comesLate } from './lateness'
import { ORIGIN, type OrderLog } from './order-log'
import { openStream, type Random } from './random'
import { DIRT, TRUTHS } from './truths'

const SHOP_SEASON = openSeasonClock(TRUTHS.season.planted.months)

const { rateShape, ordersPerYear } = TRUTHS.fewBigOnes.planted
const { comesBackNextYear, secondGift } = TRUTHS.giftBuyers.planted
const { everyDays, shape, goesOn } = TRUTHS.refills.planted
const LOST = productIndex(TRUTHS.lostFavourite.planted.product)
const LOST_ON = dayOf(TRUTHS.lostFavourite.planted.on)
const MACHINE = productIndex(TRUTHS.refills.planted.owns)
const REFILL = productIndex(TRUTHS.refills.planted.buys)
const OWNERS = 0.05
/** How alike the customers of a channel are in leaving: the two parameters of their beta distribution add up to this. */
const LIKENESS = 3

/**
 * Buying as the beta-geometric model has it: at a rate of one's own (gamma) until, after some order,
 * with a chance of one's own (beta), one leaves for good. Rates are per busy day of the season's clock.
 */
export function simulateShop(seed: number, customers: Customers, log: OrderLog): void {
  const random = openStream(seed, 'shop')
  for (let customer = 0; customer < customers.count; customer++) {
    if (customers.kind[customer] === KIND.shopper) buy(random, customers, customer, log)
    else if (customers.kind[customer] === KIND.gifts) buyGifts(random, customers, customer, log)
  }
}

/** Orders without an account, so many that they are the planted share of all. */
export function addGuests(seed: number, log: OrderLog): void {
  const random = openStream(seed, 'guests')
  const guests = Math.round((log.at.length * DIRT.guestOrders) / (1 - DIRT.guestOrders))
  for (let guest = 0; guest < guests; guest++) {
    const day = SHOP_SEASON.fromBusy(Math.sqrt(random.unit()) * DAYS)
    log.add(momentOn(random, day, HOURS), { customer: -1, origin: ORIGIN.guest })
  }
}

function buy(random: Random, customers: Customers, customer: number, log: OrderLog): void {
  const perDay = random.gamma(rateShape, ordersPerYear / 365.25 / rateShape)
  const mean = LEAVES_AFTER_ORDER[customers.source[customer]!]!
  const leaves = random.beta(mean * LIKENESS, (1 - mean) * LIKENESS)
  const leavesWithFavourite = customers.favourite[customer] === LOST && random.chance(TRUTHS.lostFavourite.planted.leaving)
  const ownsMachine = random.chance(OWNERS)

  let at = firstOrderAt(random, customers.joinedAt[customer]!)
  let day = at / DAY_MS
  let isFirst = true
  if (ownsMachine) refill(random, customer, day, leavesWithFavourite ? LOST_ON : END_DAY, log)
  while (day < END_DAY && !(leavesWithFavourite && day >= LOST_ON && !isFirst)) {
    const isLate = comesLate(random, customers.country[customer]!, day)
    log.add(at, { customer, origin: ORIGIN.shop, isLate, isFirst, product: isFirst && ownsMachine ? MACHINE : -1 })
    if (random.chance(afterParcel(leaves, isLate))) return
    isFirst = false
    day = SHOP_SEASON.fromBusy(SHOP_SEASON.toBusy(day) + random.exponential(1 / perDay))
    at = momentOn(random, day, HOURS)
  }
}

/** Most people buy as they join; some a few days later. */
function firstOrderAt(random: Random, joinedAt: number): number {
  if (random.chance(0.85)) return joinedAt + random.between(4, 50) * 60_000
  return momentOn(random, joinedAt / DAY_MS + random.between(1, 20), HOURS)
}

function refill(random: Random, customer: number, bought: number, until: number, log: OrderLog): void {
  let day = bought + random.gamma(shape, everyDays / shape)
  while (day < until) {
    log.add(momentOn(random, day, HOURS), { customer, origin: ORIGIN.refill, product: REFILL })
    if (!random.chance(goesOn)) return
    day += random.gamma(shape, everyDays / shape)
  }
}

/** Once in the season in which they join, perhaps twice, and again in the next seasons. */
function buyGifts(random: Random, customers: Customers, customer: number, log: OrderLog): void {
  const joinedAt = customers.joinedAt[customer]!
  const first = joinedAt + random.between(4, 50) * 60_000
  log.add(first, { customer, origin: ORIGIN.gift, isFirst: true, isLate: false })
  const again = Math.floor(first / DAY_MS) + random.between(2, 15)
  if (random.chance(secondGift) && again < END_DAY && MONTH_OF[again - FIRST_DAY]! >= 10)
    log.add(momentOn(random, again, HOURS), { customer, origin: ORIGIN.gift })
  let year = new Date(joinedAt).getUTCFullYear()
  while (++year <= 2025 && random.chance(comesBackNextYear))
    log.add(momentOn(random, dayOf(`${year}-11-10`) + random.between(0, 40), HOURS), { customer, origin: ORIGIN.gift })
}
