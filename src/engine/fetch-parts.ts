import scriptUrl from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url'
import wasmUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url'
import parquetUrl from 'parquet-wasm/esm/parquet_wasm_bg.wasm?url'
import { fetchFile } from './fetch-file'
import type { EngineParts } from './process'

/** Fetches the engine and compiles it while it arrives. Every engine of this visit is made of these parts. */
export async function fetchParts(): Promise<EngineParts> {
  const [module, script, parquetReader] = await Promise.all([compile(), fetchText(scriptUrl), fetchBytes(parquetUrl)])
  return { module, script, parquetReader }
}

export async function fetchText(url: string): Promise<string> {
  const response = await fetchFile(url)
  return response.text()
}

async function fetchBytes(url: string): Promise<ArrayBuffer> {
  const response = await fetchFile(url)
  return response.arrayBuffer()
}

async function compile(): Promise<WebAssembly.Module> {
  const response = await fetchFile(wasmUrl)
  // Hosts that do not know .wasm send another type, which the streaming compiler refuses.
  const isWasm = response.headers.get('content-type')?.startsWith('application/wasm')
  return isWasm ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer())
}
