import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { provideParquetReader } from '../../src/engine/parquet'

/** In Node the Parquet reader comes from its package. */
export function provideParquet(): void {
  const path = createRequire(import.meta.url).resolve('parquet-wasm/esm/parquet_wasm_bg.wasm')
  provideParquetReader(readFileSync(path))
}
