import { CANONICAL } from '../../model/company/canonical'
import type { Attribute, Company } from '../../model/company/company'
import { concordance } from '../../stats/concordance'
import { number } from './words'

/** Combinations of stay, leaving and attributes, column by column. */
export interface Patterns {
  readonly time: Float64Array
  readonly hasLeft: Uint8Array
  readonly customers: Float64Array
  /** By physical column; null: not known. */
  readonly values: ReadonlyMap<string, readonly (string | null)[]>
}

/** One attribute as terms of a regression. */
export interface Covariate {
  readonly attribute: Attribute
  /** What the levels are compared with; null for numbers. */
  readonly base: string | null
  readonly terms: readonly Term[]
  /** Rows whose number is not known. */
  readonly isMissing: Uint8Array | null
}

export interface Term {
  /** Null for numbers. */
  readonly level: string | null
  readonly values: Float64Array
  /** The difference its ratio is told for: 1, or for numbers a round one near their standard deviation. */
  readonly step: number
}

/** Texts with more values than this are names rather than kinds. */
const MOST_VALUES = 12
const MOST_LEVELS = 6
const FEWEST = 10
const MOST_CANDIDATES = 40

/** Roles that say how long the stay was, or that it ended. */
const OUTCOMES: ReadonlySet<string> = new Set(['tenure', 'joined_on', 'ended_on', 'is_churned', 'status'])

const PLACES = Object.keys(CANONICAL.customers)

/** Attributes that may tell who stays, in the order in which the customers table has their columns. */
export function candidates({ attributes }: Pick<Company, 'attributes'>, asked: readonly string[]): Attribute[] {
  const place = ({ column }: Attribute) => (PLACES.includes(column) ? PLACES.indexOf(column) : PLACES.length + Number(column.slice(1)))
  return attributes
    .filter((one) => (asked.length > 0 ? asked.includes(one.id) : !OUTCOMES.has(one.column)))
    .filter(({ type, distinct }) => type === 'flag' || type === 'number' || (type === 'text' && distinct <= MOST_VALUES))
    .filter((one, index, all) => all.findIndex(({ column }) => column === one.column) === index)
    .slice(0, MOST_CANDIDATES)
    .toSorted((a, b) => place(a) - place(b))
}

/** Null where the attribute has one value, or is not known of more than a fifth. */
export function covariate(attribute: Attribute, { customers, values }: Patterns): Covariate | null {
  const own = values.get(attribute.column)!
  return attribute.type === 'number' && attribute.distinct > 2 ? numeric(attribute, own, customers) : levels(attribute, own, customers)
}

function numeric(attribute: Attribute, own: readonly (string | null)[], customers: Float64Array): Covariate | null {
  const numbers = Float64Array.from(own, (value) => (value === null ? Number.NaN : Number(value)))
  const isMissing = Uint8Array.from(numbers, (value) => Number(!Number.isFinite(value)))
  let [known, sum, squares, all] = [0, 0, 0, 0]
  for (const [row, value] of numbers.entries()) {
    all += customers[row]!
    if (isMissing[row]) continue
    known += customers[row]!
    sum += customers[row]! * value
  }
  const mean = sum / known
  for (const [row, value] of numbers.entries()) {
    if (isMissing[row]) numbers[row] = mean
    else squares += customers[row]! * (value - mean) ** 2
  }
  const spread = Math.sqrt(squares / known)
  if (!(known >= 0.8 * all) || !(spread > 0)) return null
  return {
    attribute,
    base: null,
    terms: [{ level: null, values: numbers, step: roundStep(spread) }],
    isMissing: isMissing.includes(1) ? isMissing : null,
  }
}

/** 1, 2 or 5 times a power of ten, the nearest. */
function roundStep(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  const best = [1, 2, 5, 10].reduce((a, b) => (Math.abs(b - value / power) < Math.abs(a - value / power) ? b : a))
  return Number((best * power).toPrecision(1))
}

export const NOT_KNOWN = 'Not known'
const OTHER_LEVELS = 'Other values'

function levels(attribute: Attribute, own: readonly (string | null)[], customers: Float64Array): Covariate | null {
  const named = own.map((value) => (value === null ? NOT_KNOWN : nameOf(value, attribute.type)))
  const sizes = new Map<string, number>()
  for (const [row, name] of named.entries()) sizes.set(name, (sizes.get(name) ?? 0) + customers[row]!)
  const ordered = [...sizes].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
  if (ordered.length < 2) return null
  const kept = ordered.filter(([, size], index) => index < MOST_LEVELS && size >= FEWEST).map(([name]) => name)
  const [base, ...others] = kept
  if (base === undefined) return null
  const rest = ordered.length > kept.length ? [OTHER_LEVELS] : []
  const term = (level: string, isIn: (name: string) => boolean): Term => ({
    level,
    values: Float64Array.from(named, (name) => Number(isIn(name))),
    step: 1,
  })
  return {
    attribute,
    base,
    terms: [
      ...others.map((level) => term(level, (name) => name === level)),
      ...rest.map((level) => term(level, (name) => !kept.includes(name))),
    ],
    isMissing: null,
  }
}

function nameOf(value: string, type: Attribute['type']): string {
  if (type === 'flag') return value === 'true' ? 'Yes' : 'No'
  return type === 'number' ? number(Number(value)) : value
}

/** Why an attribute would explain leaving by itself: it grows with the stay, or was written down because of the leaving. Null: it does not. */
export function disguise({ terms, base }: Covariate, { time, hasLeft, customers }: Patterns): 'stay' | 'leaving' | null {
  if (base === null && Math.abs(correlation(terms[0]!.values, time, customers)) > 0.7) return 'stay'
  const scores = base === null ? terms[0]!.values : shareLeft(terms, hasLeft, customers)
  const [gone, staying] = [0, 1].map((staying) => [...hasLeft.keys()].filter((row) => hasLeft[row] === 1 - staying))
  const order = [...staying!, ...gone!]
  // Of one who left and one who did not, which has the higher value: the area under the ROC curve is C with two times.
  const area = concordance(
    order.map((row) => 1 - hasLeft[row]!),
    order.map((row) => hasLeft[row]!),
    order.map((row) => customers[row]!),
    order.map((row) => scores[row]!),
  )
  return area !== null && Math.max(area, 1 - area) > 0.95 ? 'leaving' : null
}

/** Each row's share of its own level who left. */
function shareLeft(terms: readonly Term[], hasLeft: Uint8Array, customers: Float64Array): Float64Array {
  const levelOf = Int32Array.from(hasLeft, (_, row) => terms.findIndex(({ values }) => values[row] === 1) + 1)
  const left = new Float64Array(terms.length + 1)
  const all = new Float64Array(terms.length + 1)
  for (const [row, level] of levelOf.entries()) {
    left[level]! += customers[row]! * hasLeft[row]!
    all[level]! += customers[row]!
  }
  return Float64Array.from(levelOf, (level) => left[level]! / all[level]!)
}

function correlation(x: Float64Array, y: Float64Array, customers: Float64Array): number {
  const total = customers.reduce((sum, each) => sum + each, 0)
  const mean = (values: Float64Array) => values.reduce((sum, value, row) => sum + customers[row]! * value, 0) / total
  const [a, b] = [mean(x), mean(y)]
  let [xx, yy, xy] = [0, 0, 0]
  for (const [row, weight] of customers.entries()) {
    xx += weight * (x[row]! - a) ** 2
    yy += weight * (y[row]! - b) ** 2
    xy += weight * (x[row]! - a) * (y[row]! - b)
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0
}
