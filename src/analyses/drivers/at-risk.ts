import type { Period } from './periods'

/** A customer of whom it is known whether they left: in days from the first of the data, and in the unit of the column of tenure. */
export interface Stay {
  readonly came: number | null
  readonly went: number | null
  readonly hasLeft: boolean
  readonly daysThere: number | null
  readonly tenure: number | null
}

/** A customer who could leave so many times in a period, and left the last time or not at all. */
export interface AtRisk {
  readonly customer: number
  readonly period: number
  readonly hasLeft: boolean
  readonly trials: number
  /** Days they had been there, where the periods are not those of the stay itself. */
  readonly daysThere: number | null
}

/** Once in every period between coming and leaving. Those who came within a period are in it too: many leave with their first order. */
export function inPeriods(stays: readonly Stay[], periods: readonly Period[]): readonly AtRisk[] {
  return stays.flatMap(({ came, went }, customer) =>
    periods.flatMap(({ from, to }, period) =>
      Number(came) < to && (went === null || went >= from)
        ? [
            {
              customer,
              period,
              hasLeft: went !== null && went < to,
              trials: 1,
              daysThere: Number(came) < from ? from - Number(came) : null,
            },
          ]
        : [],
    ),
  )
}

/** Everybody as they are now, where nothing tells when they could have left. */
export function once(stays: readonly Stay[]): readonly AtRisk[] {
  return stays.map(({ hasLeft, daysThere }, customer) => ({ customer, period: 0, hasLeft, trials: 1, daysThere }))
}

const MOST = 12
/** Leavers to each period. */
const LEAVERS = 10

/**
 * Every unit of the stay up to its end, with units put together into periods in which about as many left: a hazard that is constant
 * within each (Friedman 1982). After the last leaving nobody is compared with anybody, as in a partial likelihood. Stays that are not
 * known, or negative, are left out.
 */
export function inTenure(stays: readonly Stay[]): readonly AtRisk[] {
  const ends = endsOf(stays)
  return stays.flatMap(({ tenure, hasLeft }, customer) => {
    if (!isKnown(tenure)) return []
    const last = Math.floor(tenure)
    return ends.flatMap((end, period) => {
      const from = period === 0 ? 0 : ends[period - 1]! + 1
      if (last < from) return []
      return [{ customer, period, hasLeft: hasLeft && last <= end, trials: Math.min(end, last) - from + 1, daysThere: null }]
    })
  })
}

/** The last unit of each period; one period as long as the longest stay where nobody left. */
function endsOf(stays: readonly Stay[]): readonly number[] {
  const left = lengths(stays.filter(({ hasLeft }) => hasLeft))
  if (left.length === 0) return lengths(stays).slice(-1)
  const periods = Math.min(MOST, Math.max(1, Math.floor(left.length / LEAVERS)))
  return [...new Set(Array.from({ length: periods }, (_, index) => left[Math.ceil((left.length * (index + 1)) / periods) - 1]!))]
}

function lengths(stays: readonly Stay[]): readonly number[] {
  return stays.flatMap(({ tenure }) => (isKnown(tenure) ? [Math.floor(tenure)] : [])).toSorted((a, b) => a - b)
}

export function isKnown(tenure: number | null): tenure is number {
  return tenure !== null && tenure >= 0
}
