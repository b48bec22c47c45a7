import { identifier, literal, query, type Columns, type Query, type Session, type Variables } from '../engine/database'
import { QueryCancelled } from '../engine/failures'
import type { Company } from '../model/company/company'
import { isFiltered } from '../model/runtime/filter'
import { DERIVED, derivedIn, type DerivedName } from './tables'

/** A derived table as it was made, for the page that shows its SQL. */
export interface Made {
  readonly name: DerivedName
  readonly sql: string
  /** Those it reads, as they were in force. */
  readonly variables: Variables
  readonly rows: number
  readonly milliseconds: number
}

/** Tables that stand, or are being made, in the engine that holds a company. They go with it: whoever builds another drops them. */
const STANDING = new WeakMap<Company, Map<string, Promise<Made>>>()

/**
 * A connection whose SQL may read derived tables by name, under the filter in force. Whoever reads one first makes it, and whoever
 * comes meanwhile waits; when the maker is stopped, the next makes it. `variables` are those that the connection was opened with;
 * `heard` is told of every derived table that is read.
 */
export function withDerived(
  session: Session,
  company: Company,
  variables: Variables,
  heard: (made: Made) => void = () => undefined,
): Session {
  const seen = new Map<DerivedName, string>()
  let inForce = variables

  async function prepare(sql: string, own: Variables): Promise<void> {
    inForce = { ...inForce, ...own }
    for (const name of derivedIn(sql)) {
      const values = read(name, inForce)
      const table = [name, ...Object.entries(values).map(([key, value]) => `${key}=${literal(value)}`)].join(' ')
      if (seen.get(name) === table) continue
      heard(await made(session, company, name, table, values))
      const filter =
        !DERIVED[name].isOfEveryone && (await isFiltered(session))
          ? ' where customer_key in (select customer_key from company.in_view)'
          : ''
      await session.execute(`create or replace temporary view ${name} as select * from derived.${identifier(table)}${filter}`)
      seen.set(name, table)
    }
  }

  return {
    async rows<C extends Columns>(one: Query<C>, own: Variables = {}) {
      await prepare(one.text, own)
      return session.rows(one, own)
    },
    async execute(sql) {
      await prepare(sql, {})
      return session.execute(sql)
    },
    close: () => session.close(),
  }
}

async function made(session: Session, company: Company, name: DerivedName, table: string, values: Variables): Promise<Made> {
  const standing = STANDING.get(company) ?? new Map<string, Promise<Made>>()
  STANDING.set(company, standing)
  for (;;) {
    const known = standing.get(table)
    if (!known) break
    try {
      return await known
    } catch (error) {
      // Its maker was stopped, not this one.
      if (!(error instanceof QueryCancelled)) throw error
    }
  }
  const making = make(session, name, table, values)
  standing.set(table, making)
  making.catch(() => standing.delete(table))
  return making
}

async function make(session: Session, name: DerivedName, table: string, values: Variables): Promise<Made> {
  const sql = DERIVED[name].text
  const started = performance.now()
  const text = `create table if not exists derived.${identifier(table)} as\n${sql}`
  const [row] = await session.rows(query(name, text, { Count: 'number' }), values)
  return { name, sql, variables: values, rows: row?.Count ?? 0, milliseconds: performance.now() - started }
}

/** The variables that a derived table reads, as they are in force. One that is not set stays so: set to null, it would be a number. */
function read(name: DerivedName, variables: Variables): Variables {
  const set = DERIVED[name].by.filter((one) => variables[one] !== undefined)
  return Object.fromEntries(set.map((one) => [one, variables[one]!]))
}
