import { count, money, percent, percentInterval, plural } from '../../shared/format'
import { FEW, FIRST_INTERVAL } from '../wording/certainty'
import type { Action, Finding } from '../contract/definition'
import type { Company } from '../../model/company/company'
import type { Headline } from './headlines'
import type { ChangesResult } from './result'
import type { Sides } from './sides'
import { changedSet, countedName, inState, rankedSet, stateName } from './words'

export function findings(result: ChangesResult, { currency }: Pick<Company, 'currency'>): Finding[] {
  const { classes } = result
  if (classes.new + classes.lost + classes.other === 0) return []
  return [revenue(result, currency), down(result, currency), lost(result, currency), fresh(result, currency), apart(result)].filter(
    (finding) => finding !== null,
  )
}

export function action(result: ChangesResult): Action | null {
  const { down: lower, both } = result.migration
  if (lower.customers === 0) return null
  return {
    text: `Write to the ${plural(lower.customers, 'customer')} who moved down, the largest first.`,
    note: `They are ${count(lower.customers)} of ${plural(both, 'customer')} in both states; the list says what they brought and when they last ordered.`,
    who: rankedSet(result, 'down'),
  }
}

export function headline(result: ChangesResult, name: string): Headline {
  return result.headlines.find((one) => one.name === name)!
}

function revenue(result: ChangesResult, currency: string | null): Finding {
  const { before, after, difference } = headline(result, 'Revenue')
  const { sides, classes } = result
  const [was, is, by] = [before ?? 0, after ?? 0, difference ?? 0]
  const parts = partsInWords(result, currency)
  return {
    claim: sides.mode === 'loads' ? loadedMore(was, by, sides) : `Revenue ${movement(was, by)}${since(sides)}.`,
    evidence: `${money(is, currency)} ${inState(sides.after, sides)} against ${money(was, currency)} ${inState(sides.before, sides)}${parts === '' ? '' : `: ${parts}`}.${seasonNote(sides)}`,
    kind: 'fact',
    theme: 'change',
    money: Math.abs(by),
    customers: classes.new + classes.lost + classes.other,
    certainty: 1,
  }
}

/** "12 new customers brought £310, 3 lost took £80, the others £55 less"; what is nothing is not said. */
function partsInWords(result: ChangesResult, currency: string | null): string {
  const { classes } = result
  const parts = headline(result, 'Revenue').parts ?? { new: 0, lost: 0, changed: 0 }
  const said: string[] = []
  if (classes.new > 0) said.push(`${plural(classes.new, 'new customer')} brought ${money(parts.new, currency)}`)
  if (classes.lost > 0) said.push(`${plural(classes.lost, 'lost customer')} took ${money(0 - parts.lost, currency)}`)
  const amount = money(Math.abs(parts.changed), currency)
  if (parts.changed !== 0)
    said.push(`${said.length > 0 ? 'the others' : 'the same customers'} ${amount} ${parts.changed > 0 ? 'more' : 'less'}`)
  return said.join(', ')
}

/** " on the year before", " on the same 91 days a year before", " on the 91 days before, season included". */
function since({ countedDays, isYearApart }: Sides): string {
  if (countedDays === null) return ''
  if (!isYearApart) return ` on the ${plural(countedDays, 'day')} before, season included`
  return countedDays >= 365 ? ' on the year before' : ` on the same ${plural(countedDays, 'day')} a year before`
}

function seasonNote({ mode, countedDays, isYearApart }: Sides): string {
  return mode === 'dates' && countedDays !== null && !isYearApart ? ' The same days a year before are not in the data.' : ''
}

/** Of two loads: a longer file holds more without anything having risen. */
function loadedMore(was: number, by: number, { before, after }: Sides): string {
  const longer = Math.round((Date.parse(after.at) - Date.parse(before.at)) / 86_400_000)
  const revenue =
    by === 0 ? 'as much revenue as before' : `${was > 0 ? `${percent(Math.abs(by) / was)} ` : ''}${by > 0 ? 'more' : 'less'} revenue`
  if (longer === 0) return `The same days now hold ${revenue}.`
  return `The data now hold ${revenue}, and ${plural(Math.abs(longer), 'day')} ${longer > 0 ? 'more' : 'fewer'}.`
}

/** "rose by 4.1 %", "fell by 12 %", "is what it was". */
function movement(was: number, by: number): string {
  if (by === 0) return 'is what it was'
  if (was <= 0) return by > 0 ? 'rose' : 'fell'
  return `${by > 0 ? 'rose' : 'fell'} by ${percent(Math.abs(by) / was)}`
}

function down(result: ChangesResult, currency: string | null): Finding | null {
  const { down: lower, up, both, stayed, stability, stabilityInterval } = result.migration
  if (lower.customers === 0 || stability === null) return null
  const share =
    both < FEW
      ? `${count(stayed)} of ${count(both)}`
      : `${percent(stability)} (${FIRST_INTERVAL}${percentInterval(stabilityInterval.low, stabilityInterval.high)}) of ${count(both)}`
  return {
    claim: `${plural(lower.customers, 'customer')} moved to a lower segment, ${count(up.customers)} to a higher one.`,
    evidence: `${share} are where they were. Those who moved down had brought ${money(lower.revenue, currency)}.`,
    kind: 'fact',
    theme: 'migration',
    money: lower.revenue,
    customers: lower.customers,
    certainty: 0.5,
    who: rankedSet(result, 'down'),
  }
}

function lost(result: ChangesResult, currency: string | null): Finding | null {
  const { classes, sides } = result
  if (classes.lost === 0) return null
  const took = -(headline(result, 'Revenue').parts?.lost ?? 0)
  return {
    claim:
      sides.mode === 'loads'
        ? `${plural(classes.lost, 'customer is', 'customers are')} no longer in the data.`
        : `${plural(classes.lost, 'customer')} ordered before and not since.`,
    evidence:
      sides.mode === 'loads'
        ? `They had brought ${money(took, currency)} by ${sides.before.name}.`
        : `They brought ${money(took, currency)} ${inState(sides.before, sides)} and have not ordered ${inState(sides.after, sides)}.`,
    kind: 'fact',
    theme: 'lost customers',
    // Of two dates the sentence on revenue says it.
    ...(sides.mode === 'dates' && { leads: false as const }),
    money: took,
    customers: classes.lost,
    certainty: 0.5,
    who: changedSet(result, 'lost', classes.lost),
  }
}

function fresh(result: ChangesResult, currency: string | null): Finding | null {
  const { classes, sides } = result
  if (classes.new === 0) return null
  const brought = headline(result, 'Revenue').parts?.new ?? 0
  const all = headline(result, 'Revenue').after ?? 0
  return {
    claim: `${plural(classes.new, 'customer is', 'customers are')} new since ${sides.mode === 'loads' ? 'then' : stateName(sides.before).replace('before ', '')}.`,
    evidence: `They brought ${money(brought, currency)}${all > 0 && classes.new >= FEW ? `, ${percent(brought / all)} of ${countedName(sides.after, sides)}` : ''}.`,
    kind: 'fact',
    theme: 'new customers',
    // Of two dates the sentence on revenue says it.
    ...(sides.mode === 'dates' && { leads: false as const }),
    money: brought,
    customers: classes.new,
    certainty: 0.5,
    who: changedSet(result, 'new', classes.new),
  }
}

function apart(result: ChangesResult): Finding | null {
  if (result.areCutsShared) return null
  return {
    claim: 'The cut points of segments moved between the states.',
    evidence: 'Each state is cut at its own fifths, so a customer can change segment without having changed.',
    kind: 'warning',
    money: 0,
    customers: result.migration.both,
    certainty: 1,
  }
}
