import { chiSquareTail } from '../../stats/chi-square'
import { newcombe } from '../../stats/newcombe'
import type { Interval } from '../../stats/wilson'
import { FEW } from '../wording/certainty'
import type { ChurnSettings } from './options'
import type { Group } from './group'
import { latestYear, pooled, rateOf, type Period, type Rate } from './rates'

export interface GroupRate {
  readonly group: Group
  /** Over the latest year of whole periods; of a mark, over all time. */
  readonly start: number
  readonly lost: number
  readonly there: number
  readonly rate: Rate | null
}

/** Each group over the same periods as all customers together. */
export function groupRates(
  { groups, all }: { readonly groups: readonly Group[]; readonly all: readonly Period[] },
  settings: ChurnSettings,
): GroupRate[] {
  const keys = new Set(latestYear(all, settings.period).map(({ key }) => key))
  return groups.map((group) => {
    const counts = pooled(group.periods.filter(({ key }) => keys.has(key)))
    return {
      group,
      start: counts.start,
      lost: counts.lost,
      there: group.periods.at(-1)?.end ?? 0,
      rate: rateOf(counts, keys.has('all') ? 'start' : settings.of),
    }
  })
}

interface Lost {
  readonly start: number
  readonly lost: number
}

export interface Contrast<Group extends Lost = GroupRate> {
  readonly worst: Group
  /** Of all the others together. */
  readonly others: Lost
  /** Of the shares lost of those there at the start, whatever the definition shown. */
  readonly difference: Interval
  /** Whether groups differ at all (χ² test of all of thirty or more). */
  readonly p: number
}

/** The group of thirty or more that loses the largest share, against the others; null under two groups. */
export function worstGroup<Group extends Lost>(rates: readonly Group[]): Contrast<Group> | null {
  const large = rates
    .filter(({ start }) => start >= FEW)
    .map((one) => ({ group: one, start: one.start, lost: Math.min(one.lost, one.start) }))
  const worst = large.toSorted((a, b) => b.lost / b.start - a.lost / a.start)[0]
  if (!worst || large.length < 2) return null
  const others = large.filter((one) => one !== worst)
  const [start, lost] = [sum(others, 'start'), sum(others, 'lost')]
  return {
    worst: worst.group,
    others: { start, lost },
    difference: newcombe(lost, start, worst.lost, worst.start),
    p: chiSquareTail(heterogeneity(large), large.length - 1),
  }
}

function sum(rates: readonly Lost[], of: keyof Lost): number {
  return rates.reduce((total, one) => total + one[of], 0)
}

/** Pearson's χ² of lost and stayed over the groups; 0 where nobody or everybody left. */
function heterogeneity(rates: readonly Lost[]): number {
  const share = sum(rates, 'lost') / sum(rates, 'start')
  if (share <= 0 || share >= 1) return 0
  return rates.reduce((total, { start, lost }) => total + (lost - share * start) ** 2 / (start * share * (1 - share)), 0)
}
