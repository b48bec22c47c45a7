import type { Company } from '../../model/company/company'
import { count, days, interval, money, percent, percentInterval, plural } from '../../shared/format'
import { wilson } from '../../stats/wilson'
import type { Action, Finding } from '../contract/definition'
import { FEW, FIRST_INTERVAL, isSure, SURE } from '../wording/certainty'
import { BEST } from './best'
import type { PersonasResult } from './result'
import { nameOf } from './features'
import { foremost, groupName, havingOf, likelyOf, liftWords, portrayedOf, sharesWords, times, traitsOf, type Told } from './words'
import { isClear, isMore, strengthOf } from './traits'

const MOST_WORDS = 14
const TOLD = 2

export function findings(result: PersonasResult, { currency }: Pick<Company, 'currency'>): Finding[] {
  const persona = result.personas.find(({ name }) => name === result.shown)
  if (!persona) return []
  const traits = traitsOf(result, currency)
  const sure = traits.filter((trait) => isClear(trait) && trait.q < SURE)
  const more = foremost(sure, TOLD)
  const less = sure.filter((trait) => !isMore(trait)).toSorted((a, b) => b.shareElsewhere - b.share - (a.shareElsewhere - a.share))[0]
  const told = [...more, ...(less ? [less] : [])]
  const said = told.map((trait, place) => traitFinding(result, trait, place === 0))
  const tells = checklistFinding(result)
  return [
    ...said,
    ...(tells ? [tells] : []),
    ...(told.length === 0 ? [plain(result, traits, persona.customers)] : []),
    size(result, currency),
  ]
}

/** To those who look like them and are not yet among them. */
export function action(result: PersonasResult): Action | null {
  const persona = result.personas.find(({ name }) => name === result.shown)
  if (!persona) return null
  const likely = result.shown === BEST ? likelyOf(result) : null
  if (likely) {
    const { points, sinceDays } = result.checklist!.likely!
    return {
      text: `Ring the ${plural(likely.count, 'newcomer')} who look${likely.count === 1 ? 's' : ''} like them: ${plural(points, 'point')} or more on the checklist, first order in the last ${days(sinceDays)}, not yet among the best.`,
      note: 'Hold back some at random, so that a later file can tell whether the calls made a difference.',
      who: likely,
    }
  }
  return {
    text: `Ask five of “${groupName(result)}” what the data cannot say, and write it on the sheet.`,
    note: 'Kept as a segment, the group is worked out anew when the data change.',
    who: portrayedOf(result),
  }
}

function traitFinding(result: PersonasResult, trait: Told, isFirst: boolean): Finding {
  const { subject } = result
  const often = isMore(trait)
    ? trait.lift === null
      ? 'only they'
      : `${times(trait.lift)} times as often as others`
    : `${times(trait.lift ?? 0)} times as often as others`
  return {
    kind: 'fact',
    claims: 'association',
    claim: shortened(nameOf(trait), often),
    evidence: `${sharesWords(trait)}: ${liftWords(trait, isFirst ? FIRST_INTERVAL : '')}, ${count(trait.having)} of ${plural(trait.n, subject.one)} of ${subject.isCase ? 'which' : 'whom'} it is known.`,
    theme: `personas ${trait.feature}`,
    money: 0,
    customers: trait.having,
    certainty: Math.min(1, 1 - trait.q),
    ...(trait.having > 0 && { who: havingOf(result, trait) }),
  }
}

/** As many words as a claim has room for: headers and values may have any number. */
function shortened(name: string, often: string): string {
  const room = MOST_WORDS - often.split(' ').length
  const words = name.split(/\s+/)
  const short = words.length > room ? `${words.slice(0, room).join(' ')}…` : name
  return `${short.charAt(0).toUpperCase()}${short.slice(1)}, ${often}.`
}

function checklistFinding(result: PersonasResult): Finding | null {
  const { checklist } = result
  if (!checklist || !isSure(checklist.auc.auc, checklist.auc, 0.5)) return null
  const least = checklist.rows.findIndex(({ members, customers }) => members / customers >= 0.5)
  const from = least > 0 ? least : checklist.rows.length - 1
  const [high, low] = [checklist.rows.slice(from), checklist.rows.slice(0, 1)]
  if (from === 0 || high.length === 0) return null
  const said = (rows: typeof high) => {
    const [members, customers] = [rows.reduce((sum, row) => sum + row.members, 0), rows.reduce((sum, row) => sum + row.customers, 0)]
    const bounds = wilson(members, customers)
    return { members, customers, words: `${percent(members / customers)} (${percentInterval(bounds.low, bounds.high)})` }
  }
  const [top, bottom] = [said(high), said(low)]
  const are = result.shown === BEST ? 'are among the best' : 'are in the group'
  return {
    kind: 'fact',
    claims: 'association',
    claim: result.subject.isCase
      ? 'The beginning already tells.'
      : result.grouping === 'buying'
        ? 'The first order already tells.'
        : 'A short checklist tells them apart.',
    evidence: `Of ${plural(top.customers, result.subject.one)} with ${plural(high[0]!.from, 'point')} or more on the checklist below, ${top.words} ${are}; of ${count(bottom.customers)} with ${low[0]!.to === 0 ? 'none' : `up to ${count(low[0]!.to)}`}, ${bottom.words}.`,
    theme: 'personas checklist',
    money: 0,
    customers: top.customers,
    certainty: Math.min(1, Math.max(0, 2 * checklist.auc.low - 1)),
  }
}

function plain(result: PersonasResult, traits: readonly Told[], customers: number): Finding {
  const { subject } = result
  const others = result.customers - customers
  const few = Math.min(customers, others) < FEW
  const strongest = traits.toSorted((a, b) => strengthOf(b) - strengthOf(a))[0]
  return {
    kind: 'warning',
    leads: false,
    claim: few ? 'Too few for a portrait.' : traits.length === 0 ? 'Nothing else is known of them.' : 'Nothing sets them apart for sure.',
    evidence: few
      ? `${plural(customers, subject.one)} in the group and ${count(others)} outside: shares are compared from ${FEW} on either side.`
      : traits.length === 0
        ? 'A list with something about each of them, or what they bought, answered or asked, would make a portrait.'
        : `${count(traits.length)} traits were compared; after correction for so many ${strongest ? `none is clear, ${nameOf(strongest)} comes nearest` : 'none is clear'}.`,
    money: 0,
    customers,
    certainty: 0.5,
  }
}

function size(result: PersonasResult, currency: string | null): Finding {
  const persona = result.personas.find(({ name }) => name === result.shown)!
  const bounds = wilson(persona.customers, result.customers)
  const brought =
    persona.revenue !== null && result.revenue !== null && result.revenue > 0 && persona.revenue >= 0
      ? ` They brought ${money(persona.revenue, currency)} of ${money(result.revenue, currency)}, ${percent(persona.revenue / result.revenue)}.`
      : ''
  return {
    kind: 'fact',
    claim: `They are ${count(persona.customers)} of ${plural(result.customers, result.subject.one)}.`,
    evidence: `${percent(persona.customers / result.customers)}${result.shown === BEST ? '' : ` (${interval(bounds.low * 100, bounds.high * 100, (value) => percent(value / 100).replace(/\u202f%$/, ''))})`}.${brought}`,
    theme: 'personas size',
    money: Math.max(0, persona.revenue ?? 0),
    customers: persona.customers,
    certainty: 0.5,
    who: portrayedOf(result),
  }
}
