import { ImportFailed } from '../failures'
import type { LibrarySheet, SpreadsheetLibrary } from './library'
import { startWorker, type WorkerScript } from '../worker-script'
import type { LibraryRequest } from './library-worker'

type Answer = { readonly sheets: readonly LibrarySheet[] } | { readonly failed: string; readonly advice: string | null }

/** Milliseconds. */
const DEADLINE = 30_000

/** The library in a worker of its own for each workbook, which is ended when it takes too long, fails or is no longer wanted. */
export function libraryInWorker(script: WorkerScript): SpreadsheetLibrary {
  return {
    read(bytes, file, signal) {
      const worker = startWorker(script, 'spreadsheets')
      let late: ReturnType<typeof setTimeout> | undefined
      return new Promise<readonly LibrarySheet[]>((resolve, reject) => {
        const stop = () => reject(signal.reason as Error)
        signal.addEventListener('abort', stop, { once: true })
        late = setTimeout(() => reject(gaveUp(file, `was not read within ${DEADLINE / 1000} seconds`)), DEADLINE)
        worker.addEventListener('error', (event) => {
          event.preventDefault()
          reject(gaveUp(file, 'could not be read: its reader failed, or ran out of memory'))
        })
        worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
          if ('sheets' in data) resolve(data.sheets)
          else reject(data.advice === null ? gaveUp(file, `could not be read: ${data.failed}`) : new ImportFailed(data.failed, data.advice))
        })
        if (signal.aborted) stop()
        else worker.postMessage({ bytes, file } satisfies LibraryRequest, [bytes])
      }).finally(() => {
        clearTimeout(late)
        worker.terminate()
      })
    },
  }
}

function gaveUp(file: string, what: string): ImportFailed {
  return new ImportFailed(`${file} ${what}.`, 'Open it in a spreadsheet program, save it as .xlsx, and choose that file.')
}
