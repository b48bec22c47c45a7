import { query, type Engine } from '../../engine/database'
import type { Company } from '../company/company'
import { bringMoney, FROM_CUSTOMERS } from './filter-fields'
import { linesOf, type Path, type Rule } from './rule'
import { lineSql, ruleSql } from './rule-sql'

/** What every line of a rule does, among the customers whom the filter of the page leaves. */
export interface RuleCounts {
  readonly everyone: number
  readonly customers: number
  readonly revenue: number | null
  /** By path, "1.0": who meets the line by itself, and who is left once it is read as well. */
  readonly lines: Readonly<Record<string, LineCount>>
}

export interface LineCount {
  readonly alone: number
  /** Of a line of the rule itself: who meets it and all lines before it; of a group with a name: who meets none of those before it. Within a group: who of those that fit meets it. */
  readonly left: number
  /** Of a line of which none is to hold: who is taken out by it, of those who are left before its group; null for others. */
  readonly out: number | null
}

export function pathKey(path: Path): string {
  return path.join('.')
}

/** One pass over the customers. */
export async function countRule(engine: Engine, company: Company, rule: Rule): Promise<RuleCounts> {
  const lines = linesOf(rule)
  const met = lines.map(({ line }, index) => `${lineSql({ ...line, isOff: false }, company)} as met_${index}`)
  // A line that is turned off counts alone; those after it are read without it.
  const asked = lines.map(({ line }, index) => (line.isOff ? 'true' : `met_${index}`))
  const before = (index: number) => lines.flatMap(({ path }, other) => (path.length === 1 && other <= index ? [asked[other]!] : []))
  const left = (index: number) => {
    const { path, line } = lines[index]!
    if (path.length > 1) return `fits and met_${index}`
    if (line.kind === 'group' && line.name !== undefined)
      return [`met_${index}`, ...before(index - 1).map((one) => `not ${one}`)].join(' and ')
    if (rule.of === 'all') return before(index).join(' and ')
    return rule.of === 'any' ? before(index).join(' or ') : `not (${before(index).join(' or ')})`
  }
  const isOut = ({ path }: (typeof lines)[number]) => {
    const group = path.length === 2 && rule.of === 'all' ? rule.lines[path[0]!] : null
    return group?.kind === 'group' && group.of === 'none' && !group.isOff
  }
  const out = (index: number) => {
    const group = lines.findIndex(({ path }) => path.length === 1 && path[0] === lines[index]!.path[0])
    return [...before(group - 1), `met_${index}`].join(' and ')
  }
  const counted = (index: number) => [
    `count(*) filter (where met_${index}) as alone_${index}`,
    `count(*) filter (where ${left(index)}) as left_${index}`,
    `count(*) filter (where ${isOut(lines[index]!) ? out(index) : 'false'}) as out_${index}`,
  ]
  const text = `
    with met as (
      select ${[...met, `${ruleSql(rule, company)} as fits`, 'facts.revenue as revenue'].join(', ')}
      ${FROM_CUSTOMERS}
      where customer.customer_key in (select customer_key from main.customers)
    )
    select
      ${lines.flatMap((_, index) => counted(index)).join(', ')}${lines.length > 0 ? ',' : ''}
      count(*) as everyone,
      count(*) filter (where fits) as customers,
      sum(revenue) filter (where fits) as revenue
    from met`
  const columns = Object.fromEntries(
    [...lines.flatMap((_, index) => [`alone_${index}`, `left_${index}`, `out_${index}`]), 'everyone', 'customers', 'revenue'].map(
      (name) => [name, 'number' as const],
    ),
  )
  const [row] = await engine.rows(query('what every line of the rule does', text, columns))
  const numberOf = (name: string) => row?.[name] ?? 0
  return {
    everyone: numberOf('everyone'),
    customers: numberOf('customers'),
    revenue: bringMoney(company) ? (row?.revenue ?? null) : null,
    lines: Object.fromEntries(
      lines.map((line, index) => [
        pathKey(line.path),
        { alone: numberOf(`alone_${index}`), left: numberOf(`left_${index}`), out: isOut(line) ? numberOf(`out_${index}`) : null },
      ]),
    ),
  }
}
