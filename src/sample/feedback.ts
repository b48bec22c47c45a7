import { addMonths, DAY_MS, dayOf, END_DAY, momentOn } from './calendar'
import { PLANS, PRODUCTS, productIndex } from './catalogue'
import type { Lines } from './baskets'
import { makeComment, type Mood, type Theme } from './comments'
import type { Customers } from './customers'
import { HOURS } from './hours'
import { DEVICE, inOrderOfTime, ORIGIN, type OrderLog } from './order-log'
import { openStream, weighted, type Random } from './random'
import { coded, numbersOf, numeric, text, type SampleTable } from './table'
import type { Tickets } from './tickets'
import { TRUTHS } from './truths'

const { lowScores, lateDelivery, priceRise, brokenStep, lostFavourite, slowTickets } = TRUTHS
const RISES_ON = dayOf(priceRise.planted.on)
const RISE_FELT_UNTIL = addMonths(RISES_ON, 6)
const DEAREST = PLANS.findIndex((plan) => plan.name === priceRise.planted.plan)
const BREAKS_ON = dayOf(brokenStep.planted.on)
const LOST = productIndex(lostFavourite.planted.product)
const LOST_ON = dayOf(lostFavourite.planted.on)
const MISSED_UNTIL = addMonths(LOST_ON, 8)

const KINDS = ['nps', 'csat', 'ces', 'rating'] as const
const LOWEST = [0, 1, 1, 1]
const HIGHEST = [10, 5, 7, 5]
const TOUCHPOINTS = ['After delivery', 'Product page', 'Support'] as const
const AFTER_DELIVERY = 0
const PRODUCT_PAGE = 1
const SUPPORT = 2

const ANSWERS = 0.05
const ANSWERS_WHEN_LATE = 0.3
const REVIEWS = 0.03
const RATES_SUPPORT = 0.13
const COMMENTS = 0.7

interface Answer {
  readonly customer: number
  readonly at: number
  readonly kind: number
  readonly score: number
  readonly comment: string | null
  readonly product: number
  readonly touchpoint: number
}

/** Surveys after orders and support cases, and reviews of products. */
export function feedbackTable(
  seed: number,
  customers: Customers,
  ids: readonly string[],
  log: OrderLog,
  lines: Lines,
  tickets: Tickets,
): SampleTable {
  const random = openStream(seed, 'feedback')
  const answers: Answer[] = []
  for (let order = 0; order < log.at.length; order++) {
    const customer = log.customer[order]!
    if (customer < 0 || log.origin[order] === ORIGIN.return) continue
    const answer = { customer, product: -1, touchpoint: AFTER_DELIVERY }
    if (random.chance(log.isLate[order] ? ANSWERS_WHEN_LATE : ANSWERS)) {
      const kind = random.chance(0.6) ? 0 : 1
      const mood = moodAfter(random, log, order)
      const comment = random.chance(COMMENTS) ? makeComment(random, themeAfter(random, customers, log, order, mood), mood) : null
      answers.push({ ...answer, at: later(random, log.at[order]!, 3, 12), kind, score: scoreFor(random, kind, mood), comment })
    }
    if (log.origin[order] === ORIGIN.shop && random.chance(REVIEWS)) answers.push(review(random, log, lines, order))
  }
  tickets.openedAt.forEach((openedAt, ticket) => {
    if (!random.chance(RATES_SUPPORT)) return
    const at = later(random, openedAt + tickets.hours[ticket]! * 3_600_000, 0, 3)
    const score = effortScore(random, tickets.hours[ticket]!)
    answers.push({ customer: tickets.customer[ticket]!, at, kind: 2, score, comment: null, product: -1, touchpoint: SUPPORT })
  })
  return table(
    ids,
    answers.filter((answer) => answer.at < END_DAY * DAY_MS),
  )
}

function later(random: Random, at: number, from: number, to: number): number {
  return Math.max(momentOn(random, at / DAY_MS + random.between(from, to), HOURS), Math.ceil(at / 60_000) * 60_000)
}

function moodAfter(random: Random, log: OrderLog, order: number): Mood {
  const { promoters, detractors, promotersLate, detractorsLate } = lowScores.planted
  if (log.isLate[order]) return draw(random, promotersLate, detractorsLate)
  return mindsPrice(log, order) ? draw(random, promoters / 2, detractors * 2.5) : draw(random, promoters, detractors)
}

function draw(random: Random, glad: number, cross: number): Mood {
  const unit = random.unit()
  return unit < glad ? 'glad' : unit < glad + cross ? 'cross' : 'mixed'
}

function mindsPrice(log: OrderLog, order: number): boolean {
  const day = log.at[order]! / DAY_MS
  return log.plan[order] === DEAREST && day >= RISES_ON && day < RISE_FELT_UNTIL
}

const OF_SUBSCRIBERS = themes([24, 13, 11, 7, 9, 12, 8, 0, 0, 16])
const OF_SHOPPERS = themes([26, 13, 12, 10, 11, 12, 8, 8, 0, 0])
const OF_GIVERS = themes([8, 2, 18, 8, 6, 14, 6, 0, 38, 0])
const ORDINARY_THEMES = [
  'taste',
  'freshness',
  'packaging',
  'price',
  'range',
  'delivery',
  'service',
  'gear',
  'gifts',
  'flexibility',
] as const

function themes(weights: readonly number[]): Float64Array {
  return weighted(weights)
}

function themeAfter(random: Random, customers: Customers, log: OrderLog, order: number, mood: Mood): Theme {
  const day = log.at[order]! / DAY_MS
  if (log.isLate[order] && random.chance(lateDelivery.planted.comment)) return 'late'
  if (mindsPrice(log, order) && random.chance(priceRise.planted.comment)) return 'price rise'
  if (log.device[order] === DEVICE.mobile && day >= BREAKS_ON && random.chance(brokenStep.planted.comment)) return 'phone checkout'
  const misses =
    customers.favourite[log.customer[order]!] === LOST && log.origin[order] === ORIGIN.shop && day >= LOST_ON && day < MISSED_UNTIL
  if (misses && random.chance(lostFavourite.planted.comment)) return 'lost favourite'
  const origin = log.origin[order]
  const weights = origin === ORIGIN.subscription ? OF_SUBSCRIBERS : origin === ORIGIN.gift ? OF_GIVERS : OF_SHOPPERS
  const theme = ORDINARY_THEMES[random.index(weights)]!
  // Nobody praises the price in anger or scolds what came on time.
  return theme === 'delivery' && mood === 'cross' && random.chance(0.7) ? 'service' : theme
}

function scoreFor(random: Random, kind: number, mood: Mood): number {
  const isNps = KINDS[kind] === 'nps'
  if (mood === 'glad') return isNps ? random.between(9, 10) : random.chance(0.75) ? 5 : 4
  if (mood === 'mixed') return isNps ? random.between(7, 8) : random.chance(0.6) ? 4 : 3
  return isNps ? Math.round(6 * Math.sqrt(random.unit())) : random.between(1, 2)
}

function review(random: Random, log: OrderLog, lines: Lines, order: number): Answer {
  const line = random.between(lines.start[order]!, lines.start[order + 1]! - 1)
  const product = lines.product[line]!
  const mood = draw(random, 0.62, 0.12)
  const theme: Theme = PRODUCTS[product]!.category === 'Brewing gear' ? 'gear' : random.chance(0.6) ? 'taste' : 'freshness'
  return {
    customer: log.customer[order]!,
    at: later(random, log.at[order]!, 6, 30),
    kind: 3,
    score: mood === 'glad' ? random.between(4, 5) : mood === 'mixed' ? 3 : random.between(1, 2),
    comment: random.chance(0.8) ? makeComment(random, theme, mood) : null,
    product,
    touchpoint: PRODUCT_PAGE,
  }
}

/** From 1, hard, to 7, easy: the same hours that lower a ticket's score. */
function effortScore(random: Random, hours: number): number {
  const mean = 6.6 - 1.2 * slowTickets.planted.perDoubling * Math.log2(Math.max(1, hours / slowTickets.planted.fromHours))
  return Math.min(7, Math.max(1, Math.round(mean + random.normal())))
}

function table(ids: readonly string[], answers: readonly Answer[]): SampleTable {
  const order = inOrderOfTime(answers.map((answer) => answer.at))
  const sorted = Array.from(order, (row) => answers[row]!)
  const column = (value: (answer: Answer) => number) => numbersOf(sorted, value)
  return {
    file: 'feedback.csv',
    rows: sorted.length,
    columns: [
      coded(
        'customer_id',
        ids,
        column((answer) => answer.customer),
      ),
      numeric(
        'answered_at',
        'timestamp',
        column((answer) => answer.at),
      ),
      coded(
        'kind',
        KINDS,
        column((answer) => answer.kind),
      ),
      numeric(
        'score',
        'integer',
        column((answer) => answer.score),
      ),
      numeric(
        'scale_low',
        'integer',
        column((answer) => LOWEST[answer.kind]!),
      ),
      numeric(
        'scale_high',
        'integer',
        column((answer) => HIGHEST[answer.kind]!),
      ),
      text(
        'comment',
        sorted.map((answer) => answer.comment),
      ),
      coded(
        'product',
        PRODUCTS.map((product) => product.name),
        column((answer) => answer.product),
      ),
      coded(
        'touchpoint',
        TOUCHPOINTS,
        column((answer) => answer.touchpoint),
      ),
    ],
  }
}
