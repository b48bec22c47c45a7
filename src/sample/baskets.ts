import { DAY_MS, dayOf, FIRST_DAY, MONTH_OF } from './calendar'
import { GIFTS, PLANS, PRODUCTS, productIndex } from './catalogue'
import { CHANNELS } from './channels'
import type { Customers } from './customers'
import { ORIGIN, type OrderLog } from './order-log'
import { openStream, weighted, type Random } from './random'
import { DIRT, TRUTHS } from './truths'

/** The lines of order i stand from start[i] to start[i + 1]. Money is in cents. */
export interface Lines {
  readonly start: number[]
  readonly product: number[]
  readonly quantity: number[]
  /** Paid for one, after the discount. */
  readonly price: number[]
  readonly listPrice: number[]
}

const { boughtTogether, sachetsNull, lostFavourite, oneTimeChannel, priceRise, lookalike, refills } = TRUTHS
const LOST = productIndex(lostFavourite.planted.product)
const LOST_ON = dayOf(lostFavourite.planted.on)
const FIRST_OF_PAIR = productIndex(boughtTogether.planted.first)
const SECOND_OF_PAIR = productIndex(boughtTogether.planted.second)
const MATCHA = productIndex(sachetsNull.planted.first)
const DECAF = productIndex(sachetsNull.planted.second)
const REFILL = productIndex(refills.planted.buys)
const FILTER = productIndex('Water filter')
const CALENDAR = productIndex('Advent calendar')
const PRESENTS = ['Gift box, small', 'Gift box, large', 'Enamel mug'].map(productIndex)
const OFFICE_BEANS = productIndex('Office beans, 1 kg')
const OFFICE_EXTRAS = [
  { product: productIndex('Office filter, 1 kg'), chance: 0.25 },
  { product: productIndex('Oat drink, 12 pack'), chance: 0.5 },
  { product: productIndex('Sugar sticks, 1,000'), chance: 0.25 },
  { product: productIndex('Tea selection, 100 bags'), chance: 0.3 },
]
const SHELF = weighted(PRODUCTS.map((product) => product.weight))
const SHELF_WITHOUT_LOST = weighted(PRODUCTS.map((product, index) => (index === LOST ? 0 : product.weight)))
const DURABLE = new Set(['Brewing gear', GIFTS])

/** Fills every order of the log, then adds the returns, each an order of its own with a negative quantity. */
export function fillBaskets(seed: number, customers: Customers, log: OrderLog): Lines {
  const random = openStream(seed, 'baskets')
  const lines: Lines = { start: [0], product: [], quantity: [], price: [], listPrice: [] }
  const orders = log.at.length
  for (let order = 0; order < orders; order++) {
    fill(random, customers, log, order, lines)
    lines.start.push(lines.product.length)
  }
  for (let order = 0; order < orders; order++)
    if (log.origin[order]! <= ORIGIN.guest && random.chance(DIRT.returnedOrders)) sendBack(random, log, order, lines)
  return lines
}

function fill(random: Random, customers: Customers, log: OrderLog, order: number, lines: Lines): void {
  const customer = log.customer[order]!
  const day = Math.floor(log.at[order]! / DAY_MS)
  const add = (product: number, quantity: number, discount = 0, listPrice = PRODUCTS[product]!.price) => {
    lines.product.push(product)
    lines.quantity.push(quantity)
    lines.listPrice.push(listPrice)
    lines.price.push(Math.round(listPrice * (1 - discount)))
  }
  switch (log.origin[order]) {
    case ORIGIN.subscription: {
      const plan = PLANS[log.plan[order]!]!
      const isRaised = plan.name === priceRise.planted.plan && day >= dayOf(priceRise.planted.on)
      add(plan.product, 1, 0, isRaised ? priceRise.planted.to * 100 : PRODUCTS[plan.product]!.price)
      break
    }
    case ORIGIN.office:
      fillOffice(random, customers, customer, add)
      break
    case ORIGIN.gift:
      add(MONTH_OF[day - FIRST_DAY] === 10 && random.chance(0.4) ? CALENDAR : random.pick(PRESENTS), 1 + random.poisson(0.5))
      break
    default:
      fillShop(random, customers, log, order, add)
  }
  if (random.chance(sachetsNull.planted.firstShare)) add(MATCHA, 1)
  if (random.chance(sachetsNull.planted.secondShare)) add(DECAF, 1)
}

type Add = (product: number, quantity: number, discount?: number) => void

function fillOffice(random: Random, customers: Customers, customer: number, add: Add): void {
  const size = Math.sqrt(customers.employees[customer]!) / 1.8
  const taste = customers.lookalike[customer] ? lookalike.planted.spends : 1
  add(OFFICE_BEANS, Math.max(1, Math.round(size * taste * random.gamma(6, 1 / 6))))
  for (const extra of OFFICE_EXTRAS) if (random.chance(extra.chance)) add(extra.product, Math.max(1, Math.round(size * taste * 0.25)))
}

function fillShop(random: Random, customers: Customers, log: OrderLog, order: number, add: Add): void {
  const customer = log.customer[order]!
  const appetite = customer < 0 ? 1 : customers.appetite[customer]!
  const day = log.at[order]! / DAY_MS
  const discount = discountOf(random, customers, log, order)
  const basket: number[] = []
  const put = (product: number) => {
    if (basket.includes(product)) return
    basket.push(product)
    const isDurable = DURABLE.has(PRODUCTS[product]!.category)
    add(product, isDurable ? 1 : 1 + random.poisson(0.5 * appetite), discount)
  }
  const forced = log.product[order]!
  if (forced >= 0) put(forced)
  if (forced === REFILL) {
    if (random.chance(0.3)) put(FILTER)
    return
  }
  const favourite = customer < 0 ? -1 : customers.favourite[customer]!
  const isSold = favourite >= 0 && !(favourite === LOST && day >= LOST_ON)
  if (isSold && random.chance(0.6)) put(favourite)
  const shelf = day >= LOST_ON ? SHELF_WITHOUT_LOST : SHELF
  const draws = Math.min(random.poisson(0.8 * appetite), 6) + (basket.length === 0 ? 1 : 0)
  for (let draw = 0; draw < draws; draw++) put(random.index(shelf))
  if (basket.includes(FIRST_OF_PAIR) && random.chance(boughtTogether.planted.together)) put(SECOND_OF_PAIR)
  const month = MONTH_OF[Math.floor(day) - FIRST_DAY]!
  if (month >= 10 && random.chance(0.1)) put(month === 10 ? CALENDAR : random.pick(PRESENTS))
}

function discountOf(random: Random, customers: Customers, log: OrderLog, order: number): number {
  const customer = log.customer[order]!
  const { channel, welcomeDiscount, discountedFirstOrders } = oneTimeChannel.planted
  const isWelcome = customer >= 0 && log.isFirst[order] && CHANNELS[customers.source[customer]!]!.name === channel
  if (isWelcome) return random.chance(discountedFirstOrders) ? welcomeDiscount : 0
  if (log.campaign[order]) return 0.15
  return random.chance(0.06) ? 0.1 : 0
}

function sendBack(random: Random, log: OrderLog, order: number, lines: Lines): void {
  const at = log.at[order]! + random.between(4, 20) * DAY_MS
  if (at >= (FIRST_DAY + MONTH_OF.length) * DAY_MS) return
  const line = random.between(lines.start[order]!, lines.start[order + 1]! - 1)
  log.add(at, { customer: log.customer[order]!, origin: ORIGIN.return })
  log.channel[log.channel.length - 1] = log.channel[order]!
  lines.product.push(lines.product[line]!)
  lines.quantity.push(-random.between(1, lines.quantity[line]!))
  lines.price.push(lines.price[line]!)
  lines.listPrice.push(lines.listPrice[line]!)
  lines.start.push(lines.product.length)
}
