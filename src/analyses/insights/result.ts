import { query, type Database } from '../../engine/database'
import type { Company } from '../../model/company/company'
import { wilson } from '../../stats/wilson'
import { FEW } from '../wording/certainty'
import type { Action, Context, PageFindings } from '../contract/definition'
import { capital } from '../wording/fractions'
import factsText from './facts.sql?raw'
import { firstAction, rank, type Ranked } from './ranking'

export const numbers = query('facts', factsText, {
  known: 'number',
  buyers: 'number',
  repeat_buyers: 'number',
  orders: 'number',
  revenue: 'number',
  events: 'number',
  answers: 'number',
  tickets: 'number',
  subscriptions: 'number',
})

/** One number above the findings. Shares are 0 to 1, with their interval. */
export interface Fact {
  readonly name: string
  readonly kind: 'count' | 'money' | 'share'
  readonly value: number
  readonly low: number | null
  readonly high: number | null
}

export interface InsightsResult {
  readonly facts: readonly Fact[]
  readonly ranked: readonly Ranked[]
  readonly action: Action | null
  /** Pages that could not be computed: their findings are missing here. */
  readonly failed: readonly string[]
  /** Pages that take long, and are not computed yet. */
  readonly waiting: readonly { readonly id: string; readonly name: string; readonly waits: NonNullable<PageFindings['waits']> }[]
  /** Questions of the pages that are still being computed, the next one first; empty once all is there. */
  readonly pending: readonly string[]
  readonly filter: Context['filter']
}

/** The facts at once, then the findings of each page as soon as it is computed. */
export async function gather(database: Database, _settings: unknown, context: Context): Promise<InsightsResult> {
  const { company, filter, others } = context
  const [found] = await database.rows(numbers)
  const facts = factsOf(found!, company, filter !== null)
  const pages: PageFindings[] = []
  const soFar = (): InsightsResult => {
    const ranked = rank(pages, found?.revenue ?? 0)
    return {
      facts,
      ranked,
      action: firstAction(pages, ranked),
      failed: pages.filter(({ failure }) => failure !== null).map(({ name }) => name),
      waiting: pages.flatMap(({ id, name, waits }) => (waits ? { id, name, waits } : [])),
      pending: others.slice(pages.length).map(({ question }) => question),
      filter,
    }
  }
  context.show(soFar())
  for await (const page of context.findings()) {
    pages.push(page)
    context.show(soFar())
  }
  return soFar()
}

type Numbers = { readonly [Name in keyof (typeof numbers)['columns']]: number | null }

function factsOf(found: Numbers, { tables, subject }: Company, isFiltered: boolean): Fact[] {
  const buyers = found.buyers ?? 0
  const orders = found.orders ?? 0
  const revenue = found.revenue ?? 0
  if ((tables.orders ?? 0) > 0) {
    const facts = [fact('Customers', 'count', buyers), fact('Orders', 'count', orders), fact('Revenue', 'money', revenue)]
    if (orders > 0) facts.push(fact('An order', 'money', revenue / orders))
    const again = found.repeat_buyers ?? 0
    // Everybody or nobody under a filter is what was asked for.
    const isAsked = isFiltered && (again === 0 || again === buyers)
    return buyers >= FEW && !isAsked ? [...facts, repeat(again, buyers)] : facts
  }
  const others: readonly (readonly [string, number | null])[] = [
    ['Events', found.events],
    ['Answers', found.answers],
    ['Tickets', found.tickets],
    ['Subscriptions', found.subscriptions],
  ]
  const shown = others.filter(([, value]) => value).map(([name, value]) => fact(name, 'count', value!))
  return [fact(capital(subject.many), 'count', found.known ?? 0), ...shown]
}

function fact(name: string, kind: Fact['kind'], value: number): Fact {
  return { name, kind, value, low: null, high: null }
}

function repeat(customers: number, all: number): Fact {
  return { name: 'Bought more than once', kind: 'share', value: customers / all, ...wilson(customers, all) }
}
