import prelude from '../engine/prelude.js?raw'

/** Source text of a worker; on the development server, which loads modules one by one, its address. */
export type WorkerScript = { readonly text: string } | { readonly url: string }

/** From a blob, since only such a worker is inside the page's policy. */
export function startWorker(script: WorkerScript, name: string): Worker {
  if ('url' in script) return new Worker(script.url, { type: 'module' })
  const url = URL.createObjectURL(new Blob([prelude, ';', script.text], { type: 'text/javascript' }))
  const worker = new Worker(url, { name })
  URL.revokeObjectURL(url)
  return worker
}
