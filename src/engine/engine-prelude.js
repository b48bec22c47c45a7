/*
  Stands between prelude.js and DuckDB's own worker script. The page compiled the engine once and sends the module here, so
  that a new engine needs no network and no second compilation. It also tells the heap's size, and holds a lock that the
  browser frees when the worker dies, however it dies.
*/
;(() => {
  let memory = null
  let module = null
  let port = null

  self.addEventListener('message', (event) => {
    if (!event.data || !event.data.engineModule) return
    event.stopImmediatePropagation()
    module = event.data.engineModule
    port = event.data.port
    port.onmessage = () => port.postMessage({ heapBytes: memory ? memory.buffer.byteLength : 0 })
    if (!self.navigator.locks) return
    self.navigator.locks.request(event.data.lock, () => {
      port.postMessage({ holdsLock: true })
      return new Promise(() => {})
    })
  })

  // What DuckDB's script would fetch and compile is already here.
  Object.defineProperty(self, 'TransformStream', { value: undefined })
  WebAssembly.instantiateStreaming = async (response, imports) => {
    Promise.resolve(response).catch(() => {})
    memory = imports.env.memory
    try {
      return { module, instance: await WebAssembly.instantiate(module, imports) }
    } catch (error) {
      // DuckDB's script would wait for ever.
      port.postMessage({ failed: String(error) })
      throw error
    }
  }

  // DuckDB's log lines may quote customer data.
  console.log = console.warn = () => {}
})()
