import { query, type Database } from '../../engine/database'
import type { Company } from '../../model/company/company'
import { benjaminiHochberg } from '../../stats/benjamini-hochberg'
import { chiSquareTail } from '../../stats/chi-square'
import { fisherExact } from '../../stats/fisher'
import { newcombe } from '../../stats/newcombe'
import { wilson, type Interval } from '../../stats/wilson'
import { materialize } from '../queries/materialize'
import { FEW } from '../wording/certainty'
import { countTraits, type TraitCount } from './traits'

/** A share of those who fit (a) against the same of the others (b). `effect` is a − b. */
export interface Difference {
  readonly feature: string
  readonly value: string
  readonly shareA: number
  readonly intervalA: Interval
  readonly shareB: number
  readonly intervalB: Interval
  readonly effect: number
  /** Of the effect (Newcombe 1998, method 10). */
  readonly interval: Interval
  readonly q: number
}

export interface Differences {
  /** Customers on either side; those who are on both are in neither. */
  readonly a: number
  readonly b: number
  readonly both: number
  /** Clear ones first, then by size. */
  readonly rows: readonly Difference[]
  /** Features that the rule itself asks. */
  readonly leftOut: readonly string[]
}

/** The false discovery rate below which a difference is called clear. */
export const CLEAR = 0.05

const sizes = query(
  'customers on either side',
  'select count(*) filter (where is_a) as a, count(*) filter (where not is_a) as b from sides',
  { a: 'number', b: 'number' },
)

const began = materialize(
  'began',
  `select min_by(order_key, (ordered_at, order_key)) as order_key
from orders
join sides using (customer_key)
where is_purchase
group by customer_key`,
)

/** Reads the step `membership`; `against` is the place of a segment there, null for everyone else. */
export async function differences(
  database: Database,
  company: Company,
  sources: ReadonlySet<string>,
  against: number | null,
): Promise<Differences> {
  const apart = against === null ? 'true' : `in_0 <> in_${against}`
  await database.rows(materialize('sides', `select customer_key, customer_id, in_0 as is_a from membership where ${apart}`))
  const [size] = await database.rows(sizes)
  const both = against === null ? 0 : await bothIn(database, against)
  const shared = { a: size?.a ?? 0, b: size?.b ?? 0, both }
  if (Math.min(shared.a, shared.b) < FEW) return { ...shared, rows: [], leftOut: [] }
  if (company.tables.orders) await database.rows(began)
  const { counts, leftOut } = await countTraits(database, company, sources)
  return { ...shared, rows: compared(counts), leftOut }
}

async function bothIn(database: Database, against: number): Promise<number> {
  const text = `select count(*) as customers from membership where in_0 and in_${against}`
  const [row] = await database.rows(query('customers on both sides', text, { customers: 'number' }))
  return row?.customers ?? 0
}

/** Chi-square without correction, Fisher's exact test where fewer than five are expected; q by Benjamini and Hochberg over all of them. */
export function compared(counts: readonly TraitCount[]): readonly Difference[] {
  const enough = counts.filter(({ a, b, knownA, knownB }) => Math.min(knownA, knownB) >= FEW && a + b >= FEW / 3 && a + b < knownA + knownB)
  const q = benjaminiHochberg(enough.map(chanceOf))
  return enough
    .map(({ feature, value, a, knownA, b, knownB }, index): Difference => {
      const [shareA, shareB] = [a / knownA, b / knownB]
      return {
        feature,
        value,
        shareA,
        intervalA: wilson(a, knownA),
        shareB,
        intervalB: wilson(b, knownB),
        effect: shareA - shareB,
        interval: newcombe(b, knownB, a, knownA),
        q: q[index]!,
      }
    })
    .sort((one, other) => Number(other.q < CLEAR) - Number(one.q < CLEAR) || Math.abs(other.effect) - Math.abs(one.effect))
}

function chanceOf({ a, knownA, b, knownB }: TraitCount): number {
  const all = knownA + knownB
  const [with_, without] = [a + b, all - a - b]
  const expected = Math.min((with_ * knownA) / all, (with_ * knownB) / all, (without * knownA) / all, (without * knownB) / all)
  if (expected < 5) return fisherExact(a, knownA - a, b, knownB - b)
  const apart = a * (knownB - b) - b * (knownA - a)
  return chiSquareTail((all * apart ** 2) / (with_ * without * knownA * knownB), 1)
}
