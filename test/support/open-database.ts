import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createDuckDB, NODE_RUNTIME, VoidLogger } from '@duckdb/duckdb-wasm/blocking'
import type { DuckDBConnection } from '@duckdb/duckdb-wasm/blocking'
import { setVariables, type Engine, type Query, type Columns, type RowOf, type Session, type Variables } from '../../src/engine/database'
import { decode } from '../../src/engine/decode'
import { QueryFailed } from '../../src/engine/failures'
import { ENTER, LOCK } from '../../src/engine/lock'

type DuckDB = Awaited<ReturnType<typeof createDuckDB>>
let booted: Promise<DuckDB> | undefined

async function boot(): Promise<DuckDB> {
  const dist = join(dirname(createRequire(import.meta.url).resolve('@duckdb/duckdb-wasm')), '.')
  const bundle = (name: string) => ({
    mainModule: join(dist, `duckdb-${name}.wasm`),
    mainWorker: join(dist, `duckdb-node-${name}.worker.cjs`),
  })
  const database = await createDuckDB({ mvp: bundle('mvp'), eh: bundle('eh') }, new VoidLogger(), NODE_RUNTIME)
  await database.instantiate(() => {})
  return database
}

/** The same wasm engine as the page's, in Node, empty and locked. One engine a process, reset for each test. */
export async function openDatabase(): Promise<Engine> {
  booted ??= boot()
  const database = await booted
  database.reset()
  return openedIn(database)
}

const kept = new Map<string, Promise<unknown>>()

/** What is opened under this name, once a process and in an engine of its own: for tests that only read. */
export function openKept<T>(name: string, open: (engine: Engine) => Promise<T>): Promise<T> {
  if (!kept.has(name)) kept.set(name, boot().then(openedIn).then(open))
  return kept.get(name) as Promise<T>
}

async function openedIn(database: DuckDB): Promise<Engine> {
  database.open({ path: ':memory:', query: { castBigIntToDouble: true, castDecimalToDouble: true } })
  const main = session(database.connect())
  await main.execute(LOCK)
  const connect = () => {
    const connection = database.connect()
    connection.query(ENTER)
    return connection
  }
  await main.execute(ENTER)
  return {
    ...main,
    async open(variables: Variables = {}) {
      const opened = session(connect())
      if (Object.keys(variables).length > 0) await opened.execute(setVariables(variables))
      return opened
    },
    async insertArrow(table, bytes, create) {
      const connection = connect()
      connection.insertArrowFromIPCStream(bytes, { name: table, create })
      connection.close()
    },
    async heapBytes() {
      return null
    },
  }
}

function session(connection: DuckDBConnection): Session {
  return {
    async rows<C extends Columns>(query: Query<C>, variables: Variables = {}): Promise<RowOf<C>[]> {
      try {
        if (Object.keys(variables).length > 0) connection.query(setVariables(variables))
        return decode(query, connection.query(query.text))
      } catch (error) {
        throw new QueryFailed((error as Error).message, query.text)
      }
    },
    async execute(sql) {
      // The page's connection refuses it; this one does not.
      if (sql.trim() === '') throw new QueryFailed('no statements', sql)
      try {
        connection.query(sql)
      } catch (error) {
        throw new QueryFailed((error as Error).message, sql)
      }
    },
    async close() {
      connection.close()
    },
  }
}
