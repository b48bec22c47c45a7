import { count, decimal, interval, percent } from '../../shared/format'
import type { CustomerSet } from '../contract/definition'
import { capital } from '../wording/fractions'
import { BEST } from './best'
import { goesOn, nameOf, valueWords, type Family, type Feature } from './features'
import type { PersonasResult } from './result'
import { isClear, isMore, strengthOf, type Trait } from './traits'

/** Names of segments are keys of exports; in sentences they have a proper apostrophe. */
export function shown(persona: string): string {
  return persona.replace("'", '’')
}

/** "Best customers", "Champions", "Contract: Two year". */
export function groupName(
  { grouping, groupedBy, shown: own }: Pick<PersonasResult, 'grouping' | 'groupedBy' | 'shown'>,
  persona = own ?? '',
): string {
  const isPlain = groupedBy === null || grouping === 'buying' || persona === 'Left' || persona === 'Stayed'
  return isPlain ? shown(persona) : `${groupedBy}: ${shown(persona)}`
}

export function titleOf(result: PersonasResult): string | null {
  if (result.shown === null) return null
  if (result.shown === BEST) return 'What are your best customers like?'
  if (result.shown === 'Left' || result.shown === 'Stayed') return `What are those who ${result.shown.toLowerCase()} like?`
  return `What are the ${result.subject.many} of “${groupName(result)}” like?`
}

/** A trait with the words of its feature. */
export interface Told extends Trait {
  readonly family: Family
  readonly label: string
  readonly value: string
  readonly counted: string
  /** Of a number: bands lie within one another. */
  readonly isBand: boolean
  /** The label goes on into the value: "first order by" "Web". */
  readonly goesOn: boolean
}

export function told(traits: readonly Trait[], features: readonly Feature[], currency: string | null): Told[] {
  const byId = new Map(features.map((feature) => [feature.id, feature]))
  return traits.map((trait) => {
    const feature = byId.get(trait.feature)!
    return {
      ...trait,
      family: feature.family,
      label: feature.label,
      value: valueWords(feature, trait.values, currency),
      counted: feature.counted,
      isBand: feature.cuts !== undefined,
      goesOn: goesOn(feature),
    }
  })
}

export function traitsOf({ portraits, features, shown: own }: PersonasResult, currency: string | null, persona = own): Told[] {
  return told(portraits.find((portrait) => portrait.persona === persona)?.traits ?? [], features, currency)
}

/** The same in sentences: "Office (customer_type)". */
export function spokenName(trait: Told): string {
  return trait.value === 'yes' || trait.value === 'no' || trait.goesOn ? nameOf(trait) : `${trait.value} (${trait.label})`
}

const FAMILIES: readonly Family[] = ['Who', 'Where', 'How they came', 'What first', 'How', 'When', 'What they say', 'What they do']
const MOST_MORE = 12
const MOST_LESS = 5
const MOST_OF_A_FAMILY = 5
const MOST_OF_A_FEATURE = 2

/** The same in other words: of the same customers. */
export function isSame(one: Told, other: Told): boolean {
  return one.having === other.having && one.othersHaving === other.othersHaving && isMore(one) === isMore(other)
}

/** What stands on the sheet: the strongest of each feature and family, one of those that say the same, in the order of the families. */
export function drawnTraits(all: readonly Told[]): readonly Told[] {
  const drawn: Told[] = []
  for (const trait of all.filter(isClear).toSorted((a, b) => strengthOf(b) - strengthOf(a) || a.p - b.p)) {
    const alike = (is: (other: Told) => boolean) => drawn.filter((other) => is(other) && isMore(other) === isMore(trait)).length
    if (
      drawn.some((other) => isSame(trait, other)) ||
      drawn.filter((other) => isMore(other) === isMore(trait)).length === (isMore(trait) ? MOST_MORE : MOST_LESS)
    )
      continue
    if (
      alike(({ family }) => family === trait.family) >= MOST_OF_A_FAMILY ||
      alike(({ feature }) => feature === trait.feature) >= (trait.isBand ? 1 : MOST_OF_A_FEATURE)
    )
      continue
    drawn.push(trait)
  }
  return drawn.sort((a, b) => FAMILIES.indexOf(a.family) - FAMILIES.indexOf(b.family) || (b.lift ?? Infinity) - (a.lift ?? Infinity))
}

/** What most of the group differ by: the largest differences of shares of all of them, one a family. */
export function foremost(all: readonly Told[], many: number): readonly Told[] {
  const found: Told[] = []
  const gap = ({ share, shareElsewhere, n }: Told) => (share - shareElsewhere) * n
  for (const trait of all.filter((one) => isClear(one) && isMore(one)).toSorted((a, b) => gap(b) - gap(a)))
    if (found.length < many && !found.some((other) => other.family === trait.family || other.value === trait.value || isSame(trait, other)))
      found.push(trait)
  return found
}

/** Their values say little without what they are values of. */
const BANDS: ReadonlySet<Family> = new Set(['How', 'When'])

/** The name that the data give: the same data, the same name. */
export function dataName(all: readonly Told[]): string {
  const names = foremost(all, 2).map((trait) =>
    trait.value === 'yes' || trait.value === 'no' || BANDS.has(trait.family) || (trait.goesOn && trait.family === 'Who')
      ? nameOf(trait)
      : trait.value,
  )
  return names.length > 0 ? capital(names.join(', ')) : 'Much like everybody else'
}

/** "17.6 times as often (95 % interval 16.0 to 19.4)"; without a ratio where nobody else has it. */
export function liftWords({ lift, low, high }: Pick<Told, 'lift' | 'low' | 'high'>, opening = ''): string {
  if (lift === null || high === null) return `at least ${times(low)} times as often`
  return `${times(lift)} times as often (${opening}${interval(low, high, (bound) => times(bound, lift))})`
}

/** With the decimals of the estimate that it stands beside. */
export function times(value: number, beside = value): string {
  return decimal(value, beside >= 100 ? 0 : beside >= 10 ? 1 : 2)
}

export function sharesWords({ share, shareElsewhere, counted }: Pick<Told, 'share' | 'shareElsewhere' | 'counted'>): string {
  const [own, other] = [percent(share), percent(shareElsewhere)]
  if (counted === 'things first bought') return `${own} of what they first bought, ${other} of what others did`
  if (counted.startsWith('first') || counted.startsWith('second')) return `${own} of their ${counted}, ${other} of everybody else’s`
  return `${own} of them, ${other} of everybody else`
}

export function portrayedOf(result: PersonasResult): CustomerSet {
  const persona = result.personas.find(({ name }) => name === result.shown)!
  return { set: 'portrayed', values: result.scope, name: groupName(result), count: persona.customers }
}

export function havingOf(result: PersonasResult, trait: Told): CustomerSet {
  return {
    set: 'having',
    values: { ...result.scope, trait: trait.feature, trait_values: trait.values },
    name: `${groupName(result)}, ${nameOf(trait)}`,
    count: trait.having,
  }
}

export function pointedOf(result: PersonasResult, from: number, to: number, customers: number): CustomerSet {
  return {
    set: 'pointed',
    values: { ...result.scope, ...result.checklist!.scoring, least_points: from, most_points: to },
    name: `${from === to ? count(from) : `${count(from)} to ${count(to)}`} points like ${groupName(result)}`,
    count: customers,
  }
}

export function likelyOf(result: PersonasResult): CustomerSet | null {
  const { checklist } = result
  if (!checklist?.likely || checklist.likely.customers === 0) return null
  return {
    set: 'likely',
    values: { ...result.scope, ...checklist.scoring, least_points: checklist.likely.points, since_days: checklist.likely.sinceDays },
    name: `Newcomers like ${groupName(result)}`,
    count: checklist.likely.customers,
  }
}
