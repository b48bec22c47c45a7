import type { Company } from '../../model/company/company'
import { count, decimal, money, percent, percentInterval, plural, probability } from '../../shared/format'
import { wilson } from '../../stats/wilson'
import type { Action, Finding } from '../contract/definition'
import { certainty, FEW, FIRST_INTERVAL, precision } from '../wording/certainty'
import { capital, fractionOf, numberWord } from '../wording/fractions'
import type { Difference } from './compare'
import { countsOf } from './crossfilter'
import type { ExploreResult } from './result'
import { brushOf, type View } from './view'
import { binsWords, binWords, chosenOf, customersWords } from './words'

const TOLD = 3
const MOST_WORDS = 5

export function findings(result: ExploreResult, company: Company): Finding[] {
  if (result.shown === 0) return []
  if (result.brushes.length === 0) return [whole(result), ...commonest(result, company)]
  const { comparison } = result
  if (comparison.chosen === 0) return [nobody(result)]
  const told = comparison.differences.slice(0, TOLD).map((one) => different(result, one, company))
  return [who(result, company), ...(told.length > 0 || comparison.tested === 0 ? told : [alike(result)])]
}

export function action(result: ExploreResult, { currency }: Company): Action | null {
  const { subject, brushes, comparison } = result
  if (result.shown === 0) return null
  if (brushes.length === 0 || comparison.chosen === 0)
    return {
      text: `Drag across a view to choose ${subject.many}${result.shown > 1 ? ': every other view answers at once' : ''}.`,
      note: 'What you choose can be listed, exported, and kept as a segment that filters every page.',
    }
  return {
    text: `Keep the ${customersWords(result, comparison.chosen)} as a segment, and look at every page for them.`,
    note: `The choice is kept by its values: next month’s ${subject.many} are judged by the same ones. It is part of this page’s address as well.`,
    who: chosenOf(result, brushes, comparison.chosen, currency),
  }
}

/** "718 customers bring half the revenue." */
function who(result: ExploreResult, { currency }: Company): Finding {
  const { customers, brushes, subject } = result
  const { chosen, share, revenue, revenueShare } = result.comparison
  const brought = revenueShare && revenueShare.value > 0 && revenueShare.value <= 1
  const verb = chosen === 1 ? 'is' : 'are'
  const part =
    customers < FEW
      ? `${count(chosen)} of ${count(customers)}`
      : `${percent(chosen / customers)} of ${subject.many} (${FIRST_INTERVAL}${percentInterval(share.low, share.high)})`
  return {
    claim: brought
      ? `${capital(customersWords(result, chosen))} ${chosen === 1 ? 'brings' : 'bring'} ${partWords(revenueShare.value)}.`
      : `${capital(customersWords(result, chosen))} ${verb} chosen.`,
    evidence:
      `They are ${part}` +
      (revenueShare
        ? ` and brought ${money(revenue!, currency)}, ${percent(revenueShare.value)} of revenue (${percentInterval(revenueShare.low, revenueShare.high)}).`
        : '.'),
    kind: 'fact',
    money: revenue ?? 0,
    customers: chosen,
    certainty: revenueShare ? precision(revenueShare.value, revenueShare) : precision(chosen / customers, share),
    who: chosenOf(result, brushes, chosen, currency),
  }
}

/** A fraction in words; below a tenth these are too rough. */
function partWords(share: number): string {
  return share < 0.095 ? `${percent(share)} of the revenue` : fractionOf(share, 'the revenue')
}

/** "Country: Germany, 5.4 times as often." */
function different(result: ExploreResult, one: Difference, { currency }: Company): Finding {
  const view = result.views[one.view]!
  const [own, other] = [one.chosen / one.chosenOf, one.others / one.othersOf]
  const [ownIn, otherIn] = [wilson(one.chosen, one.chosenOf), wilson(one.others, one.othersOf)]
  const taken = Uint8Array.from(view.bins, (_, bin) => Number(bin >= one.from && bin <= one.to))
  const brush = brushOf(view, taken)
  return {
    claim: `${short(view.dimension.label)}: ${short(binsWords(view, one.from, one.to, currency))}, ${oftenWords(own, other)}.`,
    evidence:
      `${percent(own)} of them (${percentInterval(ownIn.low, ownIn.high)}), against ${percent(other)} of everyone else ` +
      `(${percentInterval(otherIn.low, otherIn.high)}): ${decimal(Math.abs(own - other) * 100, 1)} points ${own > other ? 'more' : 'fewer'}. ` +
      `Tested as the largest in ${plural(result.comparison.tested, 'view')}, ${probability(one.q)}.`,
    kind: 'fact',
    claims: 'association',
    theme: `explore ${view.dimension.id}`,
    money: 0,
    customers: one.chosen,
    certainty: certainty(own - other, one.interval, 0),
    ...(brush && one.chosen > 0 && { who: chosenOf(result, [...result.brushes, brush], one.chosen, currency) }),
  }
}

function alike(result: ExploreResult): Finding {
  const { tested, chosen } = result.comparison
  return {
    claim: 'In nothing else seen here do they differ by more than chance.',
    evidence: `${capital(plural(tested, 'view'))} that ${tested === 1 ? 'tells' : 'tell'} of something else ${tested === 1 ? 'was' : 'were'} compared with everyone else; what could be found among ${customersWords(result, chosen)} would have to be larger.`,
    kind: 'fact',
    leads: false,
    money: 0,
    customers: chosen,
    certainty: 0.4,
  }
}

function nobody(result: ExploreResult): Finding {
  const many = result.brushes.length > 1
  return {
    claim: `Nobody is in ${many ? 'all of these choices' : 'this choice'}.`,
    evidence: many ? 'Esc takes the last one back; each chip has a cross of its own.' : 'Esc takes it back.',
    kind: 'fact',
    leads: false,
    money: 0,
    customers: 0,
    certainty: 1,
  }
}

function whole(result: ExploreResult): Finding {
  const { customers, shown, subject } = result
  return {
    claim: `${capital(customersWords(result, customers))}, seen in ${shown === 1 ? 'one view' : `${numberWord(shown)} views`}.`,
    evidence:
      shown === 1
        ? `Drag across it, or press Enter on a bar, to list or keep some of those ${subject.many}.`
        : `Drag across one, or press Enter on a bar: the others show what else is true of those ${subject.many}.`,
    kind: 'fact',
    leads: false,
    money: 0,
    customers,
    certainty: 1,
  }
}

/** Where most are, in the views in which they are most together. */
function commonest(result: ExploreResult, { currency }: Company): Finding[] {
  const { customers } = result
  const found = result.views.slice(0, result.shown).map((view) => {
    const [counts] = countsOf(customers, [], [{ column: view.column, own: -1, weights: null }])
    const bin = counts!.reduce((best, own, at) => (view.bins[at]!.kind !== 'unknown' && own > (counts![best] ?? 0) ? at : best), 0)
    return { view, bin, own: counts![bin]! }
  })
  return found
    .filter(({ view, own }) => !view.dimension.isSeveral && own / customers >= 0.2 && customers >= FEW)
    .sort((a, b) => b.own - a.own)
    .slice(0, 2)
    .map(({ view, bin, own }) => mostAre(result, view, bin, own, currency))
}

function mostAre(result: ExploreResult, view: View, bin: number, own: number, currency: string | null): Finding {
  const { customers, subject } = result
  const brush = brushOf(
    view,
    Uint8Array.from(view.bins, (_, at) => Number(at === bin)),
  )
  return {
    claim: `${short(view.dimension.label)}: most often ${short(binWords(view, view.bins[bin]!, currency))}.`,
    evidence: `That is ${percent(own / customers)} of ${subject.many}, ${count(own)} of ${count(customers)}.`,
    kind: 'fact',
    leads: false,
    money: 0,
    customers: own,
    certainty: 1,
    ...(brush && { who: chosenOf(result, [brush], own, currency) }),
  }
}

/** "5.4 times as often", "60 % less often". */
function oftenWords(own: number, other: number): string {
  if (other === 0) return 'only among them'
  if (own === 0) return 'never among them'
  const ratio = own / other
  if (ratio < 1) return `${percent(1 - ratio, 0)} less often`
  return ratio < 2 ? `${percent(ratio - 1, 0)} more often` : `${decimal(ratio, ratio < 10 ? 1 : 0)} times as often`
}

/** Headers and values of files may have any number of words. */
function short(text: string): string {
  const words = text.split(/\s+/)
  return words.length > MOST_WORDS ? `${words.slice(0, MOST_WORDS - 1).join(' ')}…` : text
}
