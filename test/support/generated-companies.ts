import { normal, random, type Random } from '../../src/stats/random'
import type { InlineRows, InlineTables } from './open-company'

/** What tells who left in a generated company. */
export const KINDS = ['shop', 'contract', 'flag'] as const
export type Kind = (typeof KINDS)[number]

export interface Generated {
  readonly kind: Kind
  readonly seed: number
  readonly tables: InlineTables
  /** The attribute that multiplies the hazard of leaving, as the page names it; null: none does. */
  readonly planted: string | null
}

export interface Wanted {
  readonly customers?: number
  readonly hazardRatio?: number
}

const DAYS = 1_000
const START = Date.UTC(2021, 0, 1)
/** Days before a shop's orders begin in which customers came as they did later: nothing grows or fades. */
const BEFORE = 1_500
const MEAN_STAY = 400

/**
 * A company made by chance: customers who come at a constant rate and leave at a constant hazard, with twelve attributes that have
 * nothing to do with anything. With a hazard ratio, those with the first of them leave that many times as often. Orders come at each
 * customer's own rate; returns, discounts and tickets fall on orders at random.
 */
export function generateCompany(kind: Kind, seed: number, { customers = 800, hazardRatio = 1 }: Wanted = {}): Generated {
  const next = random(seed)
  const people: Person[] = []
  const before = kind === 'shop' ? BEFORE : 0
  while (people.length < customers) {
    const attributes = attributesOf(next)
    const joined = Math.floor(next() * (DAYS + before)) - before
    const stay = -Math.log(1 - next()) * MEAN_STAY * (attributes.tariff === 'Basic' ? 1 / hazardRatio : 1)
    const person = { id: `c${people.length}`, joined, left: joined + stay, attributes }
    if (person.left > 0) people.push(person)
  }
  return { kind, seed, planted: hazardRatio === 1 ? null : 'tariff', tables: TABLES[kind](people, next) }
}

interface Person {
  readonly id: string
  readonly joined: number
  readonly left: number
  readonly attributes: Readonly<Record<string, string | number | boolean>> & { readonly tariff: string }
}

function attributesOf(next: Random) {
  const one = (...values: readonly string[]) => values[Math.floor(next() * values.length)]!
  return {
    tariff: next() < 0.4 ? 'Basic' : 'Full',
    colour: one('red', 'green', 'blue', 'black'),
    region: one('North', 'South', 'East', 'West'),
    gender: one('f', 'm'),
    source: one('search', 'friend', 'fair', 'letter', 'shop window'),
    industry: one('food', 'wood', 'metal'),
    newsletter: next() < 0.3,
    loyalty_card: next() < 0.5,
    household: 1 + Math.floor(next() * 5),
    age: Math.round(20 + 55 * next()),
    distance_km: Math.round(Math.exp(2 + normal(next))),
    birth_sign: one('Aries', 'Taurus', 'Gemini', 'Cancer', 'Leo', 'Virgo'),
  }
}

const TABLES: Readonly<Record<Kind, (people: readonly Person[], next: Random) => InlineTables>> = {
  shop: (people, next) => {
    const orders: Record<string, string | number>[] = []
    const tickets: Record<string, string | number | null>[] = []
    for (const { id, joined, left } of people) {
      const rate = 1 / (20 + 60 * next())
      for (let day = joined; day <= left && day < DAYS; day += -Math.log(1 - next()) / rate) {
        if (day < 0) continue
        const value = Math.round(100 * Math.exp(3 + 0.6 * normal(next))) / 100
        const order = `o${orders.length}`
        orders.push({ order_id: order, customer_id: id, ordered_at: iso(day), revenue: value, discount: next() < 0.2 ? 5 : 0 })
        if (next() < 0.05 && day + 5 < DAYS)
          orders.push({ order_id: `${order}r`, customer_id: id, ordered_at: iso(day + 5), revenue: -value, discount: 0 })
        if (next() < 0.1) {
          const closed = day + 1 + 30 * next()
          tickets.push({
            ticket_id: `t${tickets.length}`,
            customer_id: id,
            opened_at: iso(day),
            closed_at: closed < DAYS ? iso(closed) : null,
            subject: ['Delivery', 'Invoice', 'Question'][Math.floor(next() * 3)]!,
          })
        }
      }
    }
    const seen = new Set(orders.map(({ customer_id }) => customer_id))
    return {
      orders,
      tickets,
      customers: customersOf(
        people.filter(({ id }) => seen.has(id)),
        () => ({}),
      ),
    }
  },
  contract: (people) => ({
    customers: customersOf(people, ({ joined, left }) => ({ joined_on: iso(joined), ended_on: left < DAYS ? iso(left) : null })),
  }),
  flag: (people) => ({
    customers: customersOf(people, ({ joined, left }) => ({
      tenure_months: Math.max(0, Math.round((Math.min(left, DAYS) - joined) / 30.44)),
      is_churned: left < DAYS,
    })),
  }),
}

function customersOf(
  people: readonly Person[],
  facts: (person: Person) => Readonly<Record<string, string | number | boolean | null>>,
): InlineRows {
  return people.map((person) => ({ customer_id: person.id, ...facts(person), ...person.attributes }))
}

function iso(day: number): string {
  return new Date(START + Math.floor(day) * 86_400_000).toISOString().slice(0, 10)
}
