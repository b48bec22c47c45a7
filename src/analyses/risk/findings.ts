import type { Company } from '../../model/company/company'
import { count, days, money, percent, percentInterval, plural } from '../../shared/format'
import { wilson } from '../../stats/wilson'
import { certainty, FIRST_INTERVAL } from '../wording/certainty'
import type { Action, Finding } from '../contract/definition'
import { listed } from '../customer-sets/listed-members'
import type { RiskSettings } from './options'
import type { RiskResult } from './result'
import { expected, gone, leaving, lossOf, missing, tested } from './words'

type Known = Pick<Company, 'currency'>

export function findings(result: RiskResult, settings: RiskSettings, company: Known): Finding[] {
  const { design, models } = result
  if (design === null || models === null) return []
  const found = [savable(result, settings, company), howWell(result), atTop(result), off(result), leaks(result)]
  return found.filter((finding) => finding !== null)
}

function howWell(result: RiskResult): Finding {
  const { chosen, design, tested: people } = result
  const shown = result.corrected ?? result.models!.find(({ name }) => name === chosen)!
  const { auc } = shown
  const verb = gone(design!) ? 'left' : 'fell silent'
  const rest = { kind: 'fact', theme: 'risk model', leads: false, money: 0, customers: people.people } as const
  const how = `Of ${plural(people.people, 'customer')} ${count(people.left)} ${verb} (${leaving(design!)}). ${tested(design!)}`
  if (!result.isBetter)
    return {
      ...rest,
      kind: 'warning',
      claim: 'Who leaves next cannot be told from these data.',
      evidence: `Of one who ${verb} and one who stayed, the model picks the right one in ${percent(auc.auc)} of cases (${FIRST_INTERVAL}${percentInterval(auc.low, auc.high)}); chance would in 50 %. It is no better than giving everybody the same risk, so no list is shown. ${how}`,
      certainty: 1,
    }
  return {
    ...rest,
    claim: `It tells who ${verb} from who stayed in ${percent(auc.auc, 0)} of cases.`,
    evidence: `Of one of each, the model gives the right one the higher risk so often; chance would in 50 % (${FIRST_INTERVAL}${percentInterval(auc.low, auc.high)}). ${how}`,
    certainty: certainty(auc.auc, auc, 0.5),
  }
}

function savable({ list, design }: RiskResult, settings: RiskSettings, { currency }: Known): Finding | null {
  if (!list || list.customers.length === 0) return null
  const shown = list.customers
  const loss = shown.reduce((sum, { loss }) => sum + (loss ?? 0), 0)
  const foreseen = shown.reduce((sum, { risk }) => sum + risk, 0)
  const who = listed(
    shown.map(({ id }) => id),
    'Save list',
  )
  const more = list.worth > shown.length ? ` The ${count(shown.length)} largest are listed.` : ''
  if (!list.hasMoney)
    return {
      claim: `${count(shown.length)} customers have the highest risk of ${gone(design!) ? 'leaving' : 'falling silent'}.`,
      evidence: `A tenth of the ${count(list.foreseen)} who are there: ${expected(design!, foreseen, shown.length)}. ${missing(list.missing!)}, so they are ordered by risk alone.`,
      kind: 'fact',
      theme: 'save list',
      money: 0,
      customers: shown.length,
      certainty: 0.9,
      who,
    }
  return {
    claim: `${plural(list.worth, 'customer')} ${list.worth === 1 ? 'is' : 'are'} worth an offer to stay.`,
    evidence: `${lossOf(list, design!, currency)}: ${expected(design!, foreseen, shown.length)}. An offer that keeps ${percent(settings.save_rate / 100, 0)} of those who would go and costs ${money(list.cost, currency)} brings more than it costs with each.${more}`,
    kind: 'fact',
    theme: 'save list',
    money: -loss,
    customers: shown.length,
    certainty: 0.9,
    who,
  }
}

/** What the tenth with the highest risk held when it was tested. */
function atTop(result: RiskResult): Finding | null {
  const gain = result.models!.find(({ name }) => name === result.chosen)!.gains[0]
  if (!gain || !result.isBetter || gain.people < 30) return null
  const rate = wilson(Math.round(gain.left), gain.people)
  const base = result.tested.left / result.tested.people
  const verb = gone(result.design!) ? 'left' : 'fell silent'
  return {
    claim: `In the tenth with the highest risk, ${percent(gain.left / gain.people, 0)} ${verb}.`,
    evidence: `${count(Math.round(gain.left))} of ${count(gain.people)} (${percentInterval(rate.low, rate.high)}), against ${percent(base)} of all: ${percent(gain.captured)} of everybody who ${verb} were among them.`,
    kind: 'fact',
    theme: 'risk model',
    leads: false,
    money: 0,
    customers: gain.people,
    certainty: certainty(gain.left / gain.people, rate, base),
  }
}

function off({ recalibration, corrected, isBetter }: RiskResult): Finding | null {
  if (!recalibration || !corrected || !isBetter) return null
  const way = recalibration.slope < 1 ? 'too far from the average' : 'too near to the average'
  return {
    claim: 'The risks were off in the test, and are corrected.',
    evidence: `As they came they were ${recalibration.slope > 0.95 && recalibration.slope < 1.05 ? 'too high or too low' : way}; what happened in the test sets them right. The order of the customers is the same.`,
    kind: 'warning',
    theme: 'risk calibration',
    money: 0,
    customers: 0,
    certainty: 1,
  }
}

function leaks({ leftOut }: RiskResult): Finding | null {
  if (leftOut.length === 0) return null
  const names = leftOut.map(({ feature }) => feature).join(', ')
  return {
    claim: `${names} ${leftOut.length === 1 ? 'says' : 'say'} by itself who left, and ${leftOut.length === 1 ? 'is' : 'are'} left out.`,
    evidence: 'What is written down because somebody left cannot foresee it.',
    kind: 'warning',
    theme: 'risk leak',
    money: 0,
    customers: 0,
    certainty: 1,
  }
}

export function action(result: RiskResult, settings: RiskSettings, { currency }: Known): Action | null {
  const { list } = result
  if (!list || list.customers.length === 0) return null
  const contact = list.customers.filter(({ isHeldOut }) => !isHeldOut)
  const held = list.customers.length - contact.length
  const loss = contact.reduce((sum, one) => sum + (one.loss ?? 0), 0)
  const [first] = contact
  if (!first) return null
  return {
    text: `Write to ${plural(contact.length, 'customer')}${list.hasMoney && result.design!.source !== 'flag' ? `, with whom ${money(loss, currency)} is expected to go in ${days(list.days)}` : ''}, and leave ${held === 0 ? 'nobody' : count(held)} alone.`,
    note:
      held === 0
        ? 'Without customers who are left alone by lot, nobody will be able to say what the offer did.'
        : `The ${count(held)} were drawn by lot (draw ${settings.seed}, ${percent(settings.hold_out / 100, 0)}): the same number draws the same customers again. Later, compare how many of either group left. Export › Data has the list with both groups and the note of the draw.`,
    who: listed(
      contact.map(({ id }) => id),
      'Save list, to contact',
    ),
  }
}
