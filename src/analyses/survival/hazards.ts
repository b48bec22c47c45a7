import type { HazardTerm } from './hazard-term'
import type { Database } from '../../engine/database'
import type { Company } from '../../model/company/company'
import { factor, solve } from '../../stats/cholesky'
import { cox } from '../../stats/cox'
import { proportionality, type Proportionality } from '../../stats/proportional-hazards'
import { arrange, eachLeaving } from '../../stats/risk-sets'
import { candidates, covariate, disguise, type Covariate, type Patterns } from './covariates'
import * as queries from './queries'

export interface HazardModel {
  readonly customers: number
  readonly left: number
  /** True where the customers are a draw of more. */
  readonly isDrawn: boolean
  readonly attributes: number
  /** Terms of all attributes that could have been taken: the chosen ones are the strongest of so many. */
  readonly candidates: number
  readonly terms: readonly HazardTerm[]
  readonly checks: readonly (Proportionality & { readonly attribute: string })[]
  /** Of all terms together; null where they were chosen for their strength, and such a test would mean nothing. */
  readonly test: { readonly statistic: number; readonly df: number; readonly p: number } | null
  readonly concordance: number | null
  /** Attributes that would explain leaving by themselves. */
  readonly disguised: readonly { readonly attribute: string; readonly as: 'stay' | 'leaving' }[]
}

/** Beyond these, customers are drawn: fifty thousand tell a ratio to the second digit. */
const MOST_CUSTOMERS = 50_000
const MOST_ATTRIBUTES = 10
/** Those who left, for each term of the model (Peduzzi et al. 1995). */
const LEFT_PER_TERM = 10

/** Who leaves sooner, each attribute with the others held equal; null where the files hold no attribute or too few left. */
export async function hazardModel(
  database: Database,
  company: Pick<Company, 'attributes'>,
  asked: readonly string[],
  known: number,
): Promise<HazardModel | null> {
  const possible = candidates(company, asked)
  if (possible.length === 0) return null
  const patterns = await readPatterns(
    database,
    possible.map(({ column }) => column),
  )
  const left = patterns.customers.reduce((sum, each, row) => sum + each * patterns.hasLeft[row]!, 0)
  const told = possible.map((one) => covariate(one, patterns)).filter((one) => one !== null)
  const disguised = asked.length > 0 ? [] : told.flatMap((one) => asDisguised(one, patterns))
  const open = told.filter(({ attribute }) => !disguised.some((one) => one.attribute === attribute.label))
  const chosen = within(asked.length > 0 ? open : byStrength(open, patterns), left / LEFT_PER_TERM)
  if (chosen.length === 0) return null
  const kept = rowsKnown(chosen, patterns)
  const fit = await cox({
    time: pick(patterns.time, kept),
    hasLeft: pick(patterns.hasLeft, kept),
    customers: pick(patterns.customers, kept),
    terms: chosen.flatMap(({ terms }) => terms.map(({ values }) => pick(values, kept))),
  })
  if (!fit) return null
  const firsts = chosen.map((_, index) => chosen.slice(0, index).reduce((sum, { terms }) => sum + terms.length, 0))
  const places = chosen.map(({ terms }, index) => terms.map((_, term) => firsts[index]! + term))
  return {
    customers: fit.customers,
    left: fit.left,
    isDrawn: known > MOST_CUSTOMERS,
    attributes: chosen.length,
    candidates: open.reduce((sum, { terms }) => sum + terms.length, 0),
    terms: chosen.flatMap(({ attribute, base, terms }, index) =>
      terms.map(({ level, step, values }, term) => {
        const counted = counts(level === null ? null : values, kept, patterns)
        // Where nobody left the likelihood rises for ever.
        const hazard = counted.left === 0 ? null : fit.hazards[places[index]![term]!]!
        return { attribute: attribute.label, level, base, step, ...counted, hazard }
      }),
    ),
    checks: proportionality(fit, places).map((check, index) => ({ attribute: chosen[index]!.attribute.label, ...check })),
    test: chosen.length === open.length ? fit.test : null,
    concordance: fit.concordance,
    disguised,
  }
}

async function readPatterns(database: Database, columns: readonly string[]): Promise<Patterns> {
  const rows = await database.rows(queries.patterns(columns), { covariates: columns, most_customers: MOST_CUSTOMERS })
  return {
    time: Float64Array.from(rows, (row) => Number(row.time)),
    hasLeft: Uint8Array.from(rows, (row) => Number(row.has_left)),
    customers: Float64Array.from(rows, (row) => Number(row.customers)),
    values: new Map(columns.map((name) => [name, rows.map((row) => row[name] as string | null)])),
  }
}

function asDisguised(one: Covariate, patterns: Patterns): HazardModel['disguised'] {
  const as = disguise(one, patterns)
  return as ? [{ attribute: one.attribute.label, as }] : []
}

/** Each by itself, by the score test of its terms for their number: the strongest first. */
function byStrength(all: readonly Covariate[], { time, hasLeft, customers }: Patterns): Covariate[] {
  const terms = all.flatMap((one) => one.terms.map(({ values }) => values))
  const size = terms.length
  const score = new Float64Array(size)
  const information = new Float64Array(size * size)
  eachLeaving(arrange({ time, hasLeft, customers, terms }), new Float64Array(size), (leaving) => {
    for (let term = 0; term < size; term++) score[term]! += leaving.score[term]!
    for (let place = 0; place < information.length; place++) information[place]! += leaving.information[place]!
  })
  let first = 0
  return all
    .map((one) => {
      const own = one.terms.map((_, term) => first + term)
      first += own.length
      const matrix = own.flatMap((row) => own.map((column) => information[Math.max(row, column) * size + Math.min(row, column)]!))
      const scores = own.map((term) => score[term]!)
      const solved = solve(factor(matrix, own.length), scores)
      return { one, strength: scores.reduce((sum, value, index) => sum + value * solved[index]!, 0) / own.length }
    })
    .sort((a, b) => b.strength - a.strength)
    .map(({ one }) => one)
}

/** The first ten, with no more terms than those who left can tell apart. */
function within(all: readonly Covariate[], mostTerms: number): Covariate[] {
  const chosen: Covariate[] = []
  let terms = 0
  for (const one of all) {
    if (chosen.length === MOST_ATTRIBUTES || terms + one.terms.length > mostTerms) continue
    chosen.push(one)
    terms += one.terms.length
  }
  return chosen
}

function rowsKnown(chosen: readonly Covariate[], { time }: Patterns): number[] {
  return [...time.keys()].filter((row) => chosen.every(({ isMissing }) => !isMissing?.[row]))
}

function pick(values: Float64Array | Uint8Array, rows: readonly number[]): Float64Array {
  return Float64Array.from(rows, (row) => values[row]!)
}

function counts(level: Float64Array | null, rows: readonly number[], { customers, hasLeft }: Patterns) {
  let [all, left] = [0, 0]
  for (const row of rows) {
    if (level && level[row] !== 1) continue
    all += customers[row]!
    left += customers[row]! * hasLeft[row]!
  }
  return { customers: all, left }
}
