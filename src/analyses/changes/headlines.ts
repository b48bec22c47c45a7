import type { RowOf } from '../../engine/database'
import { SEGMENTS } from '../rfm/scoring'
import { ratioOf, splitRatio, splitSum, type Addend, type Addends, type Parts } from './bridge'
import type { migration, parts } from './queries'

export type HeadlineUnit = 'count' | 'money' | 'decimal' | 'share'

/** One number of either state; `parts` add up to `difference`. Null where it has no value, as a mean of nobody. */
export interface Headline {
  readonly name: string
  readonly unit: HeadlineUnit
  readonly before: number | null
  readonly after: number | null
  readonly difference: number | null
  readonly parts: Parts | null
}

type PartRow = RowOf<(typeof parts)['columns']>
type MigrationRow = RowOf<(typeof migration)['columns']>
type Measured = 'customers' | 'buyers' | 'active' | 'orders' | 'revenue'

/** What the rows of SQL call the three kinds. */
const KIND_OF: Readonly<Record<keyof Parts, string>> = { new: 'new', lost: 'lost', changed: 'other' }

/** Every headline number of the two states. `hasPeriod`: orders and revenue are those of a time, not of ever. */
export function headlinesOf(rows: readonly PartRow[], moves: readonly MigrationRow[], hasPeriod: boolean): Headline[] {
  const sum = (name: string, measured: Measured, unit: HeadlineUnit = 'count') => summed(name, unit, addendsOf(rows, measured))
  const ratio = (name: string, unit: HeadlineUnit, measured: Measured, of: Measured) => divided(name, unit, addendsOf(rows, measured, of))
  return [
    sum('Customers', 'customers'),
    ...(hasPeriod ? [sum('Customers with an order', 'buyers')] : []),
    sum('Active customers', 'active'),
    sum('Orders', 'orders'),
    sum('Revenue', 'revenue', 'money'),
    ratio('Revenue per customer', 'money', 'revenue', 'buyers'),
    ratio('Average order value', 'money', 'revenue', 'orders'),
    ratio('Orders per customer', 'decimal', 'orders', 'buyers'),
    ...SEGMENTS.map((segment) => divided(`Share in ${segment}`, 'share', shareOf(moves, rows, segment))),
  ]
}

function summed(name: string, unit: HeadlineUnit, addends: Addends): Headline {
  const total = (end: 'before' | 'after') => addends.new[end] + addends.lost[end] + addends.changed[end]
  const [before, after] = [total('before'), total('after')]
  return { name, unit, before, after, difference: after - before, parts: splitSum(addends) }
}

function divided(name: string, unit: HeadlineUnit, addends: Addends): Headline {
  const [before, after] = [ratioOf(addends, 'before'), ratioOf(addends, 'after')]
  const difference = before === null || after === null ? null : after - before
  return { name, unit, before, after, difference, parts: splitRatio(addends) }
}

function addendsOf(rows: readonly PartRow[], measured: Measured, of?: Measured): Addends {
  const one = (kind: keyof Parts): Addend => {
    const row = rows.find(({ change }) => change === KIND_OF[kind])
    return {
      before: row?.[`before_${measured}`] ?? 0,
      after: row?.[`after_${measured}`] ?? 0,
      beforeOf: of ? (row?.[`before_${of}`] ?? 0) : 0,
      afterOf: of ? (row?.[`after_${of}`] ?? 0) : 0,
    }
  }
  return { new: one('new'), lost: one('lost'), changed: one('changed') }
}

/** A segment's share of the customers: who is in it over all, each by the kind of change. */
function shareOf(moves: readonly MigrationRow[], rows: readonly PartRow[], segment: string): Addends {
  const all = addendsOf(rows, 'customers')
  const one = (kind: keyof Parts): Addend => {
    const own = moves.filter(({ change }) => change === KIND_OF[kind])
    const inIt = (key: 'segment_before' | 'segment_after') =>
      own.reduce((sum, row) => sum + (row[key] === segment ? (row.customers ?? 0) : 0), 0)
    return { before: inIt('segment_before'), after: inIt('segment_after'), beforeOf: all[kind].before, afterOf: all[kind].after }
  }
  return { new: one('new'), lost: one('lost'), changed: one('changed') }
}
