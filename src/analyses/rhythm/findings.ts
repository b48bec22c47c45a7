import { count, date, days, decimal, percent, percentInterval, plural } from '../../shared/format'
import type { Action, Finding } from '../contract/definition'
import { FEW, FIRST_INTERVAL } from '../wording/certainty'
import type { RhythmResult, State } from './result'
import type { UnitSeason } from './seasons'
import { dueSet, later, pacesWord, positionName, UNIT_WORDS } from './words'

/** Two seasons are told of: together they may be wrong once in twenty companies without any. */
const SURE = 0.025

export function findings(result: RhythmResult): Finding[] {
  if (result.paces < FEW) return result.seasons.flatMap(seasonal)
  return [due(result), ...overdue(result), ...often(result), ...result.seasons.filter(({ unit }) => unit !== 'week').flatMap(seasonal)]
}

/** To those who fall due within a week. */
export function action(result: RhythmResult): Action | null {
  const [week] = result.calendar
  if (result.paces < FEW || !week || week.customers === 0) return null
  const until = later(result.asOf, 6)
  return {
    text: `Be there for the ${plural(week.customers, 'customer')} who ${week.customers === 1 ? 'falls' : 'fall'} due by ${date(until)}.`,
    note: 'A reminder to somebody who would have come anyway is a discount given away: hold back some at random, and see whether the others come sooner.',
    who: dueSet(result, `Due by ${date(until)}`, week.customers, { from: result.asOf, to: until }),
  }
}

function rowOf({ states }: RhythmResult, state: State) {
  return states.find((row) => row.state === state)!
}

function due(result: RhythmResult): Finding {
  const { customers, paces } = rowOf(result, 'due')
  const { check, usualDays, once, of } = result
  const held = check
    ? ` Of ${count(check.tried)} last orders foreseen from those before, ${percent(check.held / check.tried)} (${FIRST_INTERVAL}${percentInterval(check.low, check.high)}) came between the days that are to hold eight in ten.`
    : ' Too few have ordered on three days to try these dates on their last orders.'
  const alone = once > 0 ? ` ${plural(once, 'customer')} with one order day ${once === 1 ? 'has' : 'have'} no pace.` : ''
  const among = of === 'customer' ? '' : `, ${count(paces)} times with one of what they buy`
  return {
    claim: `${plural(customers, 'customer')} ${customers === 1 ? 'is' : 'are'} due by their own pace.`,
    evidence:
      `Of ${pacesWord(result, result.paces)} with two order days or more, that many stand in the middle half of the days on which they are to be expected${among}. ` +
      `The usual time between is ${days(Math.round(usualDays!))} at the median.${held}${alone}`,
    kind: 'fact',
    theme: 'due',
    money: 0,
    customers,
    certainty: 0.8,
    who: dueSet(result, 'Due by their own pace', customers, { states: ['due'] }),
  }
}

function overdue(result: RhythmResult): Finding[] {
  const [late, long] = [rowOf(result, 'overdue'), rowOf(result, 'long overdue')]
  if (late.customers === 0) return []
  return [
    {
      claim: `${plural(late.customers, 'customer')} ${late.customers === 1 ? 'is' : 'are'} overdue, and not yet beyond all pace.`,
      evidence:
        `By now three in four of those who come back at such a pace have done so. ` +
        `${plural(long.customers, 'customer')} ${long.customers === 1 ? 'has' : 'have'} been silent for longer than nineteen in twenty who came back: most of them will not.`,
      kind: 'fact',
      theme: 'overdue',
      money: 0,
      customers: late.customers,
      certainty: 0.7,
      who: dueSet(result, 'Overdue by their own pace', late.customers, { states: ['overdue'] }),
    },
  ]
}

/** What is bought again and again, the most regularly. */
function often(result: RhythmResult): Finding[] {
  const item = result.items.filter(({ customers }) => customers >= FEW).sort((a, b) => a.high / a.low - b.high / b.low)[0]
  if (!item) return []
  const words = item.item.split(' ')
  const short = words.length > 6 ? `${words.slice(0, 6).join(' ')}…` : item.item
  return [
    {
      claim: `${short} comes round every ${days(Math.round(item.usualDays))}.`,
      evidence: `Of ${plural(item.customers, 'customer')} who bought it on two days or more, half have a pace of ${count(Math.round(item.low))} to ${days(Math.round(item.high))}; ${count(item.due)} are due or overdue. Of the ${count(result.items.length)} with the most such customers it has the steadiest pace.`,
      kind: 'fact',
      theme: 'item',
      money: 0,
      customers: item.customers,
      certainty: 0.6,
      leads: false,
      who: dueSet(result, `With a pace of ${short}`, item.customers, { item: item.item }),
    },
  ]
}

function seasonal({ unit, indices, p, periods }: UnitSeason): Finding[] {
  const sure = indices.filter(({ q }) => q <= SURE)
  if (p > SURE || sure.length === 0) return []
  const above = sure.filter(({ index }) => index > 1)
  // The best day says more than the day on which nobody works.
  const most =
    above.length > 0
      ? above.reduce((best, one) => (one.index > best.index ? one : best))
      : sure.reduce((best, one) => (one.index < best.index ? one : best))
  const other = indices.reduce((best, one) => ((most.index > 1 ? one.index < best.index : one.index > best.index) ? one : best))
  const name = positionName(unit, most)
  const ordinary = UNIT_WORDS[unit].ordinary
  return [
    {
      claim: `${unit === 'weekday' ? `A ${name}` : name} brings ${timesWords(most.index)} as ${ordinary}.`,
      evidence:
        `${decimal(most.index, 2)} times the orders (${FIRST_INTERVAL}${decimal(most.low, 2)} to ${decimal(most.high, 2)}), by ${plural(periods, unit === 'month' ? 'month' : 'week')}${unit === 'weekday' ? '' : ', growth taken out'}; ` +
        `${positionName(unit, other)} ${decimal(other.index, 2)} (${decimal(other.low, 2)} to ${decimal(other.high, 2)}). Shuffled, they differ as much in ${percent(p)} of tries.`,
      kind: 'fact',
      claims: 'extreme',
      theme: `season ${unit}`,
      money: 0,
      customers: 0,
      certainty: 1 - most.q,
    },
  ]
}

/** "half as many orders", "1.7 times as many orders". */
function timesWords(index: number): string {
  if (index > 1.05 || index < 0.95) return `${decimal(index, index < 0.995 ? 2 : 1)} times as many orders`
  return 'about as many orders'
}
