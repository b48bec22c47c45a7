import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'
import { createGzip } from 'node:zlib'

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
}

/**
 * A plain static host on the loopback address, as any host would serve the build: no headers of its own, any sub-path. With `gzip` it
 * compresses what it sends, as many do; `onSent` hears the bytes of each body as they go over the wire.
 * @param {string} folder
 * @param {{ path?: string, port?: number, onRequest?: (url: string) => void, gzip?: boolean, onSent?: (url: string, bytes: number) => void }} [options]
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>}
 */
export async function serveFolder(folder, { path = '/', port = 0, onRequest = () => {}, gzip = false, onSent = () => {} } = {}) {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    onRequest(url.pathname)
    const name = decodeURIComponent(url.pathname)
    const file = normalize(join(folder, name.startsWith(path) ? name.slice(path.length) : '\0', name.endsWith('/') ? 'index.html' : ''))
    if (!name.startsWith(path) || !(file + sep).startsWith(normalize(folder + sep))) return response.writeHead(404).end('not found')
    try {
      if (!(await stat(file)).isFile()) throw new Error('not a file')
      const encodes = gzip && /\.(html|js|css|wasm|txt|json)$/.test(file)
      response.writeHead(200, {
        'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
        ...(encodes && { 'content-encoding': 'gzip' }),
      })
      if (request.method === 'HEAD') return response.end()
      const body = encodes ? createReadStream(file).pipe(createGzip()) : createReadStream(file)
      body.on('data', (chunk) => onSent(url.pathname, chunk.length))
      body.pipe(response)
    } catch {
      response.writeHead(404).end('not found')
    }
  })
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', () => resolve(undefined)))
  const address = server.address()
  const actual = typeof address === 'object' && address ? address.port : port
  return {
    url: `http://localhost:${actual}${path}`,
    port: actual,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
