export type Cell = string | number | boolean | null | undefined

interface Shape {
  readonly label: string
  /** In 12 px under the label; cells carry no units. */
  readonly unit?: string
  /** `number` stands right; `interval` follows its estimate, left and quiet. Told from the values when not given. */
  readonly kind?: 'text' | 'number' | 'interval'
  readonly align?: 'left' | 'right'
  /** For identifiers and values as they stand in files. */
  readonly mono?: boolean
  /** Text that tells rows apart by its end: it wraps in full, where all rows are drawn. */
  readonly wraps?: boolean
  /** Sorts by value when its head is pressed; intervals do not unless set. */
  readonly sortable?: boolean
}

type KeyedColumn<Row> = {
  readonly [Key in keyof Row & string]: Shape & {
    readonly key: Key
    readonly value?: undefined
    /** Not called for missing values: their cells are blank. */
    readonly format?: (value: NonNullable<Row[Key]>, row: Row) => string
  }
}[keyof Row & string]

interface ComputedColumn<Row> extends Shape {
  readonly key: string
  readonly value: (row: Row) => Cell
  readonly format?: (value: string | number | boolean, row: Row) => string
}

/** A column of a DataTable: a key of the row, or a value worked out from it. */
export type Column<Row> = KeyedColumn<Row> | ComputedColumn<Row>

export type SortDirection = 'ascending' | 'descending'

export interface Sort {
  readonly key: string
  readonly direction: SortDirection
}

function valueIn<Row>(column: Column<Row>, row: Row): Cell {
  return column.value ? column.value(row) : (row[column.key as keyof Row] as Cell)
}

export function kindOf<Row>(column: Column<Row>, rows: readonly Row[]): 'text' | 'number' | 'interval' {
  if (column.kind) return column.kind
  const first = rows.find((row) => valueIn(column, row) != null)
  return first && typeof valueIn(column, first) === 'number' ? 'number' : 'text'
}

export function textIn<Row>(column: Column<Row>, row: Row): string {
  const value = valueIn(column, row)
  if (value == null) return ''
  const format = column.format as ((value: Cell, row: Row) => string) | undefined
  return format ? format(value, row) : String(value)
}

/** Missing values stand last in both directions; equal ones keep their order. */
export function sortRows<Row>(rows: readonly Row[], column: Column<Row>, direction: SortDirection): Row[] {
  const words = new Intl.Collator(undefined, { numeric: true })
  const sign = direction === 'ascending' ? 1 : -1
  return rows.toSorted((one, other) => {
    const a = valueIn(column, one)
    const b = valueIn(column, other)
    if (a == null || b == null) return a == null ? (b == null ? 0 : 1) : -1
    if (typeof a === 'number' && typeof b === 'number') return sign * (a - b)
    return sign * words.compare(String(a), String(b))
  })
}

/** Tab-separated with heads, in full precision; tabs and line breaks inside values become spaces. */
export function tableText<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const plain = (value: Cell) => (value == null ? '' : String(value).replaceAll(/[\t\r\n]+/g, ' '))
  const head = columns.map((column) => plain(column.unit ? `${column.label} (${column.unit})` : column.label))
  const body = rows.map((row) => columns.map((column) => plain(column.kind === 'interval' ? textIn(column, row) : valueIn(column, row))))
  return [head, ...body].map((cells) => cells.join('\t')).join('\n')
}
