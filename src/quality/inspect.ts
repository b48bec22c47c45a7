import type { Engine, Session } from '../engine/database'
import type { RawTable } from '../ingest/table'
import type { Mapping } from '../model/mapping/mapping'
import { openSources } from '../model/mapping/mapped-table'
import { mergeSuggestions } from './merges'
import { personalColumns, type PersonalColumn } from './personal'
import { profileTable } from './profile'
import type { QualityFinding, QualityReport, TableProfile } from './report'
import { outlyingAmounts } from './rules/amounts'
import type { RuleContext } from './rules/context'
import { withoutCustomer } from './rules/without-customer'
import { repeatedTotals, severalVersions } from './rules/counted-twice'
import { implausibleDates } from './rules/dates'
import { gapsInTime } from './rules/gaps'
import { oneLargeCustomer } from './rules/largest-customer'
import { notListed, withoutOrders } from './rules/listed'
import { birthDates, shortenedIds } from './rules/people'
import { ordersOfSeveral, repeatedCustomers, repeatedRows } from './rules/repeated'

const RULES: readonly ((context: RuleContext) => Promise<readonly QualityFinding[]>)[] = [
  withoutCustomer,
  oneLargeCustomer,
  repeatedTotals,
  severalVersions,
  shortenedIds,
  birthDates,
  repeatedRows,
  ordersOfSeveral,
  repeatedCustomers,
  notListed,
  withoutOrders,
  implausibleDates,
  outlyingAmounts,
  gapsInTime,
]

/** Looks at every column, and at what the rules know of customers. `today` is 'YYYY-MM-DD' by the reader's clock. */
export async function inspect(
  engine: Engine,
  tables: readonly RawTable[],
  mapping: Mapping | null,
  today: string,
  signal?: AbortSignal,
): Promise<QualityReport> {
  const session = await engine.open({}, signal)
  try {
    const personal = await personalByTable(session, tables, mapping)
    const profiles: TableProfile[] = []
    for (const table of tables) profiles.push(await profileTable(session, table, personal.get(table.name)!))
    const sources = mapping ? await openSources(session, mapping, tables) : []
    const context = { database: session, sources, tables, today, currency: mapping?.currency ?? null }
    const findings: QualityFinding[] = []
    for (const rule of RULES) findings.push(...(await rule(context)))
    return {
      tables: profiles,
      findings: withoutRepeats(findings).toSorted(worstFirst),
      merges: await mergeSuggestions(session, sources, personal),
    }
  } finally {
    await session.close()
  }
}

export async function personalByTable(
  session: Session,
  tables: readonly RawTable[],
  mapping: Mapping | null,
): Promise<ReadonlyMap<string, readonly PersonalColumn[]>> {
  const found = new Map<string, readonly PersonalColumn[]>()
  for (const table of tables)
    found.set(
      table.name,
      await personalColumns(
        session,
        table,
        mapping?.tables.find((one) => one.table === table.name),
      ),
    )
  return found
}

/** The same rows are told once, by the rule that comes first. */
function withoutRepeats(findings: readonly QualityFinding[]): readonly QualityFinding[] {
  const rowsOf = ({ table, rows, examples }: QualityFinding) => JSON.stringify([table, rows, examples?.rows.map(({ line }) => line)])
  return findings.filter((one, at) => one.rows === 0 || findings.findIndex((other) => rowsOf(other) === rowsOf(one)) === at)
}

function worstFirst(a: QualityFinding, b: QualityFinding): number {
  return (b.money ?? 0) - (a.money ?? 0) || b.rows - a.rows || (a.id < b.id ? -1 : 1)
}
