import { group } from 'd3'
import { addSums, estimate, type Counting, type Estimate } from './estimate'
import type { RetentionResult } from './result'
import type { Cell } from './cell'

export interface CohortGroup {
  readonly from: string
  readonly to: string
  readonly customers: number
  /** Up to the last period that is complete for all cohorts of the group. */
  readonly points: readonly (Estimate & { readonly period: number })[]
}

const GROUPS = 4

/** Up to four runs of cohorts: the first cohort by itself, since it is not all new customers, and the others in three. */
export function cohortGroups(result: RetentionResult, counting: Counting): CohortGroup[] {
  const complete = result.cells.filter((cell) => cell.is_complete && cell.period > 0)
  const cohorts = [...group(complete, ({ cohort }) => cohort)].sort(([a], [b]) => (a < b ? -1 : 1))
  const [first, ...rest] = cohorts
  if (!first) return []
  if (first[0] !== result.firstCohort) return split(cohorts, GROUPS).map((part) => groupOf(part, counting))
  return [[first], ...split(rest, GROUPS - 1)].map((part) => groupOf(part, counting))
}

type OfCohort = readonly [cohort: string, cells: readonly Cell[]]

function split(cohorts: readonly OfCohort[], parts: number): OfCohort[][] {
  const border = (part: number) => Math.floor((part * cohorts.length) / parts)
  return Array.from({ length: parts }, (_, part) => cohorts.slice(border(part), border(part + 1))).filter((part) => part.length > 0)
}

function groupOf(cohorts: readonly OfCohort[], counting: Counting): CohortGroup {
  const reached = Math.min(...cohorts.map(([, cells]) => Math.max(...cells.map(({ period }) => period))))
  const periods = Array.from({ length: reached }, (_, index) => index + 1)
  return {
    from: cohorts[0]![0],
    to: cohorts.at(-1)![0],
    customers: cohorts.reduce((sum, [, cells]) => sum + cells[0]!.size, 0),
    points: periods.map((period) => ({
      period,
      ...estimate(
        addSums(cohorts.flatMap(([, cells]) => cells.filter((cell) => cell.period === period).map(({ sums }) => sums))),
        counting,
      ),
    })),
  }
}
