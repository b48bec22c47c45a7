import type { Engine } from '../engine/database'
import { identifier } from '../engine/database'
import type { RawTable } from '../ingest/table'
import { describeColumns } from './describe'
import { encodeTable } from './encode'
import { makeSample, SEED } from './make'
import type { SampleTable } from './table'

/** Generates the sample company and hands it to the engine as files are: raw tables, whose columns have still to be understood. */
export async function loadSample(engine: Engine, nextTable: () => string): Promise<readonly RawTable[]> {
  const started = performance.now()
  const tables = makeSample(SEED)
  const making = (performance.now() - started) / tables.length
  const loaded: RawTable[] = []
  for (const table of tables) loaded.push(await loadTable(engine, table, nextTable(), making))
  return loaded
}

async function loadTable(engine: Engine, table: SampleTable, name: string, making: number): Promise<RawTable> {
  const started = performance.now()
  let bytes = 0
  let inserted: Promise<void> | null = null
  try {
    // While the engine takes one batch, the next is encoded.
    for (const batch of encodeTable(table)) {
      bytes += batch.byteLength
      const before = inserted
      await before
      inserted = engine.insertArrow(name, batch, before === null)
    }
    const columns = describeColumns(table)
    await inserted
    return raw(table, name, { columns, bytes, milliseconds: Math.round(making + performance.now() - started) })
  } catch (error) {
    await engine.execute(`drop table if exists ${identifier(name)}`)
    throw error
  }
}

function raw(
  table: SampleTable,
  name: string,
  { columns, bytes, milliseconds }: Pick<RawTable, 'columns' | 'bytes' | 'milliseconds'>,
): RawTable {
  return {
    name,
    file: table.file,
    part: '',
    format: 'sample',
    bytes,
    // There is no file to hash: the seed makes the same table again.
    hash: `sample-${SEED}`,
    dialect: null,
    columns,
    rowsRead: table.rows,
    rowsKept: table.rows,
    rowsSetAside: 0,
    setAside: [],
    notes: ['Generated on this device; no real customer is in it.'],
    milliseconds,
  }
}
