import prelude from '../../engine/prelude.js?raw'
import { ImportFailed } from '../failures'
import type { LibrarySheet, SpreadsheetLibrary } from './library'
import type { LibraryRequest } from './library-worker'

/** Source text of the library's worker; on the development server, which loads modules one by one, its address. */
export type LibraryScript = { readonly text: string } | { readonly url: string }

type Answer = { readonly sheets: readonly LibrarySheet[] } | { readonly failed: string; readonly advice: string | null }

/** Milliseconds. */
const DEADLINE = 30_000

/** The library in a worker of its own for each workbook, which is ended when it takes too long, fails or is no longer wanted. */
export function libraryInWorker(script: LibraryScript): SpreadsheetLibrary {
  return {
    read(bytes, file, signal) {
      const worker = start(script)
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

function start(script: LibraryScript): Worker {
  if ('url' in script) return new Worker(script.url, { type: 'module' })
  const url = URL.createObjectURL(new Blob([prelude, ';', script.text], { type: 'text/javascript' }))
  const worker = new Worker(url, { name: 'spreadsheets' })
  URL.revokeObjectURL(url)
  return worker
}

function gaveUp(file: string, what: string): ImportFailed {
  return new ImportFailed(`${file} ${what}.`, 'Open it in a spreadsheet program, save it as .xlsx, and choose that file.')
}
