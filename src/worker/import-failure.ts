import { EngineRestarted } from '../engine/failures'
import { ImportFailed } from '../ingest/failures'
import type { ImportFailure } from '../workbench'

/** Why a file, or a part of one, could not be read, for the reader. */
export function importFailure(file: string, error: Error): ImportFailure {
  if (error instanceof ImportFailed) return { file, message: error.message, advice: error.advice }
  if (error instanceof EngineRestarted)
    return {
      file,
      message: `The engine stopped twice while ${file} was read, and was started again without it.`,
      advice: 'It may be too large for the memory of this browser: split it, or close other tabs and drop it again.',
    }
  const isMemory = /out of memory|allocation/i.test(error.message)
  return {
    file,
    message: isMemory ? `There is not enough memory for ${file}.` : `${file} could not be read: ${error.message}`,
    advice: isMemory ? 'Remove other files on the page Sources, or split this one, and drop it again.' : 'Nothing of it was kept.',
  }
}
