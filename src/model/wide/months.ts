import type { RawColumn, RawTable } from '../../ingest/table'
import { monthHeader } from '../words/month-header'
import { rolesNamed } from '../words/vocabulary'

/** Columns that hold one measure, one column a month, in the order of the months. */
export interface WideMonths {
  /** What the headers say besides the month, in small letters; '' where they say nothing. */
  readonly measure: string
  readonly months: readonly { readonly column: RawColumn; /** 'YYYY-MM-01' */ readonly on: string }[]
}

/** Fewer months are a comparison, not a history. */
const FEWEST = 3

/** The amounts of a table of customers × months; null where it has none. Where it has several measures, the one that is money, else the first. */
export function wideMonths(table: RawTable): WideMonths | null {
  const yearOfFile = /(?<!\d)(20\d\d)(?!\d)/.exec(`${table.file} ${table.part}`)?.[1]
  const found = new Map<string, Map<string, RawColumn | null>>()
  for (const column of table.columns) {
    const named = monthHeader(column.header)
    const year = named?.year ?? (yearOfFile ? Number(yearOfFile) : null)
    if (!named || year === null) continue
    const months = found.get(named.measure) ?? new Map<string, RawColumn | null>()
    const on = `${year}-${String(named.month).padStart(2, '0')}-01`
    // A month that is named twice is no column of a matrix.
    months.set(on, months.has(on) ? null : column)
    found.set(named.measure, months)
  }
  const measures = [...found].filter(([, months]) => isMatrix(months)).toSorted(([a], [b]) => money(b) - money(a))
  const [best] = measures
  if (!best) return null
  const months = [...best[1]].map(([on, column]) => ({ column: column!, on })).toSorted((a, b) => (a.on < b.on ? -1 : 1))
  return { measure: best[0], months }
}

function money(measure: string): number {
  const named = rolesNamed(measure)
  return (named.get('revenue') ?? 0) - (named.get('quantity') ?? 0)
}

function isMatrix(months: ReadonlyMap<string, RawColumn | null>): boolean {
  const columns = [...months.values()]
  if (columns.length < FEWEST || !columns.every((column) => column !== null && isAmount(column))) return false
  if (columns.every((column) => column!.filled === 0)) return false
  const places = [...months.keys()].map((on) => 12 * Number(on.slice(0, 4)) + Number(on.slice(5, 7)))
  // Months far apart are not a history either.
  return Math.max(...places) - Math.min(...places) < 2 * columns.length
}

function isAmount({ type, filled }: RawColumn): boolean {
  return type === 'integer' || type === 'number' || filled === 0
}
