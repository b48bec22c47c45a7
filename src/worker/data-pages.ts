import type { Tables } from '../analyses/contract/definition'
import { exported } from '../analyses/export/export'
import { tableName } from '../ingest/table-name'
import type { SetAside, RawTable } from '../ingest/table'
import type { Company } from '../model/company/company'
import { describeExpression } from '../model/mapping/describe'
import type { Expression, Mapping } from '../model/mapping/mapping'
import type { MisfitRow } from './misfits'

/** What the pages `sources` and `mapping` export, in the form of every other page. */
export async function exportDataPage(
  page: 'sources' | 'mapping',
  data: {
    tables: readonly RawTable[]
    mapping: Mapping | null
    company: Company | null
    misfits?: (table: string) => Promise<readonly MisfitRow[]>
  },
  setAside: (table: string) => Promise<readonly SetAside[]>,
  format: 'json' | 'csv',
): Promise<Blob> {
  const tables =
    page === 'sources' ? await sources(data.tables, setAside, data.misfits) : { ...columns(data.tables, data.mapping), ...joins(data) }
  const settings = page === 'mapping' && data.mapping ? { returns: data.mapping.returns } : {}
  return exported({ analysis: page, settings, asOf: data.company?.asOf ?? null, tables, findings: [] }, format)
}

async function sources(
  tables: readonly RawTable[],
  setAside: (table: string) => Promise<readonly SetAside[]>,
  misfits: (table: string) => Promise<readonly MisfitRow[]> = async () => [],
): Promise<Tables> {
  const odd: Record<string, string | number>[] = []
  for (const table of tables)
    for (const { line, column, value } of await misfits(table.name)) odd.push({ file: tableName(table), line, column, value })
  const aside: SetAside[] = []
  for (const table of tables) for (const row of await setAside(table.name)) aside.push(row)
  return {
    files: tables.map(({ file, part, format, rowsRead, rowsKept, rowsSetAside, bytes, hash }) => ({
      file,
      part,
      format,
      rows_read: rowsRead,
      rows_kept: rowsKept,
      rows_set_aside: rowsSetAside,
      bytes,
      sha256: hash,
    })),
    set_aside: aside.map(({ file, line, reason }) => ({ file, line, reason })),
    ...(odd.length > 0 && { values_that_do_not_fit: odd }),
  }
}

/** One row per column of every file, and one per role that an expression fills: "Quantity × UnitPrice". */
function columns(tables: readonly RawTable[], mapping: Mapping | null): Tables {
  const rows: Record<string, string | number | null>[] = []
  for (const table of tables) {
    const mapped = mapping?.tables.find((one) => one.table === table.name)
    const about = { table: tableName(table), kind: mapped?.kind ?? 'other' }
    const bindings = mapped?.bindings ?? []
    for (const { name, header } of table.columns) {
      const own = bindings.filter(({ from }) => isPlain(from) && from.column === name)
      if (own.length === 0) rows.push({ ...about, column: header, role: null, confidence: null })
      for (const { role, confidence } of own) rows.push({ ...about, column: header, role, confidence })
    }
    for (const { role, from, confidence } of bindings)
      if (!isPlain(from)) rows.push({ ...about, column: describeExpression(from, table), role, confidence })
  }
  return { columns: rows }
}

/** What the tables share; left out where only one names customers. */
function joins({ tables, company }: { tables: readonly RawTable[]; company: Company | null }): Tables {
  const nameOf = (name: string) => {
    const table = tables.find((one) => one.name === name)
    return table ? tableName(table) : name
  }
  const rows = (company?.joins ?? []).map(({ table, other, ids, matched, rowsMatched }) => ({
    table: nameOf(table),
    other: nameOf(other),
    ids,
    matched,
    share: ids > 0 ? matched / ids : null,
    rows_matched: rowsMatched,
  }))
  return rows.length > 0 ? { joins: rows } : {}
}

function isPlain(from: Expression): from is { readonly column: string } {
  return 'column' in from && Object.keys(from).length === 1 && from.column !== 'line'
}
