import { benjaminiHochberg } from '../../stats/benjamini-hochberg'
import { clusteredLogit, type ClusteredLogit, type ClusteredRows } from '../../stats/clustered-logit'
import { clusteredScore } from '../../stats/clustered-score'
import { countArms, standardisedRisks, type Arm, type StandardisedRisks } from '../../stats/standardised-risk'
import { correlation } from './leaks'
import { FEWEST, type Trait } from './traits'

/** One trait beside leaving. */
export interface Driver extends Pick<Trait, 'column' | 'feature' | 'value' | 'isHabit' | 'isAttribute'> {
  /** Times at which somebody with it could have left, and did; the same of those without it. */
  readonly n: number
  readonly left: number
  readonly others: number
  readonly othersLeft: number
  /** Customers who ever had it, and who ever had not: one is looked at on several days. */
  readonly customers: number
  readonly otherCustomers: number
  /** Shares that left within the horizon, as they are. */
  readonly rateWith: number
  readonly rateWithout: number
  /** Shares that leave with it and without it among records alike in all that is held alike, and how far they are apart. */
  readonly adjusted: Pick<StandardisedRisks, 'risk' | 'otherRisk'>
  readonly difference: StandardisedRisks['difference']
  /** Reasons by which records were held alike, besides exposure and the day. */
  readonly alike: readonly Pick<Trait, 'feature' | 'value'>[]
  /** Benjamini–Hochberg over the reasons, or over the habits. */
  readonly q: number
}

/** Below this rate of false discoveries a trait is said to go with leaving. */
export const SURE = 0.01
/** The surest reasons, of one column each, by which the others are held alike. */
const MOST_HELD = 3
/** Traits that nearly say the same cannot be told apart by one another. */
const ALIKE = 0.7
/** Beyond this q, the first step of a fit tells enough. */
const NEAR = 0.1

interface Tested {
  readonly trait: Trait
  readonly arms: readonly [Arm, Arm]
  readonly steps: number
  readonly model: ClusteredLogit
  readonly alike: readonly Trait[]
  readonly statistic: number
  readonly p: number
}

/** Records and their traits, with what is held alike before anything is called a reason. */
export interface Compared {
  readonly traits: readonly Trait[]
  readonly rows: ClusteredRows
  readonly exposure: readonly ArrayLike<number>[]
  /** Trials within which risks are told. */
  readonly steps: number
}

/**
 * Every trait against leaving, reasons and habits as two families, those that differ most surely first. Reasons are tested in a
 * discrete-time hazard with the period and exposure, then once more with the surest others; habits are exposure, and are only compared.
 */
export function compare(all: readonly Compared[]): readonly Driver[] {
  const reasons = all.flatMap((one) => testReasons(one))
  const habits = all.flatMap(({ traits, rows, steps }) => {
    const plain = clusteredLogit([], rows)
    return counted(traits, rows, true).map((one) => test({ ...one, steps }, plain, []))
  })
  return [...family(reasons), ...family(habits)].sort((a, b) => sureness(b) - sureness(a) || a.q - b.q)
}

function counted(traits: readonly Trait[], rows: ClusteredRows, isHabit: boolean) {
  return traits
    .filter((trait) => trait.isHabit === isHabit)
    .map((trait) => ({ trait, arms: countArms(rows, trait.has) }))
    .filter(({ arms }) => isEnough(arms))
}

function testReasons({ traits, rows, exposure, steps }: Compared): readonly Tested[] {
  const exposed = clusteredLogit(exposure, rows)
  const open = counted(traits, rows, false)
  const alone = open.map((one) => test({ ...one, steps }, exposed, []))
  const held = surest(alone)
  const modelOf = remembered((alike: readonly Trait[]) =>
    clusteredLogit([...alike.flatMap(({ has }) => columnsOf(has)), ...exposure], rows),
  )
  return alone.map((one) => {
    const alike = held.filter((other) => other.column !== one.trait.column && Math.abs(correlation(one.trait.has, other.has)) < ALIKE)
    return alike.length === 0 ? one : test(one, modelOf(alike), alike)
  })
}

/** How far from no difference the interval stays; 0 where it includes none. */
export function sureness({ difference: { low, high } }: Pick<Driver, 'difference'>): number {
  return Math.max(0, low, -high)
}

export function isSure(driver: Pick<Driver, 'q' | 'difference'>): boolean {
  return driver.q < SURE && sureness(driver) > 0
}

/** METHODS 2.20, of customers: records of one customer say one thing. */
function isEnough([without, having]: readonly [Arm, Arm]): boolean {
  return without.clusters >= FEWEST && having.clusters >= FEWEST
}

function test(one: Pick<Tested, 'trait' | 'arms' | 'steps'>, model: ClusteredLogit, alike: readonly Trait[]): Tested {
  const left = one.arms[0].left + one.arms[1].left
  const isTold = left > 0 && left < one.arms[0].trials + one.arms[1].trials
  return { ...one, model, alike, ...(isTold ? clusteredScore(model, one.trait.has) : { statistic: 0, p: 1 }) }
}

function surest(tested: readonly Tested[]): readonly Trait[] {
  const q = benjaminiHochberg(tested.map(({ p }) => p))
  const ranked = tested.filter((_, index) => q[index]! < SURE).toSorted((a, b) => b.statistic - a.statistic)
  const held: Trait[] = []
  for (const { trait } of ranked) {
    if (held.length === MOST_HELD) break
    const isTold = held.some((other) => other.column === trait.column || Math.abs(correlation(trait.has, other.has)) >= ALIKE)
    if (!isTold) held.push(trait)
  }
  return held
}

/** Having it, and not being known to, as columns of a model. */
function columnsOf(has: Int8Array): readonly Int8Array[] {
  return has.includes(-1) ? [has.map((one) => Number(one === 1)), has.map((one) => Number(one < 0))] : [has]
}

function remembered(make: (alike: readonly Trait[]) => ClusteredLogit) {
  const made = new Map<string, ClusteredLogit>()
  return (alike: readonly Trait[]) => {
    const key = alike.map(({ column, value }) => `${column} ${value}`).join('\n')
    if (!made.has(key)) made.set(key, make(alike))
    return made.get(key)!
  }
}

function family(tested: readonly Tested[]): readonly Driver[] {
  const q = benjaminiHochberg(tested.map(({ p }) => p))
  return tested.map(({ trait, arms: [without, having], steps, model, alike }, index) => {
    const { risk, otherRisk, difference } = standardisedRisks(model, trait.has, q[index]! < NEAR, steps)
    const rate = ({ left, trials }: Arm) => 1 - (1 - left / trials) ** steps
    return {
      column: trait.column,
      feature: trait.feature,
      value: trait.value,
      isHabit: trait.isHabit,
      isAttribute: trait.isAttribute,
      n: having.trials,
      left: having.left,
      others: without.trials,
      othersLeft: without.left,
      customers: having.clusters,
      otherCustomers: without.clusters,
      rateWith: rate(having),
      rateWithout: rate(without),
      adjusted: { risk, otherRisk },
      difference,
      alike: alike.map(({ feature, value }) => ({ feature, value })),
      q: q[index]!,
    }
  })
}
