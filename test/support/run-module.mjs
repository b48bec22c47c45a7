/** Runs a TypeScript module of the tests, with the product's own imports (.sql, .svelte), outside the test runner: `node run-module.mjs path [arguments]`. */
import { createServer } from 'vite'

const [path, ...rest] = process.argv.slice(2)
const server = await createServer({ server: { middlewareMode: true, hmr: false, watch: null }, appType: 'custom', logLevel: 'error' })
try {
  const loaded = await server.ssrLoadModule(`/${path}`)
  await loaded.main(rest)
} finally {
  await server.close()
}
