import { wrap, type Remote } from 'comlink'
import { closeAirlock } from '../../../src/engine/airlock'
import { fetchParts, fetchText } from '../../../src/engine/fetch-parts'
import prelude from '../../../src/engine/prelude.js?raw'
import type { EngineUnderTest } from './worker'
import workerUrl from './worker.ts?worker&url'

declare global {
  var engine: Remote<EngineUnderTest>
}

const [parts, source] = await Promise.all([fetchParts(), fetchText(workerUrl)])
await closeAirlock()
globalThis.engine = wrap<EngineUnderTest>(new Worker(URL.createObjectURL(new Blob([prelude, ';', source])), { name: 'workbench' }))
await globalThis.engine.start(parts)
document.title = 'ready'
