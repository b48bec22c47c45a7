import { group } from 'd3'
import type { Database } from '../../engine/database'
import type { Stay } from '../../stats/kaplan-meier'
import * as queries from './queries'

export interface GroupStays {
  readonly name: string
  /** All groups beyond the hundred largest. */
  readonly isRest: boolean
  readonly customers: number
  readonly stays: readonly Stay[]
}

/** The name of the groups beyond the largest hundred; an attribute's own "Other" stays apart. */
const OTHER_GROUP = 'All other values'
const MOST_GROUPS = 100

/** Stays by group, the largest group first and the rest last; reads the table `stays`. */
export async function groupStays(database: Database): Promise<GroupStays[]> {
  const rows = await database.rows(queries.times, { most_groups: MOST_GROUPS, other_group: OTHER_GROUP })
  return [...group(rows, ({ group_name }) => group_name!)]
    .map(([name, own]) => ({
      name,
      isRest: name === OTHER_GROUP,
      customers: own.reduce((sum, { gone, staying }) => sum + gone! + staying!, 0),
      stays: own.map(({ time, gone, staying }) => ({ time: time!, left: gone!, staying: staying! })),
    }))
    .sort((a, b) => Number(a.isRest) - Number(b.isRest) || b.customers - a.customers)
}

/** All groups as one. */
export function together(groups: readonly GroupStays[]): Stay[] {
  const all = new Map<number, Stay>()
  for (const { time, left, staying } of groups.flatMap(({ stays }) => stays)) {
    const known = all.get(time)
    all.set(time, { time, left: left + (known?.left ?? 0), staying: staying + (known?.staying ?? 0) })
  }
  return [...all.values()].sort((a, b) => a.time - b.time)
}
