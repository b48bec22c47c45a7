import { existsSync, renameSync, statSync } from 'node:fs'
import { literal } from '../../src/engine/database'
import { openNative } from './native-engine'
import { makeOrders } from './orders'

/** The same orders as the CSV of that many rows, as Parquet; made once. */
export async function makeParquet(rows: number): Promise<{ path: string; bytes: number }> {
  const { path: csv } = await makeOrders(rows)
  const path = csv.replace(/\.csv$/, '.parquet')
  if (!existsSync(path)) {
    const native = await openNative(2)
    await native.execute(`copy (select * from read_csv(${literal(csv)})) to ${literal(`${path}.part`)} (format parquet)`)
    await native.close()
    renameSync(`${path}.part`, path)
  }
  return { path, bytes: statSync(path).size }
}

/** Milliseconds of native DuckDB on one thread from the file to a table, the best of several. */
export async function timeNativeParquet(path: string, repeats: number): Promise<number> {
  const native = await openNative(1)
  let fastest = Infinity
  for (let time = 0; time < repeats; time++) {
    const started = performance.now()
    await native.execute(`create or replace table read as select * from read_parquet(${literal(path)})`)
    fastest = Math.min(fastest, performance.now() - started)
  }
  await native.close()
  return fastest
}
