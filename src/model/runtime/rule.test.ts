import { beforeAll, expect, test } from 'vitest'
import { openCompany, type OpenCompany } from '../../../test/support/open-company'
import { query } from '../../engine/database'
import { random } from '../../stats/random'
import { countRule } from './count-rule'
import { filterBy } from './filter'
import { filterFields, FROM_CUSTOMERS } from './filter-fields'
import { happeningsOf } from './happenings'
import { formatRule, parseRule } from './parse-rule'
import { asking, EVERYBODY, lineAt, linesOf, withAdded, withLine, type Group, type Happening, type Line, type Rule } from './rule'
import { ruleSql } from './rule-sql'
import { linePieces, ruleWords, type RuleWording } from './rule-words'

const AS_OF = '2024-07-01'
const COUNTRIES = ['France', 'Spain', `O'Hara; drop table customers --`, null]
const PRODUCTS = ['Tea', 'Coffee', 'Cups']
const EVENTS = ['visit', 'search', 'call']
const TOPICS = ['delivery', 'refund']

interface Happened {
  readonly customer: string | null
  readonly at: string
  readonly value: string | null
  readonly thing: string
}

const next = random(4)
const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!
const dayBetween = (from: number, to: number) =>
  new Date(Date.UTC(2024, 0, 1) + 86_400_000 * (from + Math.floor(next() * (to - from)))).toISOString().slice(0, 10)

const customers = Array.from({ length: 60 }, (_, at) => ({
  customer_id: `c${at}`,
  country: COUNTRIES[at % 4]!,
  visits: at % 7 === 0 ? null : at % 11,
  joined_on: dayBetween(0, 60),
}))
const lines = Array.from({ length: 220 }, (_, at) => ({
  order_id: `o${Math.floor(at / 2)}`,
  customer_id: at > 215 ? null : `c${(Math.floor(at / 2) * 7) % 45}`,
  ordered_at: `${new Date(Date.UTC(2024, 0, 1) + 86_400_000 * ((Math.floor(at / 2) * 13) % 180)).toISOString().slice(0, 10)}`,
  product: PRODUCTS[(at * 5) % 3]!,
  quantity: 1,
  unit_price: 10,
  revenue: Math.floor(at / 2) % 17 === 0 ? -10 : 10,
}))
const events = Array.from({ length: 200 }, (_, at) => ({
  customer_id: at % 19 === 0 ? null : `c${(at * 3) % 50}`,
  happened_at: `${dayBetween(0, 181)}T${String(at % 24).padStart(2, '0')}:15:00`,
  event: EVENTS[at % 3]!,
}))
const tickets = Array.from({ length: 50 }, (_, at) => ({
  ticket_id: `t${at}`,
  customer_id: `c${(at * 11) % 60}`,
  opened_at: `${dayBetween(0, 181)}T09:00:00`,
  category: TOPICS[at % 2]!,
}))

/** The same tables in memory: what the plain computation reads. */
const bought = lines.filter(({ revenue }) => revenue > 0)
const orders = [...new Map(bought.map((line) => [line.order_id, line])).values()]
const HAPPENED: Readonly<Record<string, readonly Happened[]>> = {
  order: orders.map((one) => ({ customer: one.customer_id, at: `${one.ordered_at}T00:00:00`, value: null, thing: one.order_id })),
  product: bought.map((one) => ({ customer: one.customer_id, at: `${one.ordered_at}T00:00:00`, value: one.product, thing: one.order_id })),
  event: events.map((one, at) => ({ customer: one.customer_id, at: one.happened_at, value: one.event, thing: `e${at}` })),
  ticket: tickets.map((one) => ({ customer: one.customer_id, at: one.opened_at, value: one.category, thing: one.ticket_id })),
}

const DAY = 86_400_000
const time = (at: string) => Date.parse(`${at}Z`)
const happened = ({ what, values }: Happening, id: string) =>
  HAPPENED[what]!.filter(({ customer, value }) => customer === id && (values.length === 0 || values.includes(value!)))
const daysBefore = (at: string) => Math.round((Date.parse(AS_OF) - Date.parse(at.slice(0, 10))) / DAY)

function meets(line: Line, id: string): boolean {
  switch (line.kind) {
    case 'group': {
      const each = asking(line).map((one) => meets(one, id))
      if (each.length === 0) return true
      return line.of === 'all' ? each.every(Boolean) : each.some(Boolean) === (line.of === 'any')
    }
    case 'times': {
      const within = happened(line.happening, id).filter(({ at }) => line.days === null || daysBefore(at) <= line.days)
      return new Set(within.map(({ thing }) => thing)).size >= line.least !== line.isNot
    }
    case 'then': {
      const [earlier, later] = [happened(line.first, id), happened(line.second, id)]
      const follows = (at: string) =>
        later.some((one) => time(one.at) > time(at) && (line.days === null || time(one.at) <= time(at) + line.days * DAY))
      if (!line.isNot) return earlier.some(({ at }) => follows(at))
      const last = earlier
        .map(({ at }) => at)
        .sort()
        .at(-1)
      return last !== undefined && !follows(last) && (line.days === null || daysBefore(last) >= line.days)
    }
    case 'is': {
      const { source, predicate, isNot } = line.clause
      const known = customers.find(({ customer_id }) => customer_id === id)!
      const own = orders.filter(({ customer_id }) => customer_id === id)
      const test = () => {
        if (predicate.kind === 'values' && source === 'country') return predicate.values.includes(known.country)
        if (predicate.kind === 'values') return happened({ what: 'event', values: predicate.values as string[] }, id).length > 0
        if (predicate.kind !== 'numbers') throw new Error(`no plain computation for ${source}`)
        const silent = own.length > 0 ? Math.min(...own.map(({ ordered_at }) => daysBefore(ordered_at))) : null
        const value = source === 'fact.silent' ? silent : source === 'fact.orders' ? own.length : known.visits
        return value !== null && (predicate.from === null || value >= predicate.from) && (predicate.to === null || value <= predicate.to)
      }
      return test() !== isNot
    }
  }
}

function aHappening(): Happening {
  const what = pick(['order', 'product', 'event', 'ticket'])
  const values = what === 'product' ? PRODUCTS : what === 'event' ? EVENTS : what === 'ticket' ? TOPICS : []
  return { what, values: values.filter(() => next() < 0.4) }
}

function aLine(depth: number): Line {
  const isOff = next() < 0.1 ? { isOff: true } : {}
  const kind = next()
  if (kind < 0.2 && depth < 4) return { ...aGroup(depth + 1), ...isOff }
  if (kind < 0.45)
    return {
      kind: 'times',
      happening: aHappening(),
      least: 1 + Math.floor(next() * 3),
      days: next() < 0.5 ? null : 1 + Math.floor(next() * 120),
      isNot: next() < 0.3,
      ...isOff,
    }
  if (kind < 0.7)
    return {
      kind: 'then',
      first: aHappening(),
      second: aHappening(),
      days: next() < 0.4 ? null : 1 + Math.floor(next() * 60),
      isNot: next() < 0.4,
      ...isOff,
    }
  const isNot = next() < 0.3
  if (next() < 0.3)
    return {
      kind: 'is',
      clause: { source: 'country', predicate: { kind: 'values', values: COUNTRIES.filter(() => next() < 0.4) }, isNot },
      ...isOff,
    }
  if (next() < 0.2)
    return { kind: 'is', clause: { source: 'fact.event', predicate: { kind: 'values', values: [pick(EVENTS)] }, isNot }, ...isOff }
  const [from, to] = [next() < 0.7 ? Math.floor(next() * 6) : null, next() < 0.4 ? 6 + Math.floor(next() * 90) : null]
  const source = pick(['fact.silent', 'fact.orders', 'visits'])
  return { kind: 'is', clause: { source, predicate: { kind: 'numbers', from, to }, isNot }, ...isOff }
}

function aGroup(depth: number): Group {
  return {
    kind: 'group',
    of: pick(['all', 'any', 'none'] as const),
    lines: Array.from({ length: Math.floor(next() * 4) + (depth === 0 ? 1 : 0) }, () => aLine(depth)),
  }
}

let open: OpenCompany
let wording: RuleWording

beforeAll(async () => {
  open = await openCompany({ customers, order_lines: lines, events, tickets }, { asOf: AS_OF })
  wording = { fields: filterFields(open.company, []), currency: null, happenings: happeningsOf(open.company), many: 'customers' }
})

test('five hundred random rules: the same customers by SQL as by a plain computation, and rules that read alike mean the same', async () => {
  const rules: readonly Rule[] = Array.from({ length: 500 }, () => aGroup(0))
  const said = new Map<string, string>()
  for (let from = 0; from < rules.length; from += 50) {
    const some = rules.slice(from, from + 50)
    const columns = Object.fromEntries([['customer_id', 'text'], ...some.map((_, at) => [`fits_${at}`, 'flag'])]) as Record<
      string,
      'text' | 'flag'
    >
    const each = some.map((rule, at) => `${ruleSql(parseRule(formatRule(rule))!, open.company)} as fits_${at}`)
    const rows = await open.engine.rows(query('who fits', `select customer.customer_id, ${each.join(', ')} ${FROM_CUSTOMERS}`, columns))
    for (const [at, rule] of some.entries()) {
      const bySql = rows
        .filter((row) => row[`fits_${at}`])
        .map(({ customer_id }) => String(customer_id))
        .sort()
      const plainly = customers
        .map(({ customer_id }) => customer_id)
        .filter((id) => meets(rule, id))
        .sort()
      expect(bySql, formatRule(rule)).toEqual(plainly)
      const words = ruleWords(rule, wording)
      expect(said.get(words) ?? plainly.join(), words).toBe(plainly.join())
      said.set(words, plainly.join())
    }
  }
  expect(said.size).toBeGreaterThan(400)
})

test('counts of every line: alone as by itself, left as the lines before it and itself, under the filter of the page', async () => {
  await filterBy(open.engine, open.company, [{ source: 'visits', predicate: { kind: 'numbers', from: 3, to: null }, isNot: false }])
  const seen = customers.filter(({ visits }) => visits !== null && visits >= 3).map(({ customer_id }) => customer_id)
  for (const rule of Array.from({ length: 60 }, () => aGroup(0))) {
    const counts = await countRule(open.engine, open.company, rule)
    const fitting = seen.filter((id) => meets(rule, id))
    expect(counts).toMatchObject({ everyone: seen.length, customers: fitting.length })
    for (const { path, line } of linesOf(rule)) {
      const { alone, left } = counts.lines[path.join('.')]!
      const isOn = { ...line, isOff: false }
      expect(alone).toBe(seen.filter((id) => meets(isOn, id)).length)
      if (path.length > 1) expect(left).toBe(fitting.filter((id) => meets(isOn, id)).length)
    }
    const last = rule.lines.length - 1
    if (asking(rule).length === rule.lines.length && rule.of === 'all') expect(counts.lines[String(last)]!.left).toBe(fitting.length)
  }
  await filterBy(open.engine, open.company, [])
})

test('a rule stands in one sentence that holds every chosen word', () => {
  const rule: Rule = {
    kind: 'group',
    of: 'all',
    lines: [
      { kind: 'is', clause: { source: 'fact.orders', predicate: { kind: 'numbers', from: 4, to: null }, isNot: false } },
      { kind: 'is', clause: { source: 'fact.silent', predicate: { kind: 'numbers', from: 60, to: null }, isNot: false } },
      {
        kind: 'group',
        of: 'any',
        lines: [
          { kind: 'times', happening: { what: 'product', values: ['Tea'] }, least: 2, days: 90, isNot: false },
          { kind: 'then', first: { what: 'ticket', values: [] }, second: { what: 'order', values: [] }, days: null, isNot: true },
        ],
      },
      {
        kind: 'group',
        of: 'none',
        lines: [{ kind: 'times', happening: { what: 'event', values: ['call'] }, least: 1, days: null, isNot: false }],
      },
    ],
  }
  expect(ruleWords(rule, wording)).toBe(
    'customers with at least 4 orders, silent for at least 60 days, (who bought Tea at least twice in the last 90 days or ' +
      'who opened a ticket and did not order after the last time) and not (who did call at least once)',
  )
  const words = linesOf(rule)
    .flatMap(({ line }) => linePieces(line, wording))
    .filter(({ isChosen }) => isChosen)
  expect(words.map(({ text }) => text)).toContain('90 days')
})

test('what is no rule is not read: wrong shapes, too long, too deep, a NUL', () => {
  const deep = (depth: number): Group => ({ kind: 'group', of: 'all', lines: depth === 0 ? [] : [deep(depth - 1)] })
  for (const text of ['', 'null', '[]', '{"kind":"group"}', '{"kind":"is"}', '[['.repeat(50_000), 'x'.repeat(30_000), formatRule(deep(9))])
    expect(parseRule(text), text.slice(0, 30)).toBeNull()
  const nul = formatRule(EVERYBODY).replace(
    '[]',
    '[{"kind":"times","happening":{"what":"or\\u0000der","values":[]},"least":1,"days":null,"isNot":false}]',
  )
  expect(parseRule(nul)).toBeNull()
  expect(parseRule(formatRule(deep(3)))).toEqual(deep(3))
})

test('lines are changed, added and taken out where they stand; a group without lines goes with its last', () => {
  const line: Line = { kind: 'times', happening: { what: 'order', values: [] }, least: 1, days: null, isNot: false }
  const one = withAdded(EVERYBODY, [], line)
  const two = withAdded(one, [], { kind: 'group', of: 'any', lines: [line] })
  const three = withAdded(two, [1], { ...line, least: 3 }, 0)
  expect(lineAt(three, [1, 0])).toMatchObject({ least: 3 })
  expect(withLine(withLine(three, [1, 0], null), [1, 0], null)).toEqual(one)
  expect(lineAt(three, [0, 0])).toBeNull()
})

test('what the data cannot answer nobody meets, and it is never an error', async () => {
  const rule: Rule = {
    kind: 'group',
    of: 'all',
    lines: [
      { kind: 'times', happening: { what: 'answer', values: ['x'] }, least: 1, days: 5, isNot: false },
      { kind: 'then', first: { what: `'; drop`, values: [] }, second: { what: 'order', values: [] }, days: 3, isNot: true },
    ],
  }
  expect(await countRule(open.engine, open.company, rule)).toMatchObject({ customers: 0 })
})
