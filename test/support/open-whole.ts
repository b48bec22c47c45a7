import type { Engine } from '../../src/engine/database'
import type { RawTable } from '../../src/ingest/table'
import { buildCompany } from '../../src/model/company/build'
import type { Company } from '../../src/model/company/company'
import { suggestMapping } from '../../src/model/suggest/suggest'
import { loadSample } from '../../src/sample/load'
import { openKept } from './open-database'
import { readRealFile } from './real-file'

export interface Opened {
  readonly engine: Engine
  readonly company: Company
}

/** A file of the folder of real data as the page would open it: its own reading, nothing chosen by hand. Once a process. */
export function openReal(path: string): Promise<Opened> {
  return openKept(path, async (engine) => understood(engine, [await readRealFile(engine, path)]))
}

/** The sample company as the page would open it, once a process. */
export function openSampleCompany(): Promise<Opened> {
  return openKept('sample company', async (engine) => {
    let tables = 0
    return understood(engine, await loadSample(engine, () => `t${++tables}`))
  })
}

async function understood(engine: Engine, tables: readonly RawTable[]): Promise<Opened> {
  const { mapping } = await suggestMapping(engine, tables, 'net')
  return { engine, company: await buildCompany(engine, mapping, tables) }
}
