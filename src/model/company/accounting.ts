import { query, type Session } from '../../engine/database'
import type { Account, AccountingStep } from './company'
import type { Reason } from '../mapping/left-out'
import type { MappedTable } from '../mapping/mapped-table'
import { tableName } from '../../ingest/table-name'

/** Counts a table's rows from the file to the analyses; a row left out counts under the first reason that holds. */
export async function account(
  session: Session,
  source: MappedTable,
  from: string,
  reasons: readonly Reason[],
  used: string,
): Promise<Account> {
  const { raw } = source
  const left = await countLeftOut(session, from, reasons)
  const before = [
    { label: 'Set aside while reading', rows: raw.rowsSetAside },
    { label: 'Left out by steps', rows: raw.rowsLeftOut ?? 0 },
  ]
  const out = [...before, ...left].filter(({ rows }) => rows > 0)
  const steps: AccountingStep[] = [
    { label: 'In the file', rows: raw.rowsRead, kind: 'read' },
    ...out.map(({ label, rows }) => ({ label, rows: -rows, kind: 'left out' as const })),
    { label: used, rows: raw.rowsRead - out.reduce((sum, { rows }) => sum + rows, 0), kind: 'used' },
  ]
  return { table: raw.name, file: tableName(raw), kind: source.kind, steps }
}

async function countLeftOut(session: Session, from: string, reasons: readonly Reason[]): Promise<{ label: string; rows: number }[]> {
  if (reasons.length === 0) return []
  const first = reasons.map(({ sql }, index) => `when ${sql} then ${index}`).join(' ')
  const text = `select case ${first} end as reason, count(*) as found from ${from} group by reason`
  const found = await session.rows(query('rows left out', text, { reason: 'number', found: 'number' }))
  return reasons.map(({ label }, index) => ({ label, rows: found.find(({ reason }) => reason === index)?.found ?? 0 }))
}

/** Several files as one: steps of the same name are added up. */
export function addUp(accounts: readonly Account[]): readonly AccountingStep[] {
  if (accounts.length < 2) return accounts[0]?.steps ?? []
  const steps = accounts.flatMap(({ steps }) => steps)
  const total = (chosen: readonly AccountingStep[]) => chosen.reduce((sum, { rows }) => sum + rows, 0)
  const labels = [...new Set(steps.filter(({ kind }) => kind === 'left out').map(({ label }) => label))]
  const used = steps.filter(({ kind }) => kind === 'used')
  return [
    { label: `In the ${accounts.length} files`, rows: total(steps.filter(({ kind }) => kind === 'read')), kind: 'read' },
    ...labels.map((label) => ({ label, rows: total(steps.filter((step) => step.label === label)), kind: 'left out' as const })),
    { label: new Set(used.map(({ label }) => label)).size === 1 ? used[0]!.label : 'Rows used', rows: total(used), kind: 'used' },
  ]
}
