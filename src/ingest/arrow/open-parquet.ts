import { arrowFields, renamedBatches } from '../../engine/arrow-stream'
import { openParquet as openReader, type OpenedParquet } from '../../engine/parquet'
import { readSlice } from '../look/byte-source'
import { ImportFailed } from '../failures'
import type { OpenedFile, Part } from '../opened-file'
import { columnsOf, type StagedColumn } from './columns'
import { fillStaged, type StagedBatch } from './fill-staged'

/** The bytes behind the last row group: the footer's length, and the sign that ends the file. */
const TAIL = 8

/** A Parquet file is one table. Rejects with ImportFailed when it is damaged. */
export async function openParquet(file: File): Promise<OpenedFile> {
  await refuseDamaged(file)
  const reader = await openReadable(file)
  const columns = columnsOf(arrowFields(reader.schema))
  const part: Part = { id: '', format: 'Parquet', rows: reader.rows, columns: columns.length, isChosen: true, note: null }
  return {
    format: 'Parquet',
    parts: [part],
    async read(_, into) {
      const table = await fillStaged(file, 'Parquet', staged(file, reader, columns), () => columns, into)
      if (table.rowsRead === reader.rows) return table
      await into.engine.execute(`drop table if exists ${into.table}`)
      throw damagedParquet(file)
    },
    close: () => reader.close(),
  }
}

async function* staged(
  file: File,
  reader: OpenedParquet,
  columns: readonly StagedColumn[],
): AsyncGenerator<{ columns: readonly StagedColumn[]; batch: StagedBatch; bytesRead: number }> {
  let rows = 0
  const batches = reader.batches()
  for (;;) {
    const { done, value } = await batches.next().catch(() => {
      throw damagedParquet(file)
    })
    if (done) return
    for (const batch of renamedBatches(value)) {
      rows += batch.rows
      yield { columns, batch, bytesRead: Math.round((file.size * rows) / reader.rows) }
    }
  }
}

async function openReadable(file: File): Promise<OpenedParquet> {
  const reader = await tryOpen(file)
  try {
    arrowFields(reader.schema)
    return reader
  } catch {
    // Some programs note types of their own; without the note, the plain types of the format are read.
    reader.close()
    return tryOpen(await withoutArrowNote(file))
  }
}

async function tryOpen(file: Blob): Promise<OpenedParquet> {
  try {
    return await openReader(file)
  } catch {
    throw damagedParquet(file as File)
  }
}

async function refuseDamaged(file: File): Promise<void> {
  const end = new TextDecoder('latin1').decode(await readSlice(file, Math.max(0, file.size - 4), file.size))
  if (end === 'PARE')
    throw new ImportFailed(`${file.name} is an encrypted Parquet file.`, 'Write it without encryption, or as CSV, and choose that file.')
  if (end !== 'PAR1' || file.size < 2 * TAIL) throw damagedParquet(file)
}

/** The note is a value in the footer, under a name; under another name nobody reads it. */
async function withoutArrowNote(file: File): Promise<File> {
  const tail = await readSlice(file, file.size - TAIL, file.size)
  const from = file.size - TAIL - new DataView(tail.buffer).getUint32(0, true)
  const footer = await readSlice(file, from, file.size)
  const at = new TextDecoder('latin1').decode(footer).indexOf('ARROW:schema')
  if (at < 0) throw damagedParquet(file)
  footer.set(new TextEncoder().encode('arrow:unread'), at)
  return new File([file.slice(0, from), footer], file.name)
}

function damagedParquet({ name }: { name: string }): ImportFailed {
  return new ImportFailed(`${name} could not be read: the Parquet file is damaged or cut short.`, 'Download or export it again.')
}
