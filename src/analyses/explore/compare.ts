import { benjaminiHochberg } from '../../stats/benjamini-hochberg'
import { shareIntervals, type GroupValues } from '../../stats/bootstrap'
import { fisherExact } from '../../stats/fisher'
import { newcombe } from '../../stats/newcombe'
import { twoSidedTail } from '../../stats/normal'
import { wilson, type Interval } from '../../stats/wilson'
import { FEW } from '../wording/certainty'
import type { Bin } from './binning'
import type { Brush } from './brush'
import { countsOf, keptBy, type Held } from './crossfilter'
import { takenBy, type View } from './view'

/** Something that is truer of the chosen than of everyone else, or less true: a bin, or all from a bin on or up to it. */
export interface Difference {
  /** Place of the view. */
  readonly view: number
  /** Its bins, from the first to the last. */
  readonly from: number
  readonly to: number
  readonly chosen: number
  readonly chosenOf: number
  readonly others: number
  readonly othersOf: number
  /** Of the shares, chosen less others. */
  readonly interval: Interval
  /** The least false discovery rate among the views at which it counts. */
  readonly q: number
}

/** Who is chosen against everyone else. */
export interface Comparison {
  readonly chosen: number
  readonly share: Interval
  readonly revenue: number | null
  /** Of all revenue; null where nothing tells, or all is nothing. */
  readonly revenueShare: (Interval & { readonly value: number }) | null
  /** Views that tell of something else than the brushes do, and were tested. */
  readonly tested: number
  /** Those that count at 5 %, the largest first. */
  readonly differences: readonly Difference[]
}

const SURE_ENOUGH = 0.05
/** Values drawn one by one for the interval of a share of revenue; the many small ones are taken as one. */
const LARGE = 2_000

export function compare(customers: number, views: readonly View[], brushes: readonly Brush[], revenue: Float64Array | null): Comparison {
  const held = brushes.map((brush) => heldOf(brush, views))
  const kept = keptBy(customers, held)
  const chosen = kept.reduce((sum, is) => sum + is, 0)
  const own = views.filter(({ dimension }) => brushes.some(({ of }) => of === dimension.id)).map(({ dimension }) => dimension.about)
  const tested = views.map((view, place) => ({ view, place })).filter(({ view }) => !own.includes(view.dimension.about))
  // Who is chosen by what they ordered has ordered: that is no difference.
  const isOfOrders = brushes.some(({ of }) => of.startsWith('fact.'))
  const isComparable = brushes.length > 0 && chosen >= FEW && customers - chosen >= FEW
  const found = isComparable ? tested.flatMap(({ view, place }) => furthest(view, place, customers, held, isOfOrders)) : []
  const q = benjaminiHochberg(found.map(({ p }) => p))
  return {
    chosen,
    share: wilson(chosen, customers),
    ...moneyOf(kept, revenue),
    tested: found.length,
    differences: found
      .map(({ p: _, ...one }, index) => ({ ...one, q: q[index]! }))
      .filter((one) => one.q < SURE_ENOUGH)
      .sort((a, b) => apart(b) - apart(a)),
  }
}

export function heldOf(brush: Brush, views: readonly View[]): Held {
  const { column, bins } = views.find(({ dimension }) => dimension.id === brush.of)!
  return { column, taken: takenBy(brush, bins) }
}

/** Of all that could be said of a view the surest, tested as the surest of as many (Bonferroni). */
function furthest(
  view: View,
  place: number,
  customers: number,
  held: readonly Held[],
  isOfOrders: boolean,
): (Omit<Difference, 'q'> & { p: number })[] {
  const counter = { column: view.column, own: -1, weights: null }
  const [all] = countsOf(customers, [], [counter])
  const [inside] = countsOf(customers, held, [counter])
  const known = view.bins.flatMap((bin, at) => (bin.kind === 'unknown' || (isOfOrders && isNoOrder(view, bin)) ? [] : [at]))
  // Who may have several values is one customer in each.
  const [insideOf, allOf] = view.dimension.isSeveral
    ? [keptBy(customers, held).reduce((sum, is) => sum + is, 0), customers]
    : [sumOf(inside!, known), sumOf(all!, known)]
  const isOrdered = view.bins[0]!.kind === 'range' && !view.dimension.isSeveral
  const cuts = isOrdered
    ? known.slice(1).map((bin) => ({ from: bin, to: known.at(-1)! }))
    : known.filter((bin) => view.bins[bin]!.kind !== 'others').map((bin) => ({ from: bin, to: bin }))
  const tests = cuts.map(({ from, to }) => {
    const bins = known.filter((bin) => bin >= from && bin <= to)
    const [chosen, together] = [sumOf(inside!, bins), sumOf(all!, bins)]
    const [others, othersOf] = [together - chosen, allOf - insideOf]
    return { view: place, from, to, chosen, chosenOf: insideOf, others, othersOf, p: pOf(chosen, insideOf, others, othersOf) }
  })
  if (tests.length === 0 || insideOf === 0 || allOf === insideOf) return []
  const best = tests.reduce((one, other) => (other.p < one.p || (other.p === one.p && apart(other) > apart(one)) ? other : one))
  // Of two sides of a cut the one that is truer of the chosen is said.
  const said = isOrdered && best.chosen / best.chosenOf < best.others / best.othersOf ? otherSide(best, known) : best
  return [
    {
      ...said,
      interval: newcombe(said.others, said.othersOf, said.chosen, said.chosenOf),
      p: Math.min(1, best.p * tests.length),
    },
  ]
}

function isNoOrder({ dimension }: View, { kind, to }: Bin): boolean {
  return dimension.id === 'fact.orders' && kind === 'range' && to === 1
}

function otherSide<T extends Pick<Difference, 'from' | 'to' | 'chosen' | 'chosenOf' | 'others' | 'othersOf'>>(
  one: T,
  known: readonly number[],
): T {
  return { ...one, from: known[0]!, to: one.from - 1, chosen: one.chosenOf - one.chosen, others: one.othersOf - one.others }
}

/** Two-sided, of two shares that are the same: Pearson's test with Yates' correction, Fisher's exact one where few are expected. */
function pOf(chosen: number, chosenOf: number, others: number, othersOf: number): number {
  const [a, b, c, d] = [chosen, chosenOf - chosen, others, othersOf - others]
  const n = a + b + c + d
  const least = (Math.min(a + b, c + d) * Math.min(a + c, b + d)) / n
  if (least < 5) return fisherExact(a, b, c, d)
  const distance = Math.max(0, Math.abs(a * d - b * c) - n / 2)
  return twoSidedTail(distance * Math.sqrt(n / ((a + b) * (c + d) * (a + c) * (b + d))))
}

/** Cohen's h: how far apart two shares are, the same near 0 and 1 as in the middle. */
function apart({ chosen, chosenOf, others, othersOf }: Pick<Difference, 'chosen' | 'chosenOf' | 'others' | 'othersOf'>): number {
  return Math.abs(2 * Math.asin(Math.sqrt(chosen / chosenOf)) - 2 * Math.asin(Math.sqrt(others / othersOf)))
}

function moneyOf(kept: Uint8Array, revenue: Float64Array | null): Pick<Comparison, 'revenue' | 'revenueShare'> {
  if (!revenue) return { revenue: null, revenueShare: null }
  let [own, all] = [0, 0]
  for (let row = 0; row < revenue.length; row++) {
    all += revenue[row]!
    if (kept[row] === 1) own += revenue[row]!
  }
  if (!(all > 0)) return { revenue: own, revenueShare: null }
  const from = largeFrom(revenue)
  const [interval] = shareIntervals([valuesOf(kept, revenue, 1, from), valuesOf(kept, revenue, 0, from)]).each
  return { revenue: own, revenueShare: interval ? { ...interval!, value: own / all } : null }
}

/** About so many values are as large as this. */
function largeFrom(values: Float64Array): number {
  return values.length <= LARGE ? -Infinity : values.toSorted()[values.length - LARGE]!
}

function valuesOf(kept: Uint8Array, revenue: Float64Array, is: number, from: number): GroupValues {
  const large: number[] = []
  let [restSum, restSquares] = [0, 0]
  for (let row = 0; row < revenue.length; row++) {
    if (kept[row] !== is) continue
    const value = revenue[row]!
    if (value >= from) large.push(value)
    else {
      restSum += value
      restSquares += value * value
    }
  }
  return { large, restSum, restSquares }
}

function sumOf(counts: Float64Array, bins: readonly number[]): number {
  return bins.reduce((sum, bin) => sum + counts[bin]!, 0)
}
