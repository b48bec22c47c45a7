import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { setVariables, type Columns, type ColumnType, type Engine, type Query, type RowOf, type Session } from '../../src/engine/database'
import { ENTER, STORE } from '../../src/engine/lock'

/** The product's own Engine interface over native DuckDB, so that both run the very same statements. */
export async function openNative(threads = 1): Promise<Engine & { connection: DuckDBConnection }> {
  const instance = await DuckDBInstance.create(':memory:', { threads: String(threads) })
  const connect = async () => {
    const own = await instance.connect()
    await own.run(ENTER)
    return own
  }
  await (await instance.connect()).run(STORE)
  const connection = await connect()
  return {
    connection,
    ...session(connection),
    async open(variables = {}) {
      const own = await connect()
      if (Object.keys(variables).length > 0) await own.run(setVariables(variables))
      return session(own)
    },
    async insertArrow() {
      throw new Error('native DuckDB reads files itself')
    },
    async heapBytes() {
      return null
    },
  }
}

function session(connection: DuckDBConnection): Session {
  return {
    async rows<C extends Columns>(query: Query<C>, variables = {}) {
      if (Object.keys(variables).length > 0) await connection.run(setVariables(variables))
      const result = await connection.runAndReadAll(query.text)
      const types = Object.entries(query.columns)
      return result
        .getRowsJS()
        .map((row) => Object.fromEntries(types.map(([name, type], at) => [name, convert(type, row[at])])) as RowOf<C>)
    },
    async execute(sql) {
      await connection.run(sql)
    },
    async close() {
      connection.closeSync()
    },
  }
}

function convert(type: ColumnType, value: unknown): unknown {
  if (value === null || value === undefined) return null
  if (type === 'number') return Number(value)
  if (type === 'flag') return Boolean(value)
  if (value instanceof Date) return value.toISOString().slice(0, type === 'date' ? 10 : 19)
  return String(value)
}
