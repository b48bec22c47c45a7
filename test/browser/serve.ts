import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { serveFolder } from '../support/serve-folder.mjs'

declare module 'vitest' {
  interface ProvidedContext {
    address: string
  }
}

/** Builds the page once and serves it under a sub-path for every journey. */
export default async function setup(project: TestProject) {
  if (!process.env.CLIENTELE_BUILT)
    execFileSync(process.execPath, [join('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'], {
      stdio: 'inherit',
      // The test runner's own NODE_ENV would make a development build.
      env: { ...process.env, NODE_ENV: 'production' },
    })
  const served = await serveFolder('dist', { path: '/some/where/' })
  project.provide('address', served.url)
  return () => served.close()
}
