import { tableName } from '../../ingest/table-name'
import { query } from '../../engine/database'
import { tableSql } from '../../model/mapping/mapped-table'
import { count, longDate, plural, shareOf } from '../../shared/format'
import type { QualityFinding } from '../report'
import type { RuleContext } from './context'
import { ordersOf } from './repeated'

interface Gap {
  readonly first: string
  readonly last: string
  readonly days: number
}

/** Chance, over the whole file, with which such a gap would come by itself. */
const UNLIKELY = 0.001
const NAMED = 3

/**
 * Days in a row without a single order where so many are unlikely. Each day of the week has its own rate of a Poisson process, taken from the
 * share of such days on which anything was ordered (rate = −ln(share without)), so that closed Sundays and busy hours do not matter.
 */
export async function gapsInTime({ database, sources, today }: RuleContext): Promise<readonly QualityFinding[]> {
  const findings: QualityFinding[] = []
  for (const source of ordersOf(sources)) {
    if (!source.has('ordered_at')) continue
    const day = `(${source.sql('ordered_at')})::date`
    const text = `select distinct ${day} as day from ${tableSql(source)} where ${day} <= date '${today}' order by 1`
    const days = (await database.rows(query('days with orders', text, { day: 'date' }))).map(({ day: found }) => found!)
    const gaps = gapsOf(days)
    if (gaps.length === 0) continue
    const lost = gaps.reduce((sum, gap) => sum + gap.days, 0)
    const named = gaps.toSorted((a, b) => b.days - a.days || (a.first < b.first ? -1 : 1)).slice(0, NAMED)
    const rest = gaps.length - named.length
    const first = Date.parse(days[0]!)
    const whole = (Date.parse(days.at(-1)!) - first) / DAY + 1
    findings.push({
      id: `gaps in time ${source.raw.name}`,
      table: source.raw.name,
      file: tableName(source.raw),
      rule: 'gaps in time',
      claim: `${tableName(source.raw)} is silent for ${plural(lost, 'day')} on which orders are usual.`,
      evidence: `Nothing was ordered ${named.map(words).join(', ')}${rest > 0 ? ` and in ${plural(rest, 'more gap')}` : ''}. On ${shareOf(days.length, whole)} of the days between the first and the last there are orders; such gaps come by chance less than once in ${count(1 / UNLIKELY)} files.`,
      rows: 0,
      money: null,
      examples: null,
      fix: null,
      advice: 'A closed shop is no fault. If it was open, export those days and add the file.',
    })
  }
  return findings
}

const DAY = 86_400_000

function words({ first, last, days }: Gap): string {
  return days === 1 ? `on ${longDate(first)}` : `from ${longDate(first)} to ${longDate(last)} (${plural(days, 'day')})`
}

/** `days`: those with orders, ISO, in order. */
export function gapsOf(days: readonly string[]): readonly Gap[] {
  const numbers = days.map((day) => Date.parse(`${day}T00:00:00Z`) / DAY)
  // A few stray dates would stretch the time over which rates are taken: only where most of the file lies is looked at.
  const low = numbers[Math.floor(numbers.length * 0.005)]
  const high = numbers[Math.ceil(numbers.length * 0.995) - 1]
  if (low === undefined || high === undefined || high - low < 28) return []
  const inside = numbers.filter((day) => day >= low && day <= high)
  const rates = ratesByWeekday(inside, low, high)
  const gaps: Gap[] = []
  for (let at = 1; at < inside.length; at++) {
    const [before, after] = [inside[at - 1]!, inside[at]!]
    let expected = 0
    for (let day = before + 1; day < after; day++) expected += rates[weekday(day)]!
    if (Math.exp(-expected) * (high - low + 1) < UNLIKELY)
      gaps.push({ first: iso(before + 1), last: iso(after - 1), days: after - before - 1 })
  }
  return gaps
}

/** The days of the week have one rate more day without orders than there were, so that none is certain. */
function ratesByWeekday(days: readonly number[], low: number, high: number): readonly number[] {
  const active = [0, 0, 0, 0, 0, 0, 0]
  const all = [0, 0, 0, 0, 0, 0, 0]
  for (const day of days) active[weekday(day)]!++
  for (let day = low; day <= high; day++) all[weekday(day)]!++
  return all.map((found, index) => -Math.log(1 - active[index]! / (found + 1)))
}

function weekday(day: number): number {
  return ((day % 7) + 7) % 7
}

function iso(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10)
}
