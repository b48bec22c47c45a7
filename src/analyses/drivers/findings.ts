import { count, decimal, interval, percent, plural } from '../../shared/format'
import { certainty, FIRST_INTERVAL } from '../wording/certainty'
import type { Action, Finding } from '../contract/definition'
import { listed } from '../customer-sets/listed-members'
import { isSure, type Driver } from './compare'
import type { Leak } from './leaks'
import type { DriversResult } from './result'

/** Reasons said in sentences. */
const SAID = 3

export function findings(result: DriversResult): Finding[] {
  if (result.records === 0) return [tooShort(result)]
  const found = [...reasons(result), disguised(result.leaks)].filter((finding) => finding !== null)
  return [...found, ...(sureReasons(result).length > 0 ? [] : [nothing(result)])]
}

export function action(result: DriversResult): Action | null {
  const [first] = result.now
  if (!first) return null
  const customers =
    first.ids.length < first.customers
      ? `${count(first.ids.length)} of the ${plural(first.customers, 'customer')}`
      : `the ${plural(first.customers, 'customer')}`
  return {
    text: `Look after ${customers} with “${nameOf(first)}” who ${result.meansLeaving ? 'are still there' : 'have ordered lately'}.`,
    note: 'What goes with leaving need not cause it: leave a random half of them alone, and compare.',
    who: listed(first.ids, `Still there: ${nameOf(first)}`),
  }
}

/** "Contract: Month-to-month"; a flag says no more than its name, and a name of code is set as words. */
export function nameOf({ feature, value }: { readonly feature: string; readonly value: string }): string {
  const words = feature.replaceAll('_', ' ')
  return value === 'yes' ? words : `${words}: ${value}`
}

/** "left within 90 days", "fell silent within 90 days"; "left" where nothing tells when. */
export function whenLeft(result: Pick<DriversResult, 'horizon' | 'meansLeaving'>): string {
  return result.horizon === 0 ? 'left' : `${left(result)} within ${count(result.horizon)} days`
}

/** What those who are compared did: a silence may be no leaving. */
export function left({ meansLeaving }: Pick<DriversResult, 'meansLeaving'>): string {
  return meansLeaving ? 'left' : 'fell silent'
}

/** The strongest reasons for and against leaving, one a feature. */
export function sureReasons({ drivers }: Pick<DriversResult, 'drivers'>): readonly Driver[] {
  const sure = drivers.filter((one) => !one.isHabit && isSure(one))
  return sure.filter((one, index) => sure.findIndex(({ column }) => column === one.column) === index)
}

function reasons(result: DriversResult): Finding[] {
  const sure = sureReasons(result)
  const more = sure.filter(({ difference }) => difference.value > 0).slice(0, SAID)
  const [less] = sure.filter(({ difference }) => difference.value < 0)
  return [...more, ...(less ? [less] : [])].map((driver, index) => reason(driver, result, index === 0))
}

function reason(driver: Driver, result: DriversResult, isFirst: boolean): Finding {
  const { customers, difference, adjusted } = driver
  const who = result.now.find(({ feature, value }) => feature === driver.feature && value === driver.value)
  return {
    claim: `Customers with “${nameOf(driver)}” ${result.meansLeaving ? 'leave' : 'fall silent'} ${difference.value > 0 ? 'more' : 'less'} often.`,
    evidence: `Among customers alike in ${heldAlike(driver)}, ${gap(difference.value)} ${whenLeft(result)} (${isFirst ? FIRST_INTERVAL : ''}${bare(difference)}): ${percent(adjusted.risk.value)} against ${percent(adjusted.otherRisk.value)}. ${asTheyAre(driver, result)}${isFirst ? ' It need not be the cause.' : ''}`,
    kind: 'fact',
    claims: 'association',
    theme: `driver ${driver.column}`,
    money: 0,
    customers,
    certainty: certainty(difference.value, difference, 0),
    ...(who && { who: listed(who.ids, `Still there: ${nameOf(driver)}`) }),
    picture: {
      kind: 'intervals',
      caption: `Share that ${whenLeft(result)}, all else alike`,
      rows: [
        { label: 'with it', ...adjusted.risk, focus: true },
        { label: 'the others', ...adjusted.otherRisk },
      ],
      percent: true,
      unit: '',
    },
  }
}

/** Who has an attribute has it all the time; what happened to somebody was so on some days. */
export function asTheyAre({ isAttribute, customers, otherCustomers, ...driver }: Driver, result: DriversResult): string {
  const having = plural(customers, 'customer')
  return isAttribute
    ? `As they are, ${percent(driver.left / customers)} of the ${having} with it ${left(result)}, and ${percent(driver.othersLeft / otherCustomers)} of the others.`
    : `As they are, ${percent(driver.rateWith)} of those with it (${having}) ${whenLeft(result)}, and ${percent(driver.rateWithout)} of the others.`
}

/** "how long they have been there, what they have done, “Plan: Basic” and “Town: Cluj”". */
export function heldAlike({ alike }: Pick<Driver, 'alike'>): string {
  const all = ['how long they have been there', 'what they have done', ...alike.map((one) => `“${nameOf(one)}”`)]
  return `${all.slice(0, -1).join(', ')} and ${all.at(-1)!}`
}

function gap(value: number): string {
  return `${inPoints(Math.abs(value))} points ${value > 0 ? 'more' : 'fewer'}`
}

function bare({ value, low, high }: Driver['difference']): string {
  return value > 0 ? interval(low, high, inPoints) : interval(-high, -low, inPoints)
}

function inPoints(share: number): string {
  return decimal(100 * share, 1)
}

function disguised(leaks: readonly Leak[]): Finding | null {
  const [first] = leaks
  if (!first) return null
  const names = [...new Set(leaks.map(({ feature }) => feature))]
  return {
    claim: `${names.length === 1 ? `“${first.feature}” says who left, and was` : `${count(names.length)} columns say who left, and were`} left out.`,
    evidence: `${names.map((name) => `“${name}”`).join(', ')}: nearly everybody with “${nameOf(first)}” had left. It was written down because of the leaving.`,
    kind: 'warning',
    money: 0,
    customers: first.n,
    certainty: 1,
  }
}

function nothing(result: DriversResult): Finding {
  const { drivers, customers } = result
  const compared = drivers.filter(({ isHabit }) => !isHabit).length
  return {
    claim: `Nothing sets those who ${left(result)} apart from the others.`,
    evidence: `${plural(compared, 'possible reason')} ${compared === 1 ? 'was' : 'were'} compared over ${plural(customers, 'customer')}; none differs by more than chance explains among customers alike in how long they have been there and what they have done.`,
    kind: 'fact',
    leads: false,
    money: 0,
    customers,
    certainty: 1,
  }
}

function tooShort({ source }: DriversResult): Finding {
  return {
    claim: 'Too little was seen to tell who left and what went before.',
    evidence:
      source === null
        ? 'No table tells who left in the way that was asked for.'
        : 'As much time is needed before a day as after it. Leaving within fewer days may show more.',
    kind: 'warning',
    money: 0,
    customers: 0,
    certainty: 1,
  }
}
