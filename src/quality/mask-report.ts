import { hidden, maskAlone, maskWords } from './mask'
import type { MaskedTable } from './mask-tables'
import type { PersonalKind } from './personal'
import type { ColumnProfile, Examples, Fix, Merge, Person, QualityReport } from './report'

/** A report of the data as they stand, as it may be shown. Steps keep their values: without them they could not be taken. */
export function maskReport(report: QualityReport, masked: ReadonlyMap<string, MaskedTable>): QualityReport {
  const kindIn = (table: string, header: string) => kindOf(masked.get(table), header)
  const idKind = [...masked.values()].flatMap(({ personal }) => personal).find(({ isId }) => isId)?.kind ?? null
  return {
    tables: report.tables.map((table) => ({
      ...table,
      columns: table.columns.map((column) => maskProfile(column, kindIn(table.table, column.header))),
    })),
    findings: report.findings.map((finding) => ({
      ...finding,
      examples: finding.examples && maskExamples(finding.examples, (header) => kindIn(finding.table, header)),
      fix: finding.fix && maskFix(finding.fix),
    })),
    merges: {
      ...report.merges,
      shown: report.merges.shown.map((merge) => maskMerge(merge, idKind)),
      all: report.merges.all && maskFix(report.merges.all),
    },
  }
}

function kindOf(masked: MaskedTable | undefined, header: string): PersonalKind | null {
  const names = (masked?.table.columns ?? []).filter((one) => one.header === header).map(({ name }) => name)
  return masked?.personal.find(({ column }) => names.includes(column))?.kind ?? null
}

function maskProfile(column: ColumnProfile, kind: PersonalKind | null): ColumnProfile {
  const personal = column.personal ?? kind
  // Words among numbers or dates may be anything, a name too.
  if (!personal) return { ...column, unfit: column.unfit.map(hidden) }
  const mask = (value: string) => maskAlone(personal, value)
  return {
    ...column,
    personal,
    least: column.least && mask(column.least),
    most: column.most && mask(column.most),
    from: null,
    to: null,
    bins: [],
    top: column.top.map(({ value, rows }) => ({ value: mask(value), rows })),
    unfit: column.unfit.map(mask),
  }
}

function maskExamples({ headers, rows }: Examples, kindOfHeader: (header: string) => PersonalKind | null): Examples {
  const kinds = headers.map(kindOfHeader)
  const mask = (cell: string | null, kind: PersonalKind | null | undefined) => (cell === null || !kind ? cell : maskAlone(kind, cell))
  return { headers, rows: rows.map(({ line, cells }) => ({ line, cells: cells.map((cell, at) => mask(cell, kinds[at])) })) }
}

export function maskFix(fix: Fix): Fix {
  return { ...fix, words: fix.words.map(maskWords), sql: fix.sql.map(maskLiterals) }
}

/** Values in SQL, whatever they are, days and what functions are told apart. */
export function maskLiterals(sql: string): string {
  return sql.replace(/'(?:[^']|'')*'/g, (text) => (/^'(\d{4}-\d\d-\d\d)?'$/.test(text) ? text : "'••••'"))
}

function maskMerge(merge: Merge, idKind: PersonalKind | null): Merge {
  const person = (one: Person): Person => ({
    ...one,
    customer: idKind ? maskAlone(idKind, one.customer) : one.customer,
    name: one.name && maskAlone('name', one.name),
    email: one.email && maskAlone('e-mail', one.email),
    phone: one.phone && maskAlone('phone', one.phone),
    place: one.place && maskAlone('address', one.place),
  })
  return { ...merge, keep: person(merge.keep), other: person(merge.other) }
}
