/** The kinds of value a query may promise. `date` is 'YYYY-MM-DD' and `timestamp` 'YYYY-MM-DDTHH:MM:SS': wall clock, no zone. */
export type ColumnType = 'text' | 'number' | 'flag' | 'date' | 'timestamp'

export type Columns = Readonly<Record<string, ColumnType>>

type Value<T extends ColumnType> = T extends 'number' ? number : T extends 'flag' ? boolean : string

export type RowOf<C extends Columns> = { readonly [Name in keyof C]: Value<C[Name]> | null }

/** One select and the columns it promises, in order. `text` is the content of a .sql file, run as it stands. */
export interface Query<C extends Columns = Columns> {
  /** What the rows are, for the audit card: 'segments', 'cells'. */
  readonly name: string
  readonly text: string
  readonly columns: C
}

/* @__NO_SIDE_EFFECTS__ */
export function query<const C extends Columns>(name: string, text: string, columns: C): Query<C> {
  return { name, text, columns }
}

/** What SQL reads with getvariable('name'). Dates travel as text and are cast in SQL. */
export type Variable = string | number | boolean | null | readonly string[] | readonly number[]

export type Variables = Readonly<Record<string, Variable>>

/** The only way to data for an analysis: the same in the worker and in a Node test. */
export interface Database {
  /** All rows of one select. Variables are set on a connection of the session's own before it runs. */
  rows<C extends Columns>(query: Query<C>, variables?: Variables): Promise<RowOf<C>[]>
}

/** One connection: variables and temporary views live and die with it. */
export interface Session extends Database {
  execute(sql: string): Promise<void>
  close(): Promise<void>
}

/** The engine as ingest and model need it. `execute` and `rows` outside a session share one connection. */
export interface Engine extends Session {
  /** Variables given here are set for the session's life. Aborting the signal cancels what runs in it (QueryCancelled). */
  open(variables?: Variables, signal?: AbortSignal): Promise<Session>
  /**
   * Appends one Arrow IPC stream to a table, which it creates when `create` is set.
   * Rejects when the row count afterwards is not what the stream holds. `bytes` is transferred, not copied.
   */
  insertArrow(table: string, bytes: Uint8Array, create: boolean): Promise<void>
  /** Heap in use by the engine, in bytes; null where it cannot be told. */
  heapBytes(): Promise<number | null>
}

/** SQL text literal, identifier: the only two places that quote. NUL is refused, since it cuts a statement. */
export function literal(value: Variable): string {
  if (value === null) return 'null'
  if (typeof value === 'number') return numberLiteral(value)
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return `'${refuseNul(value).replaceAll("'", "''")}'`
  return `[${value.map((item) => literal(item)).join(', ')}]`
}

// Without an exponent 0.1 would be a DECIMAL, whose way to DOUBLE can lose the last bit: a cut point would miss its own value.
function numberLiteral(value: number): string {
  if (!Number.isFinite(value)) return 'null'
  const text = String(value)
  return Number.isSafeInteger(value) || text.includes('e') ? text : `${text}e0`
}

export function identifier(name: string): string {
  if (name === '') throw new Error('an SQL identifier cannot be empty')
  return `"${refuseNul(name).replaceAll('"', '""')}"`
}

function refuseNul(text: string): string {
  if (text.includes('\0')) throw new Error('SQL text cannot hold a NUL character')
  return text
}

/** `set variable` statements for a connection. */
export function setVariables(variables: Variables): string {
  return Object.entries(variables)
    .map(([name, value]) => `set variable ${identifier(name)} = ${literal(value)};`)
    .join('\n')
}
