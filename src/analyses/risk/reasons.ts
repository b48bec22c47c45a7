import { days, decimal, percent, plural } from '../../shared/format'
import type { FeatureRow } from '../churn-features/features'
import { levelIn, NOT_KNOWN, number, type Encoded, type Feature } from './encoding'
import { addReasons, type Model } from './models'

const MOST = 3
/** Of the log-odds: less than this moves a probability by no more than a point. */
const LEAST = 0.05

/** What raises a customer's risk most, in words, the weightiest first; three at most. */
export function reasonsOf(
  models: readonly Model[],
  encoded: Encoded,
  row: number,
  values: FeatureRow,
  features: readonly Feature[],
  recentDays: number,
): readonly string[] {
  const added = new Float64Array(features.length)
  for (const model of models) addReasons(model, encoded, row, added)
  const said = new Set<string>()
  return [...added.keys()]
    .filter((index) => added[index]! / models.length > LEAST)
    .sort((a, b) => added[b]! - added[a]!)
    .filter((index) => {
      // Of features that say much the same, the weightiest speaks.
      const theme = THEMES[features[index]!.column] ?? features[index]!.column
      return !said.has(theme) && said.add(theme)
    })
    .slice(0, MOST)
    .map((index) => inWords(features[index]!, values, recentDays))
}

const THEMES: Readonly<Record<string, string>> = {
  silence: 'silence',
  silence_ratio: 'silence',
  orders_recent: 'orders',
  orders_before: 'orders',
  orders_ratio: 'orders',
  revenue_recent: 'money',
  revenue_before: 'money',
  revenue: 'money',
  events_recent: 'events',
  events_ratio: 'events',
  score_mean: 'score',
  score_last: 'score',
  tickets: 'tickets',
  tickets_recent: 'tickets',
}

/** "silent for 96 days, usually 31 between orders", never "f17 = 0.3". */
export function inWords(feature: Feature, row: FeatureRow, recentDays: number): string {
  const raw = row[feature.column]
  const label = feature.label.charAt(0).toLowerCase() + feature.label.slice(1)
  if (feature.kind !== 'number') {
    const level = levelIn(row, feature.column)
    if (feature.isAttribute || feature.kind === 'text') return `${feature.label}: ${level === NOT_KNOWN ? 'not known' : level}`
    const event = /^Event: (.*)$/s.exec(feature.label)?.[1]
    if (event !== undefined) return level === 'Yes' ? `did “${event}”` : `never did “${event}”`
    return level === 'Yes' ? label : `not: ${label}`
  }
  if (raw === null || raw === undefined) return `${label} not known`
  const value = Number(raw)
  const say = SENTENCES[feature.column]
  if (say && !feature.isAttribute) return say(value, (column) => Number(row[column] ?? Number.NaN), recentDays)
  const typical = number(feature.typical)
  return `${feature.isAttribute ? feature.label : label} ${number(value)}${number(value) === typical ? '' : ` (typical: ${typical})`}`
}

type Say = (value: number, other: (column: string) => number, recentDays: number) => string

const SENTENCES: Readonly<Record<string, Say>> = {
  days_there: (value) => `a customer for ${days(Math.round(value))}`,
  silence: (value) => `no order for ${days(Math.round(value))}`,
  silence_ratio: (value, other) =>
    value >= 1
      ? `silent ${times(value)} as long as between their usual orders (${days(Math.round(other('silence')))})`
      : `last order ${days(Math.round(other('silence')))} ago`,
  usual_gap: (value) => `usually ${days(Math.round(value))} between orders`,
  last_gap_ratio: (value) => (value > 1 ? `the last gap was ${times(value)} as long as usual` : 'the last gap was shorter than usual'),
  orders: (value) => `${plural(value, 'order')} so far`,
  orders_recent: (value, _, recent) => `${value === 0 ? 'no order' : plural(value, 'order')} in the last ${days(recent)}`,
  orders_before: (value, other, recent) => ordersAgainst(other('orders_recent'), value, recent),
  orders_ratio: (_, other, recent) => ordersAgainst(other('orders_recent'), other('orders_before'), recent),
  revenue: (value) => `brought ${number(Math.round(value))} so far`,
  revenue_recent: (value, other, recent) => moneyAgainst(value, other('revenue_before'), recent),
  revenue_before: (value, other, recent) => moneyAgainst(other('revenue_recent'), value, recent),
  order_value: (value) => `an order of theirs is ${number(Math.round(value))}`,
  discounted: (value) => `${percent(value, 0)} of their orders had a discount`,
  returned: (value) => (value === 0 ? 'nothing sent back' : plural(value, 'return')),
  products: (value) => `${plural(value, 'product')} bought so far`,
  categories: (value) => `${plural(value, 'category', 'categories')} bought so far`,
  price_ratio: (value) => (value > 1 ? `pays ${percent(value - 1, 0)} more than before` : `pays ${percent(1 - value, 0)} less than before`),
  mrr_ratio: (value) => (value > 1 ? `the monthly price rose by ${percent(value - 1, 0)}` : 'no rise of the monthly price'),
  events_recent: (value, _, recent) => `${value === 0 ? 'nothing done' : plural(value, 'event')} in the last ${days(recent)}`,
  events_ratio: (value) => (value < 1 ? `does ${times(value)} as much as before` : `does ${times(value)} as much as before`),
  event_silence: (value) => `nothing done for ${days(Math.round(value))}`,
  tickets: (value) => (value === 0 ? 'never asked for help' : `${plural(value, 'ticket')} so far`),
  tickets_recent: (value, _, recent) => `${value === 0 ? 'no ticket' : plural(value, 'ticket')} in the last ${days(recent)}`,
  tickets_open: (value) => (value === 0 ? 'no ticket open' : `${plural(value, 'ticket')} still open`),
  tickets_reopened: (value) => (value === 0 ? 'no ticket reopened' : `${plural(value, 'ticket')} reopened`),
  ticket_score: (value) => `gave their tickets ${decimal(value, 1)}`,
  ticket_hours: (value) => `waited ${decimal(value, 0)} hours for a ticket to be closed`,
  answers: (value) => (value === 0 ? 'never answered a question' : plural(value, 'answer')),
  score_mean: (value) => `their answers are ${decimal(value, 0)} of 100 on average`,
  score_last: (value) => `their last answer was ${decimal(value, 0)} of 100`,
  mrr_now: (value) => `pays ${number(value)} a month`,
  spells: (value) => `${plural(value, 'subscription')} so far`,
  touches_recent: (value, _, recent) => `${value === 0 ? 'no touch' : plural(value, 'touch', 'touches')} in the last ${days(recent)}`,
}

function ordersAgainst(now: number, then: number, recent: number): string {
  const before = `${days(recent)} before`
  if (!(then > 0)) return `${plural(now, 'order')} in the last ${days(recent)}, none in the ${before}`
  const ratio = now / then
  if (now === 0) return `no order in the last ${days(recent)}, ${plural(then, 'order')} in the ${before}`
  return ratio < 0.95 || ratio > 1.05 ? `orders ${times(ratio)} as often as in the ${before}` : `orders as often as in the ${before}`
}

function moneyAgainst(now: number, then: number, recent: number): string {
  if (!(then > 0)) return `brought ${number(Math.round(now))} in the last ${days(recent)}`
  return `brought ${number(Math.round(now))} in the last ${days(recent)}, ${number(Math.round(then))} in those before`
}

/** "half", "a third", "2.4 times". */
function times(ratio: number): string {
  if (Math.abs(ratio - 0.5) < 0.04) return 'half'
  if (Math.abs(ratio - 1 / 3) < 0.03) return 'a third'
  if (Math.abs(ratio - 0.25) < 0.02) return 'a quarter'
  if (Math.abs(ratio - 2) < 0.1) return 'twice'
  return `${decimal(ratio, ratio < 10 ? 1 : 0)} times`
}
