/* A worker as foreign code would start it: without our prelude, under the page's policy alone. Its name is the address to reach. */
const address = self.name
const ways = {
  fetch: () => fetch(address, { mode: 'no-cors' }),
  XMLHttpRequest() {
    const request = new XMLHttpRequest()
    request.open('GET', address)
    request.send()
  },
  WebSocket: () => new WebSocket(address.replace(/^http/, 'ws')),
  EventSource: () => new EventSource(address),
  importScripts: () => importScripts(address),
}

let directive = null
self.addEventListener('securitypolicyviolation', (event) => (directive ??= event.effectiveDirective))

async function tryEach() {
  const attempts = []
  for (const [way, attempt] of Object.entries(ways)) {
    directive = null
    try {
      Promise.resolve(attempt()).catch(() => {})
    } catch {
      // What counts is whether the policy refused it.
    }
    await new Promise((resolve) => setTimeout(resolve, 150))
    attempts.push({ way: `${way} in a worker`, directive })
  }
  self.postMessage(attempts)
}

tryEach()
