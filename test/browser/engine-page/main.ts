import { wrap, type Remote } from 'comlink'
import { closeAirlock, requestsSoFar } from '../../../src/engine/airlock'
import { fetchParts, fetchText } from '../../../src/engine/fetch-parts'
import { tryToLeak } from '../../../src/engine/leaks'
import prelude from '../../../src/engine/prelude.js?raw'
import type { EngineUnderTest } from './worker'
import workerUrl from './worker.ts?worker&url'

declare global {
  var engine: Remote<EngineUnderTest>
  var privacy: { tryToLeak: typeof tryToLeak; requestsSoFar: typeof requestsSoFar }
}

const [parts, source] = await Promise.all([fetchParts(), fetchText(workerUrl)])
closeAirlock()
globalThis.engine = wrap<EngineUnderTest>(new Worker(URL.createObjectURL(new Blob([prelude, ';', source])), { name: 'workbench' }))
globalThis.privacy = { tryToLeak, requestsSoFar }
await globalThis.engine.start(parts)
document.title = 'ready'
