import { count, interval, percent, probability } from '../../shared/format'
import { certainty, SURE } from '../wording/certainty'
import type { Finding } from '../contract/definition'
import { capital, numberWord } from '../wording/fractions'
import { NOT_KNOWN } from './covariates'
import type { HazardModel } from './hazards'
import type { HazardTerm } from './hazard-term'
import type { SurvivalResult } from './result'
import { number, ratio } from './words'

/** Whoever leaves sooner with the others held equal, and where a single ratio says too little. */
export function hazardFindings({ hazards }: SurvivalResult): Finding[] {
  if (!hazards) return []
  const strongest = hazards.terms
    .filter((term): term is HazardTerm & { hazard: NonNullable<HazardTerm['hazard']> } => term.hazard !== null)
    .toSorted((a, b) => Math.abs(b.hazard.coefficient / b.hazard.error) - Math.abs(a.hazard.coefficient / a.hazard.error))[0]
  if (!strongest) return []
  const found = [leading(strongest, hazards)]
  const changing = notProportional(hazards)
  if (changing) found.push(changing)
  return found
}

function leading(term: HazardTerm & { hazard: NonNullable<HazardTerm['hazard']> }, hazards: HazardModel): Finding {
  const { attribute, level, base, step } = term
  const [own, low, high] = [term.hazard.ratio, term.hazard.low, term.hazard.high].map((each) => each ** step) as [number, number, number]
  const span = { low, high }
  const { p } = term.hazard
  // The strongest of all terms that could have been fitted, not only of those that were chosen for their strength: Bonferroni's p.
  const isSure = p * hazards.candidates < SURE
  const who = level === null ? `With ${number(step)} more of ${attribute}, customers` : `Customers with ${attribute} ${level}`
  const against = level === null ? '' : base === NOT_KNOWN ? ' as where it is not known' : ` as those with ${base}`
  const others =
    hazards.attributes > 1
      ? `, ${numberWord(hazards.attributes - 1)} other ${hazards.attributes === 2 ? 'attribute' : 'attributes'} held equal`
      : ''
  const told =
    hazards.concordance === null
      ? ''
      : ` Of two customers the attributes tell who leaves first in ${percent(hazards.concordance, 0)} of cases.`
  return {
    claim: isSure
      ? `${capital(attribute)} goes most with who leaves${hazards.attributes > 1 ? ', the others held equal' : ''}.`
      : 'No attribute tells who leaves sooner.',
    evidence: `${who} leave ${ratio(own)} times as often at any time of their stay${against} (95\u202f% interval ${interval(span.low, span.high, ratio)}; ${probability(p)})${others}.${told}${hazards.isDrawn ? ` From ${count(hazards.customers)} customers drawn at random.` : ''}`,
    kind: 'fact',
    ...(isSure && { claims: 'extreme' as const }),
    money: 0,
    customers: term.customers,
    certainty: isSure ? certainty(Math.log(own), { low: Math.log(span.low), high: Math.log(span.high) }, 0) : 0.2,
  }
}

/** The check of proportional hazards, in words. Of ten attributes and many customers some trifle always shows: held to p < 0.001. */
function notProportional({ checks, terms }: HazardModel): Finding | null {
  const changing = checks
    .filter(({ p }) => p * checks.length < Math.min(SURE, 0.001))
    .toSorted((a, b) => b.statistic / b.df - a.statistic / a.df)
  const [most] = changing
  if (!most) return null
  const names = changing.slice(0, 3).map(({ attribute }) => attribute)
  const named =
    changing.length > 3 ? `${names.join(', ')} and ${count(changing.length - 3)} more` : names.join(', ').replace(/, ([^,]*)$/, ' and $1')
  return {
    claim: 'Not every ratio is the same early and late in a stay.',
    evidence: `${named}: for ${most.attribute} the ratio ${changeOf(most, terms)} with time, so it is an average over the stay. The curves by this attribute show when.`,
    kind: 'warning',
    claims: 'association',
    money: 0,
    customers: 0,
    certainty: 0.3,
  }
}

function changeOf({ attribute, drift }: HazardModel['checks'][number], terms: readonly HazardTerm[]): string {
  const coefficient = terms.find((term) => term.attribute === attribute)?.hazard?.coefficient
  if (drift === null || coefficient === undefined) return 'changes'
  return drift * coefficient < 0 ? 'comes nearer to 1, or crosses it,' : 'moves away from 1'
}
