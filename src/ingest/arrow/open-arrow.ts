import { readStream } from '../../engine/arrow-stream'
import { fileBytes, readSlice } from '../look/byte-source'
import { ImportFailed } from '../failures'
import type { OpenedFile, Part, ReadInto } from '../opened-file'
import { columnsOf, type StagedColumn } from './columns'
import { fillStaged, type StagedBatch } from './fill-staged'

const SIGN = 'ARROW1'
/** The sign and two bytes of padding; what follows is a stream like any other. */
const BEFORE_STREAM = 8

/** An Arrow file (Feather version 2) or stream is one table. */
export async function openArrow(file: File): Promise<OpenedFile> {
  const decoder = new TextDecoder('latin1')
  const isFile = decoder.decode(await readSlice(file, 0, SIGN.length)) === SIGN
  if (isFile && decoder.decode(await readSlice(file, file.size - SIGN.length, file.size)) !== SIGN) throw damagedArrow(file)
  const part: Part = { id: '', format: 'Arrow', rows: null, columns: null, isChosen: true, note: null }
  return {
    format: 'Arrow',
    parts: [part],
    read: (_, into) => fillStaged(file, 'Arrow', staged(file, isFile ? BEFORE_STREAM : 0, into), () => [], into),
    close: () => undefined,
  }
}

async function* staged(
  file: File,
  from: number,
  { signal }: ReadInto,
): AsyncGenerator<{ columns: readonly StagedColumn[]; batch: StagedBatch; bytesRead: number }> {
  const reach = { bytes: 0 }
  const stream = new File([file.slice(from)], file.name)
  try {
    for await (const { fields, batches } of readStream(fileBytes(stream, false, reach, signal))) {
      const columns = columnsOf(fields)
      for (const batch of batches) yield { columns, batch, bytesRead: reach.bytes }
    }
  } catch (error) {
    if (error instanceof ImportFailed || signal.aborted) throw error
    throw /compress/i.test((error as Error).message)
      ? new ImportFailed(
          `${file.name} is an Arrow file with compressed columns, which this page cannot unpack.`,
          'Write it with compression "uncompressed", or as Parquet, and choose that file.',
        )
      : damagedArrow(file)
  }
}

function damagedArrow({ name }: File): ImportFailed {
  return new ImportFailed(`${name} could not be read: the Arrow file is damaged or cut short.`, 'Download or export it again.')
}
