import type { Database } from '../../engine/database'
import { filterFields } from '../../model/runtime/filter-fields'
import { happeningsOf } from '../../model/runtime/happenings'
import { parseRule } from '../../model/runtime/parse-rule'
import { asking, sourcesOf, type Rule } from '../../model/runtime/rule'
import { ruleWords } from '../../model/runtime/rule-words'
import type { Subject } from '../../model/company/subject'
import { shareIntervals, type GroupValues } from '../../stats/bootstrap'
import { medianInterval, quantile } from '../../stats/quantile'
import { wilson, type Interval } from '../../stats/wilson'
import type { Choice, Context } from '../contract/definition'
import { capital } from '../wording/fractions'
import { differences, type Differences } from './differences'
import { firstRule } from './first-rule'
import type { RulesSettings } from './options'
import { amounts, combinations, firstOfThem, frozen, membership, silences } from './queries'

export interface Estimate {
  readonly value: number
  readonly interval: Interval | null
}

/** Customers who are in exactly these of the sets. */
export interface Combination {
  /** One a set, the rule first. */
  readonly isIn: readonly boolean[]
  readonly customers: number
  readonly revenue: number | null
}

export interface FirstRow {
  readonly customer_id: string
  readonly orders: number | null
  readonly revenue: number | null
  readonly silent_days: number | null
  readonly median_gap_days: number | null
}

export interface RulesResult {
  readonly title: string | null
  readonly subject: Subject
  /** The one in force: that of the address, or what the data suggest. */
  readonly rule: Rule
  readonly words: string
  /** What it is called where it is kept. */
  readonly name: string
  readonly customers: number
  readonly everyone: number
  /** Of all customers in view. */
  readonly share: Estimate
  readonly revenue: number | null
  /** Of all revenue; null where nothing tells or all is nothing. */
  readonly revenueShare: Estimate | null
  /** Median days; null where fewer than six have any. */
  readonly silent: Estimate | null
  readonly gap: Estimate | null
  readonly first: readonly FirstRow[]
  /** Names of the sets, the rule first, with their sizes. */
  readonly sets: readonly { readonly id: string | null; readonly name: string; readonly customers: number }[]
  readonly combinations: readonly Combination[]
  /** The segment that `differences` are against; null: everyone else. */
  readonly against: string | null
  readonly differences: Differences
  readonly choices: { readonly beside: readonly Choice[] }
  /** Who fits now, where that is to be frozen. */
  readonly frozen: readonly string[] | null
}

/** Kept segments that are laid beside the rule unless the reader chose. */
const BESIDE = 5
const MOST_BESIDE = 5

export async function rules(database: Database, settings: RulesSettings, context: Context): Promise<RulesResult> {
  const { company, segments } = context
  const asked = parseRule(settings.rule)
  const rule = asked ?? (await firstRule(database, company))
  const usual = segments.slice(-BESIDE)
  const ticked = settings.beside === '' ? usual : segments.filter(({ id }) => settings.beside.split(',').includes(id)).slice(0, MOST_BESIDE)
  const against = segments.find(({ id }) => settings.against === `segment:${id}`) ?? null
  const beside = against && !ticked.includes(against) ? [against, ...ticked].slice(0, MOST_BESIDE) : ticked
  await database.rows(
    membership(
      rule,
      beside.map(({ id }) => id),
      company,
    ),
  )

  const rows = await database.rows(combinations(beside.length + 1))
  const found = rows.map((row): Combination => ({
    isIn: Array.from({ length: beside.length + 1 }, (_, index) => row[`in_${index}`] as unknown as boolean),
    customers: row.customers!,
    revenue: row.revenue,
  }))
  const within = (place: number) => sum(found.filter(({ isIn }) => isIn[place]).map(({ customers }) => customers))
  const everyone = sum(found.map(({ customers }) => customers))
  const customers = within(0)
  const wording = {
    fields: filterFields(company, segments),
    currency: company.currency,
    happenings: happeningsOf(company),
    many: company.subject.many,
  }
  const words = ruleWords(rule, wording)
  const name = settings.name || capital(words.replace(`${wording.many} `, '')).slice(0, 200)
  const { revenue, revenueShare } = await moneyOf(database)
  const { silent, gap } = await silenceOf(database)
  const first = await database.rows(firstOfThem)
  return {
    title: settings.name || (asked || asking(rule).length < 2 ? null : 'Which good customers have gone quiet?'),
    subject: company.subject,
    rule,
    words,
    name,
    customers,
    everyone,
    share: { value: everyone > 0 ? customers / everyone : 0, interval: everyone > 0 ? wilson(customers, everyone) : null },
    revenue,
    revenueShare,
    silent,
    gap,
    first: first.map((row) => ({ ...row, customer_id: row.customer_id! })),
    sets: [
      { id: null, name: settings.name || 'This rule', customers },
      ...beside.map(({ id, name: own }, index) => ({ id, name: own, customers: within(index + 1) })),
    ],
    combinations: found,
    against: against?.name ?? null,
    differences: await differences(database, company, sourcesOf(rule), against && 1 + beside.indexOf(against)),
    choices: {
      beside: segments.map(({ id, name: label, count }) => ({
        value: id,
        label,
        hint: String(count),
        isUsual: usual.some((one) => one.id === id),
      })),
    },
    frozen: settings.keep === 'frozen' ? (await database.rows(frozen)).map(({ customer_id: id }) => id!) : null,
  }
}

async function moneyOf(database: Database): Promise<Pick<RulesResult, 'revenue' | 'revenueShare'>> {
  const rows = await database.rows(amounts)
  if (rows.length === 0) return { revenue: null, revenueShare: null }
  const groupOf = (isIn: boolean): GroupValues => {
    const own = rows.filter((row) => row.is_in === isIn)
    const rest = own.find(({ amount }) => amount === null)
    return {
      large: own.flatMap(({ amount }) => (amount === null ? [] : [amount])),
      restSum: rest?.total ?? 0,
      restSquares: rest?.squares ?? 0,
    }
  }
  const [own, all] = [sum(rows.filter(({ is_in: isIn }) => isIn).map(({ total }) => total!)), sum(rows.map(({ total }) => total!))]
  const { each } = shareIntervals([groupOf(true), groupOf(false)])
  return { revenue: own, revenueShare: all > 0 ? { value: own / all, interval: each[0]! } : null }
}

async function silenceOf(database: Database): Promise<Pick<RulesResult, 'silent' | 'gap'>> {
  const rows = await database.rows(silences)
  const medianOf = (what: string): Estimate | null => {
    const sorted = Float64Array.from(
      rows.filter((row) => row.what === what).flatMap(({ days, customers }) => Array<number>(customers!).fill(days!)),
    )
    return sorted.length < 6 ? null : { value: quantile(sorted, 0.5), interval: medianInterval(sorted) }
  }
  return { silent: medianOf('silent'), gap: medianOf('gap') }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
