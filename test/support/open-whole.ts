import type { Engine } from '../../src/engine/database'
import type { RawTable } from '../../src/ingest/table'
import { buildCompany } from '../../src/model/company/build'
import type { Company } from '../../src/model/company/company'
import { suggestMapping } from '../../src/model/suggest/suggest'
import { loadSample } from '../../src/sample/load'
import { openDatabase } from './open-database'
import { readRealFile } from './real-file'

export interface Opened {
  readonly engine: Engine
  readonly company: Company
}

/** A file of the folder of real data as the page would open it: its own reading, nothing chosen by hand. */
export async function openReal(path: string): Promise<Opened> {
  const engine = await openDatabase()
  return understood(engine, [await readRealFile(engine, path)])
}

/** The sample company as the page would open it. */
export async function openSampleCompany(): Promise<Opened> {
  const engine = await openDatabase()
  let tables = 0
  return understood(engine, await loadSample(engine, () => `t${++tables}`))
}

async function understood(engine: Engine, tables: readonly RawTable[]): Promise<Opened> {
  const { mapping } = await suggestMapping(engine, tables, 'net')
  return { engine, company: await buildCompany(engine, mapping, tables) }
}
