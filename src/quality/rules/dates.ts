import { tableName } from '../../ingest/table-name'
import { query } from '../../engine/database'
import type { Role, TableKind } from '../../model/mapping/mapping'
import { ROLES } from '../../model/mapping/roles'
import { tableSql, type MappedTable } from '../../model/mapping/mapped-table'
import { longDate, money as inMoney, plural } from '../../shared/format'
import type { QualityFinding } from '../report'
import { examples, leaveOut, plainColumn, refOf, touched, type RuleContext } from './context'

/** Dates of what has happened. A planned end may well be ahead. */
const HAPPENED: Partial<Record<TableKind, readonly Role[]>> = {
  customers: ['joined_on'],
  orders: ['ordered_at'],
  order_lines: ['ordered_at'],
  events: ['happened_at'],
  feedback: ['answered_at'],
  tickets: ['opened_at', 'closed_at'],
  subscriptions: ['started_on'],
  leads: ['created_at'],
  touches: ['happened_at'],
  spend: ['spent_on'],
}

/** Below this many dates nothing can be said of where most of them lie. */
const ENOUGH = 30

/**
 * Dates that cannot be: after today, or further from the middle 95 % than half of what those span, and than a year.
 * Days before 1950, and 1970-01-01, are what machines write where nothing was known: they do not say where the middle is.
 */
export async function implausibleDates(context: RuleContext): Promise<readonly QualityFinding[]> {
  const findings: QualityFinding[] = []
  for (const source of context.sources)
    for (const role of HAPPENED[source.kind] ?? []) if (source.has(role)) findings.push(...(await datesOf(context, source, role)))
  return findings
}

async function datesOf(context: RuleContext, source: MappedTable, role: Role): Promise<readonly QualityFinding[]> {
  const { database, today } = context
  const day = `(${source.sql(role)})::date`
  const text = `
    with
    days as (select ${day} as day, count(*) as times from ${tableSql(source)} where ${day} is not null and isfinite(${day}) group by 1),
    possible as (select day, times from days where day >= date '1950-01-01' and day <> date '1970-01-01'),
    placed as (select day, sum(times) over (order by day) as upto, sum(times) over () as found from possible),
    middle as (
      select min(day) filter (upto > found * 0.025) as low, min(day) filter (upto >= found * 0.975) as high, any_value(found) as found from placed
    ),
    bounds as (select low - greatest(365, (high - low) // 2)::integer as early, high + greatest(365, (high - low) // 2)::integer as late, found from middle)
    select
      max(day) filter (day <= least(late, date '${today}')) as last_good,
      min(day) filter (day >= early) as first_good,
      any_value(found) as found
    from days, bounds`
  const [row] = await database.rows(query('where dates lie', text, { last_good: 'date', first_good: 'date', found: 'number' }))
  const { last_good, first_good, found } = row!
  const isEnough = found !== null && found >= ENOUGH
  const findings = [
    last_good
      ? await finding(context, source, role, 'dates in the future', last_good, `coalesce(${day} > date '${last_good}', false)`)
      : null,
    isEnough && first_good
      ? await finding(context, source, role, 'dates before the company', first_good, `coalesce(${day} < date '${first_good}', false)`)
      : null,
  ]
  return findings.filter((one) => one !== null)
}

async function finding(
  { database, currency }: RuleContext,
  source: MappedTable,
  role: Role,
  rule: 'dates in the future' | 'dates before the company',
  good: string,
  where: string,
): Promise<QualityFinding | null> {
  const { raw } = source
  const { rows, money } = await touched(database, source, where)
  if (rows === 0) return null
  const isLate = rule === 'dates in the future'
  const column = plainColumn(source, role)
  const what = column?.header ?? ROLES[role]!.label
  return {
    id: `${rule} ${raw.name} ${role}`,
    table: raw.name,
    file: tableName(raw),
    rule,
    claim: `${plural(rows, 'row')} of ${tableName(raw)} ${rows === 1 ? 'has' : 'have'} a date that is too ${isLate ? 'late' : 'early'}.`,
    evidence: `${what} lies ${isLate ? 'after' : 'before'} ${longDate(good)}, the ${isLate ? 'last' : 'first'} day that goes with the others${money ? `; ${inMoney(money, currency)} stands there` : ''}.`,
    rows,
    money,
    examples: await examples(database, raw, where, [column], `${source.sql(role)}${isLate ? ' desc' : ''}, line`),
    fix: column ? leaveOut(raw, { test: isLate ? 'is after' : 'is before', column: refOf(column), value: good }, rows) : null,
    advice: column ? null : 'Look at how the dates of this column are read on the page Mapping.',
  }
}
