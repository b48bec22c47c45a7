import { benjaminiHochberg } from '../../stats/benjamini-hochberg'
import { chiSquareTail } from '../../stats/chi-square'
import { fisherExact } from '../../stats/fisher'
import { newcombe } from '../../stats/newcombe'
import { Z95, type Interval } from '../../stats/wilson'
import type { Trait } from './traits'

/** One trait beside leaving. */
export interface Driver extends Pick<Trait, 'column' | 'feature' | 'value' | 'isHabit'> {
  /** Records that have it, and those of them that left; the same of those without it. */
  readonly n: number
  readonly left: number
  readonly others: number
  readonly othersLeft: number
  readonly rateWith: number
  readonly rateWithout: number
  /** rateWith − rateWithout, Newcombe's interval. */
  readonly difference: Interval & { readonly value: number }
  /** Benjamini–Hochberg over all traits compared. */
  readonly q: number
  /** The difference among records alike in the two strongest other traits; null where no stratum holds both sides. */
  readonly adjusted: (Interval & { readonly value: number; readonly alike: readonly string[] }) | null
}

interface Table {
  readonly trait: Trait
  readonly n: number
  readonly left: number
  readonly others: number
  readonly othersLeft: number
  readonly statistic: number
  readonly p: number
}

/** Every trait against leaving, those that differ most surely first: by the end of the interval that is nearer to no difference. */
export function compare(traits: readonly Trait[], left: Uint8Array): readonly Driver[] {
  const tables = traits.map((trait) => tableOf(trait, left))
  const q = benjaminiHochberg(tables.map(({ p }) => p))
  const strongest = tables.toSorted((a, b) => b.statistic - a.statistic)
  return tables
    .map((table, index): Driver => {
      const { trait, n, left: gone, others, othersLeft } = table
      return {
        column: trait.column,
        feature: trait.feature,
        value: trait.value,
        isHabit: trait.isHabit,
        n,
        left: gone,
        others,
        othersLeft,
        rateWith: gone / n,
        rateWithout: othersLeft / others,
        difference: { value: gone / n - othersLeft / others, ...newcombe(othersLeft, others, gone, n) },
        q: q[index]!,
        adjusted: adjust(table, strongest, left),
      }
    })
    .sort((a, b) => sureness(b) - sureness(a) || a.q - b.q)
}

/** How far from no difference the interval stays; 0 where it includes none. */
export function sureness({ difference: { low, high } }: Pick<Driver, 'difference'>): number {
  return Math.max(0, low, -high)
}

function tableOf(trait: Trait, left: Uint8Array): Table {
  let [n, gone, others, othersLeft] = [0, 0, 0, 0]
  for (const [record, has] of trait.has.entries()) {
    if (has === 1) {
      n++
      gone += left[record]!
    } else if (has === 0) {
      others++
      othersLeft += left[record]!
    }
  }
  return { trait, n, left: gone, others, othersLeft, ...tested(gone, n, othersLeft, others) }
}

/** Pearson's χ² with 1 degree of freedom; Fisher's exact test where a count under 5 is expected (METHODS 2.20). */
function tested(left: number, n: number, othersLeft: number, others: number): { statistic: number; p: number } {
  const share = (left + othersLeft) / (n + others)
  const variance = share * (1 - share) * (1 / n + 1 / others)
  if (!(variance > 0)) return { statistic: 0, p: 1 }
  const difference = left / n - othersLeft / others
  const statistic = (difference * difference) / variance
  const expected = Math.min(n, others) * Math.min(share, 1 - share)
  return { statistic, p: expected < 5 ? fisherExact(left, n - left, othersLeft, others - othersLeft) : chiSquareTail(statistic, 1) }
}

/** Traits that nearly say the same cannot be told apart by one another. */
const ALIKE = 0.7
const ADJUSTERS = 2

/**
 * The difference of rates standardised over strata (Rothman, Modern Epidemiology, 1986, ch. 12): Σ wₛ(p₁ₛ − p₀ₛ) / Σ wₛ with the strata's
 * sizes as weights, over the strata that hold both sides.
 */
function adjust({ trait }: Table, strongest: readonly Table[], left: Uint8Array): Driver['adjusted'] {
  const by: Trait[] = []
  for (const { trait: other } of strongest) {
    if (by.length === ADJUSTERS) break
    if (other.column === trait.column || by.some(({ column }) => column === other.column)) continue
    // Habits change because somebody is leaving: held alike, they would take away what the reason did.
    if (other.isHabit && !trait.isHabit) continue
    if (Math.abs(correlation(trait.has, other.has)) < ALIKE) by.push(other)
  }
  if (by.length === 0) return null
  // Who has a trait, has it not, or is not known: three a trait.
  const strata = Array.from({ length: 3 ** by.length }, () => ({ n: 0, left: 0, others: 0, othersLeft: 0 }))
  for (const [record, has] of trait.has.entries()) {
    if (has < 0) continue
    const stratum = strata[by.reduce((place, other) => place * 3 + other.has[record]! + 1, 0)]!
    if (has === 1) {
      stratum.n++
      stratum.left += left[record]!
    } else {
      stratum.others++
      stratum.othersLeft += left[record]!
    }
  }
  const both = strata.filter(({ n, others }) => n >= 5 && others >= 5)
  const all = both.reduce((sum, { n, others }) => sum + n + others, 0)
  if (all === 0) return null
  let [value, variance] = [0, 0]
  for (const stratum of both) {
    const weight = (stratum.n + stratum.others) / all
    const [own, other] = [stratum.left / stratum.n, stratum.othersLeft / stratum.others]
    value += weight * (own - other)
    variance += weight ** 2 * ((own * (1 - own)) / stratum.n + (other * (1 - other)) / stratum.others)
  }
  const spread = Z95 * Math.sqrt(variance)
  return { value, low: value - spread, high: value + spread, alike: by.map(({ feature, value: own }) => `${feature}: ${own}`) }
}

/** φ of two traits over the records that know both. */
function correlation(one: Int8Array, other: Int8Array): number {
  let [n, a, b, both] = [0, 0, 0, 0]
  for (let record = 0; record < one.length; record++) {
    if (one[record]! < 0 || other[record]! < 0) continue
    n++
    a += one[record]!
    b += other[record]!
    both += one[record]! & other[record]!
  }
  const spread = a * (n - a) * b * (n - b)
  return spread > 0 ? (n * both - a * b) / Math.sqrt(spread) : 0
}

/** A trait that tells the outcome by itself: written down because of the leaving. */
export interface Leak {
  readonly feature: string
  readonly value: string
  readonly n: number
}

/** Nearly everybody who has it left, or nearly everybody who left has it and nobody else: no cause is so sure. */
export function leaksIn(traits: readonly Trait[], left: Uint8Array): readonly Leak[] {
  const share = left.reduce((sum, one) => sum + one, 0) / Math.max(1, left.length)
  const outcome = Int8Array.from(left)
  return traits.flatMap((trait) => {
    const { n, left: gone } = tableOf(trait, left)
    const tellsAll = share < 0.9 && n >= 30 && gone / n > 0.99
    return tellsAll || Math.abs(correlation(trait.has, outcome)) > 0.9 ? [{ feature: trait.feature, value: trait.value, n }] : []
  })
}
