/**
 * A file of the build. From a host that compresses it, it is taken as it is: then the browser can keep the code it compiles of it for the
 * next visit, which it does for nothing else. From other hosts its packed copy comes, a quarter of its size, and is unpacked here.
 * Rejects with a sentence when the host does not give it.
 */
export async function fetchFile(url: string): Promise<Response> {
  if (import.meta.env.DEV || (await isCompressed(url))) return fetched(url)
  const { body } = await fetched(`${url}.pack`)
  const type = url.endsWith('.wasm') ? 'application/wasm' : 'text/javascript'
  return new Response(body!.pipeThrough(new DecompressionStream('gzip')), { headers: { 'content-type': type } })
}

async function isCompressed(url: string): Promise<boolean> {
  const { encodedBodySize = 0, decodedBodySize = 0 } = ownScript() ?? {}
  // What a host does to scripts it does to workers; to WebAssembly not always.
  if (encodedBodySize >= decodedBodySize) return false
  if (!url.endsWith('.wasm')) return true
  const head = await fetch(url, { method: 'HEAD' }).catch(() => null)
  return head !== null && head.ok && head.headers.has('content-encoding')
}

/** How the script that this stands in came. */
function ownScript(): PerformanceResourceTiming | undefined {
  return performance.getEntriesByName(import.meta.url, 'resource')[0] as PerformanceResourceTiming | undefined
}

async function fetched(url: string): Promise<Response> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url} could not be loaded (${response.status})`)
  return response
}
