import type { Database } from '../../engine/database'
import type { Attribute } from '../../model/company/company'
import type { Interval } from '../../stats/wilson'
import { excludes, FEW, SURE } from '../wording/certainty'
import { worstGroup } from './groups'
import { byAttribute } from './queries'

/** Customers who are there and share what goes with leaving most. */
export interface Alike {
  readonly attribute: Attribute
  readonly value: string
  readonly known: number
  readonly gone: number
  readonly difference: Interval
}

/** An attribute with more values names nobody's group. */
const MOST_VALUES = 12
/** Written down because somebody left, or when. */
const OUTCOMES: ReadonlySet<string> = new Set(['is_churned', 'ended_on', 'status', 'tenure', 'joined_on'])

/**
 * The value of an attribute whose customers left most beyond chance, and who are still there: what they are on (their plan) first. The
 * largest of many must stand out for as many as were looked at (Bonferroni).
 */
export async function mostLeaving(database: Database, attributes: readonly Attribute[]): Promise<Alike | null> {
  const asked = attributes
    .filter(({ column, type, distinct }) => type !== 'date' && distinct > 1 && distinct <= MOST_VALUES && !OUTCOMES.has(column))
    .filter((one, index, all) => all.findIndex(({ column }) => column === one.column) === index)
  if (asked.length === 0) return null
  const rows = await database.rows(byAttribute, { wanted: asked.map(({ column }) => column) })
  const found = asked.flatMap((attribute) => {
    const groups = rows
      .filter((row) => row.attribute === attribute.column)
      .map(({ value, known, gone }) => ({ value: value!, start: known!, lost: gone! }))
    const contrast = worstGroup(groups)
    if (!contrast || contrast.p * asked.length >= SURE || !excludes(contrast.difference, 0)) return []
    const { value, start, lost } = contrast.worst
    return start - lost >= FEW && lost / start < LEAK
      ? [{ attribute, value, known: start, gone: lost, difference: contrast.difference }]
      : []
  })
  const isPlan = ({ attribute }: Alike) => Number(attribute.column === 'plan')
  return found.toSorted((a, b) => isPlan(b) - isPlan(a) || b.difference.low - a.difference.low)[0] ?? null
}

/** A value that nearly all of its customers left with is another way of saying that they left. */
const LEAK = 0.95
