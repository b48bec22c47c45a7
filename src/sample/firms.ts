import { weighted, type Random } from './random'
import { TRUTHS } from './truths'

const { industries: wanted, employeesFrom, employeesTo } = TRUTHS.lookalike.planted

export const INDUSTRIES: readonly string[] = [
  ...wanted,
  'Law firm',
  'Dental practice',
  'IT services',
  'Hotel',
  'Car dealer',
  'School',
  'Logistics',
  'Accountancy',
]

const WEIGHTS = weighted([5, 4, 14, 10, 16, 9, 8, 9, 11, 14])

/** The kind of office to look for, or any office at all: then also one of those, now and then. */
export function drawIndustry(random: Random, isWanted: boolean): number {
  return isWanted ? random.below(wanted.length) : random.index(WEIGHTS)
}

export function drawStaff(random: Random, industry: number, isWanted: boolean): number {
  const size = Math.round(Math.exp(3 + 1.1 * random.normal()))
  if (isWanted) return random.between(employeesFrom, Math.round(employeesFrom + (employeesTo - employeesFrom) * random.unit() ** 1.5))
  // An office of a wanted industry that is not a lookalike is a small one.
  return industry < wanted.length ? Math.max(2, Math.min(size, employeesFrom - 1)) : Math.max(2, Math.min(size, 900))
}

export function isLookalike(industry: number, employees: number): boolean {
  return industry < wanted.length && employees >= employeesFrom && employees <= employeesTo
}

const FIRST_WORDS = [
  'North', 'Alder', 'Linden', 'Brook', 'Stone', 'Amber', 'Cedar', 'River', 'Kite', 'Lumen', 'Marl', 'Quill', 'Sable', 'Tern', 'Umber', 'Vale',
  'Wren', 'Aster', 'Birch', 'Clover', 'Delta', 'Elm', 'Flint', 'Grove', 'Hazel', 'Iris', 'Juniper', 'Larch', 'Moss', 'Nettle', 'Osier', 'Pine',
] // prettier-ignore

const LAST_WORDS = [
  'works',
  'field',
  'line',
  'bridge',
  'house',
  'point',
  'yard',
  'gate',
  'mill',
  'side',
  'crest',
  'port',
  'well',
  'hall',
  'ford',
  'lane',
]
const FORMS = ['GmbH', 'B.V.', 'SARL', 'GmbH', 'S.L.', 'S.r.l.', 'Ltd', 'S.R.L.']

/** An invented firm; `country` picks its legal form. */
export function firmName(random: Random, country: number): string {
  const name = random.pick(FIRST_WORDS) + random.pick(LAST_WORDS)
  return `${name} ${random.pick(['Partners', 'Group', 'Collective', 'Services', 'Associates', 'House', 'Room'])} ${FORMS[country]!}`
}
