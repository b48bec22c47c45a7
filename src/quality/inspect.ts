import type { Engine, Session } from '../engine/database'
import type { RawTable } from '../ingest/table'
import type { Mapping } from '../model/mapping'
import { openSources } from '../model/source'
import { mergeSuggestions } from './merges'
import { personalColumns, type PersonalColumn } from './personal'
import { profileTable } from './profile'
import type { QualityFinding, QualityReport, TableProfile } from './report'
import { negativeAmounts, outlyingAmounts } from './rules/amounts'
import type { RuleContext } from './rules/context'
import { implausibleDates } from './rules/dates'
import { gapsInTime } from './rules/gaps'
import { notListed, withoutOrders } from './rules/listed'
import { ordersOfSeveral, repeatedCustomers, repeatedRows } from './rules/repeated'

const RULES: readonly ((context: RuleContext) => Promise<readonly QualityFinding[]>)[] = [
  repeatedRows,
  ordersOfSeveral,
  repeatedCustomers,
  notListed,
  withoutOrders,
  implausibleDates,
  negativeAmounts,
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
    return { tables: profiles, findings: findings.toSorted(worstFirst), merges: await mergeSuggestions(session, sources, personal) }
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

function worstFirst(a: QualityFinding, b: QualityFinding): number {
  return (b.money ?? 0) - (a.money ?? 0) || b.rows - a.rows || (a.id < b.id ? -1 : 1)
}
