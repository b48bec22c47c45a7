import { count, interval, percent, percentInterval, plural, points } from '../../shared/format'
import { wilson } from '../../stats/wilson'
import { certainty, FIRST_INTERVAL } from '../certainty'
import type { Action, Finding } from '../definition'
import { listed } from '../listed-members'
import type { Driver, Leak } from './compare'
import { SURE, type DriversResult } from './result'

/** Reasons said in sentences. */
const SAID = 3

export function findings(result: DriversResult): Finding[] {
  if (result.records === 0) return [tooShort(result)]
  const found = [...reasons(result), disguised(result.leaks)].filter((finding) => finding !== null)
  return [...found, ...(result.drivers.some(({ q }) => q < SURE) ? [] : [nothing(result)])]
}

export function action(result: DriversResult): Action | null {
  const [first] = result.now
  if (!first) return null
  const customers = plural(first.ids.length, 'customer')
  return {
    text: `Look after the ${customers} with “${nameOf(first)}” who are still there.`,
    note: 'What goes with leaving need not cause it: leave a random half of them alone, and compare.',
    who: listed(first.ids, `Still there: ${nameOf(first)}`),
  }
}

/** "Contract: Month-to-month"; a flag says no more than its name. */
export function nameOf({ feature, value }: { readonly feature: string; readonly value: string }): string {
  return value === 'yes' ? feature : `${feature}: ${value}`
}

/** "within 90 days of one of 12 days between…", or without dates. */
export function whenLeft({ horizon, source }: Pick<DriversResult, 'horizon' | 'source'>): string {
  return source === 'flag' ? 'left' : `left within ${count(horizon)} days`
}

/** The strongest reasons for and against leaving, one a feature. */
export function sureReasons({ drivers }: Pick<DriversResult, 'drivers'>): readonly Driver[] {
  const sure = drivers.filter(({ isHabit, q }) => !isHabit && q < SURE)
  return sure.filter((one, index) => sure.findIndex(({ column }) => column === one.column) === index)
}

function reasons(result: DriversResult): Finding[] {
  const sure = sureReasons(result)
  const more = sure.filter(({ difference }) => difference.value > 0).slice(0, SAID)
  const [less] = sure.filter(({ difference }) => difference.value < 0)
  return [...more, ...(less ? [less] : [])].map((driver, index) => reason(driver, result, index === 0))
}

function reason(driver: Driver, result: DriversResult, isFirst: boolean): Finding {
  const { n, rateWith, rateWithout, difference, adjusted, left } = driver
  const own = wilson(left, n)
  const who = result.now.find(({ feature, value }) => feature === driver.feature && value === driver.value)
  return {
    claim: `Those with “${nameOf(driver)}” leave ${difference.value > 0 ? 'more' : 'less'} often.`,
    evidence: `${percent(rateWith)} of ${count(n)} ${whenLeft(result)} (${isFirst ? FIRST_INTERVAL : ''}${percentInterval(own.low, own.high)}), against ${percent(rateWithout)} of the others${alike(adjusted)}. Associated with leaving; nobody drew lots for it.`,
    kind: 'fact',
    claims: 'association',
    theme: `driver ${driver.column}`,
    money: 0,
    customers: n,
    certainty: certainty(difference.value, difference, 0),
    ...(who && { who: listed(who.ids, `Still there: ${nameOf(driver)}`) }),
    picture: {
      kind: 'intervals',
      caption: `Share that ${whenLeft(result)}`,
      rows: [
        { label: 'with it', value: rateWith, low: own.low, high: own.high, focus: true },
        { label: 'the others', value: rateWithout, ...wilson(driver.othersLeft, driver.others) },
      ],
      percent: true,
      unit: '',
    },
  }
}

function alike(adjusted: Driver['adjusted']): string {
  if (!adjusted) return ''
  const range = interval(adjusted.low, adjusted.high, points)
  const sign = adjusted.low > 0 || adjusted.high < 0 ? '' : ', so that it may come from them'
  return `; among customers alike in “${adjusted.alike.join('” and “')}” the difference is ${points(adjusted.value)} (${range.replaceAll(' points', '')})${sign}`
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

function nothing({ drivers, records }: DriversResult): Finding {
  return {
    claim: 'Nothing sets those who left apart from the others.',
    evidence: `${count(drivers.length)} traits were compared over ${plural(records, 'record')}; none differs by more than chance explains (q under ${SURE}).`,
    kind: 'fact',
    money: 0,
    customers: records,
    certainty: 1,
  }
}

function tooShort({ source }: DriversResult): Finding {
  return {
    claim: 'The data are too short a time to see who left and what went before.',
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
