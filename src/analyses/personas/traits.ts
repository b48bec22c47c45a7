import { group } from 'd3'
import type { RowOf } from '../../engine/database'
import { benjaminiHochberg } from '../../stats/benjamini-hochberg'
import { liftOf, stratifiedTest, type Lift, type ShareSums, type Stratum } from '../../stats/lift'
import { FEW } from '../wording/certainty'
import type { Feature } from './features'
import type { counts } from './queries'

/** Something that those portrayed have more or less often than everybody else. */
export interface Trait extends Lift {
  readonly feature: string
  /** Whoever has one of them has the trait: several where it is so much of a number or more. */
  readonly values: readonly string[]
  /** Those portrayed of whom the feature is known, and how many have it; the same of everybody else. */
  readonly n: number
  readonly having: number
  readonly others: number
  readonly othersHaving: number
  /** Where things were bought, the mean share of the things. */
  readonly share: number
  readonly shareElsewhere: number
  readonly p: number
  /** The larger of two: over what was compared of this group, and over all groups (Benjamini and Hochberg 1995). */
  readonly q: number
}

/** Of a group: everything that was compared. */
export interface Portrait {
  readonly persona: string
  readonly traits: readonly Trait[]
}

/** Beside it the features that say the same as being in the group. */
interface Compared extends Portrait {
  readonly disguised: readonly Feature[]
}

export type CountRow = RowOf<typeof counts.columns>

/** What is false of those that are told, at most: every one of a hundred. */
export const CLEAR = 0.01
/** A word that so many use says nothing. */
const COMMON = 0.4

/** From here on nearly all of a group have something, up to here nearly nobody else: it is the group in other words. */
const NEARLY_ALL = 0.95
const NEARLY_NOBODY = 0.05

/** Everything that can be compared of every group; `isOf` says who is in one. Where a column makes the groups, others may be the same column. */
export function portraitsOf(
  personas: readonly string[],
  features: readonly Feature[],
  rows: readonly CountRow[],
  isOf: (persona: string, row: CountRow) => boolean,
  isLeftOut: (persona: string, feature: Feature) => boolean,
  isByColumn: boolean,
): readonly Compared[] {
  const ofFeature = group(rows, ({ feature }) => feature)
  const compared = personas.map((persona) => {
    const each = features
      .filter((feature) => !isLeftOut(persona, feature))
      .map((feature) => ({ feature, traits: comparisons(feature, ofFeature.get(feature.id) ?? [], (row) => isOf(persona, row)) }))
    const [disguised, own] = partition(each, ({ traits }) => isByColumn && traits.some(isDisguise))
    return { persona, traits: own.flatMap(({ traits }) => traits), disguised: disguised.map(({ feature }) => feature) }
  })
  const together = benjaminiHochberg(compared.flatMap(({ traits }) => traits.map(({ p }) => p)))
  let place = 0
  return compared.map(({ persona, traits, disguised }) => {
    const own = benjaminiHochberg(traits.map(({ p }) => p))
    return { persona, disguised, traits: traits.map((trait, at) => ({ ...trait, q: Math.max(own[at]!, together[place++]!) })) }
  })
}

function partition<T>(all: readonly T[], is: (one: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [all.filter(is), all.filter((one) => !is(one))]
}

function isDisguise({ share, shareElsewhere }: Pick<Trait, 'share' | 'shareElsewhere'>): boolean {
  return (share >= NEARLY_ALL && shareElsewhere <= NEARLY_NOBODY) || (share <= NEARLY_NOBODY && shareElsewhere >= NEARLY_ALL)
}

/** Told of those portrayed: sure after correction, and more or less often with all of the interval. */
export function isClear({ q, low, high }: Trait): boolean {
  return q < CLEAR && (low > 1 || (high !== null && high < 1))
}

export function isMore({ low }: Trait): boolean {
  return low > 1
}

/** How far from as often, at least: what traits are put in order by. */
export function strengthOf({ low, high }: Trait): number {
  return low > 1 ? Math.log(low) : high !== null && high < 1 ? -Math.log(Math.max(high, 1e-3)) : 0
}

function comparisons(feature: Feature, rows: readonly CountRow[], isOf: (row: CountRow) => boolean): Omit<Trait, 'q'>[] {
  const base = rows.filter(({ value }) => value === null)
  const [n, others] = [totalOf(base.filter(isOf)), totalOf(base.filter((row) => !isOf(row)))]
  if (Math.min(n, others) < FEW) return []
  const values = [
    ...group(
      rows.filter(({ value }) => value !== null),
      ({ value }) => value!,
    ),
  ]
  return withoutOpposites(feature, values, n + others)
    .flatMap(([value, alone]) => valuedBy(feature, value, alone, rows))
    .flatMap(([of, having]) => {
      const [mine, theirs] = [having.filter(isOf), having.filter((row) => !isOf(row))]
      const [has, othersHave] = [totalOf(mine), totalOf(theirs)]
      if (feature.isWord && has + othersHave > COMMON * (n + others)) return []
      const [own, other] = [sumsOf(mine, n), sumsOf(theirs, others)]
      return [
        {
          feature: feature.id,
          values: of,
          n,
          having: has,
          others,
          othersHaving: othersHave,
          share: own.sum / n,
          shareElsewhere: other.sum / others,
          ...liftOf(own, other),
          p: stratifiedTest(strataOf(base, having, isOf)),
        },
      ]
    })
}

type Trying = readonly [values: readonly string[], rows: readonly CountRow[]]

/** A value alone; of numbers with at least two bands above the lowest also from a band upwards. */
function valuedBy({ cuts }: Feature, value: string, alone: readonly CountRow[], rows: readonly CountRow[]): readonly Trying[] {
  const band = Number(value)
  if (!cuts || band === 0 || band >= cuts.length) return [[[value], alone]]
  const from = Array.from({ length: cuts.length - band + 1 }, (_, at) => String(band + at))
  return [
    [[value], alone],
    [from, rows.filter((row) => row.value !== null && from.includes(row.value))],
  ]
}

type Valued = readonly [value: string, rows: readonly CountRow[]]

/** Of yes and no, and of two values that everybody has one of, the one says what the other says: yes, or the rarer. */
function withoutOpposites({ isFlag }: Feature, values: readonly Valued[], known: number): readonly Valued[] {
  const sizes = values.map(([, rows]) => totalOf(rows))
  if (values.length !== 2 || sizes[0]! + sizes[1]! !== known) return values
  const yes = values.filter(([value]) => value === 'true' || value === 'yes' || value === '1')
  return isFlag && yes.length === 1 ? yes : values.filter((_, at) => at === (sizes[0]! <= sizes[1]! ? 0 : 1))
}

function totalOf(rows: readonly CountRow[]): number {
  return rows.reduce((sum, { customers }) => sum + customers!, 0)
}

function sumsOf(rows: readonly CountRow[], n: number): ShareSums {
  return { n, sum: rows.reduce((sum, { parts }) => sum + parts!, 0), squares: rows.reduce((sum, { squares }) => sum + squares!, 0) }
}

/** By the quarter in which customers came: what is only a matter of when somebody came is no trait. */
function strataOf(base: readonly CountRow[], having: readonly CountRow[], isOf: (row: CountRow) => boolean): Stratum[] {
  const strata = new Map<number, { own: Sums; other: Sums }>()
  for (const row of base) {
    const stratum = strata.get(row.came!) ?? { own: { n: 0, sum: 0, squares: 0 }, other: { n: 0, sum: 0, squares: 0 } }
    stratum[isOf(row) ? 'own' : 'other'].n += row.customers!
    strata.set(row.came!, stratum)
  }
  for (const row of having) {
    const side = strata.get(row.came!)![isOf(row) ? 'own' : 'other']
    side.sum += row.parts!
    side.squares += row.squares!
  }
  return [...strata.values()]
}

type Sums = { -readonly [Key in keyof ShareSums]: ShareSums[Key] }
