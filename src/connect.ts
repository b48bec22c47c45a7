import { proxy, wrap, type Remote } from 'comlink'
import { closeAirlock, loadFonts } from './engine/airlock'
import { fetchParts, fetchText } from './engine/fetch-parts'
import prelude from './engine/prelude.js?raw'
import type { EngineParts } from './engine/process'
import chunksUrl from './ingest/load/chunk-worker.ts?worker&url'
import libraryUrl from './ingest/spreadsheet/library-worker.ts?worker&url'
import type { WorkerScript } from './ingest/worker-script'
import type { Arrivals, Workbench, Workbooks } from './workbench'
import workerUrl from './worker.ts?worker&url'

/** What the workbench's own workers are made of: after the airlock closes nothing can be fetched. */
export interface WorkerScripts {
  readonly spreadsheets: WorkerScript
  readonly chunks: WorkerScript
}

/** The worker's side of the boundary: it is given the engine first. */
export interface Bootable extends Workbench {
  boot(parts: EngineParts, scripts: WorkerScripts, cores: number): Promise<void>
}

/** The workbench in its worker. It may be called at once: calls wait until the worker is there. What else is `fetched` comes before the airlock closes. */
export function connectWorkbench(fetched: Promise<unknown>): Workbench {
  const connected = connect(fetched)
  // Said by ready(), and by every other call.
  connected.catch(() => {})
  type Remotes = Record<string, (...args: unknown[]) => Promise<unknown>>
  const call =
    (method: string, of: (remote: Remote<Bootable>) => unknown) =>
    async (...args: unknown[]) =>
      (of(await connected) as Remotes)[method]!(...args.map(sendable))
  // Not thenable: the workbench itself may be awaited.
  const caller = <T extends object>(own: Partial<T>, of: (remote: Remote<Bootable>) => unknown) =>
    new Proxy(own as T, {
      get: (_, method) =>
        typeof method === 'symbol' || method === 'then' ? undefined : ((own as Record<string, unknown>)[method] ?? call(method, of)),
    })
  const workbooks = caller<Workbooks>({}, (remote) => remote.workbooks)
  const arrivals = caller<Arrivals>({}, (remote) => remote.arrivals)
  return caller<Workbench>({ workbooks, arrivals }, (remote) => remote)
}

async function connect(fetched: Promise<unknown>): Promise<Remote<Bootable>> {
  const [parts, source, spreadsheets, chunks] = await Promise.all([
    fetchParts(),
    import.meta.env.DEV ? null : fetchText(workerUrl),
    fetchScript(libraryUrl),
    fetchScript(chunksUrl),
    loadFonts(),
    fetched,
  ])
  // The development server loads modules one by one, and needs its network.
  if (source !== null) closeAirlock()
  const remote = wrap<Bootable>(source === null ? new Worker(workerUrl, { type: 'module' }) : fromBlob(source))
  await remote.boot(parts, { spreadsheets, chunks }, navigator.hardwareConcurrency)
  return remote
}

async function fetchScript(url: string): Promise<WorkerScript> {
  return import.meta.env.DEV ? { url: new URL(url, location.href).href } : { text: await fetchText(url) }
}

/** From a blob, since only such a worker is inside the page's policy. */
function fromBlob(source: string): Worker {
  const url = URL.createObjectURL(new Blob([prelude, ';', source], { type: 'text/javascript' }))
  const worker = new Worker(url, { name: 'workbench' })
  URL.revokeObjectURL(url)
  return worker
}

/** Svelte's state proxies cannot be cloned, and functions need a way back. Files pass as they are. */
function sendable(value: unknown): unknown {
  if (typeof value === 'function') return proxy(value)
  if (Array.isArray(value)) return value.map(sendable)
  if (value === null || typeof value !== 'object' || Object.prototype.toString.call(value) !== '[object Object]') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, sendable(item)]))
}
