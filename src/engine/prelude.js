/*
  Runs first in every worker, before the worker's own code and in the same script. The page's policy already bars the
  network here, since a blob worker inherits it; this takes the means away as well, and lets workers be made from blobs only.
*/
;(() => {
  const refuse = () => {
    throw new TypeError('Clientele does not use the network')
  }
  const set = (name, value) => Object.defineProperty(self, name, { value, writable: false, configurable: false })
  for (const name of ['XMLHttpRequest', 'WebSocket', 'WebSocketStream', 'EventSource', 'WebTransport', 'RTCPeerConnection'])
    set(name, undefined)
  // Emscripten tells by this function's presence that it runs in a worker.
  set('importScripts', refuse)
  set('fetch', async () => refuse())
  if (self.trustedTypes)
    self.trustedTypes.createPolicy('default', { createScriptURL: (url) => (String(url).startsWith('blob:') ? url : null) })
})()
