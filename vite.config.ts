import { svelte } from '@sveltejs/vite-plugin-svelte'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { packed } from './packed.ts'
import { POLICY } from './src/engine/policy.ts'
import { thirdParty } from './third-party.ts'

/** Puts the page's policy into the built page, and into `_headers` for hosts that honour it. The development server needs a looser one: none. */
export const policy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY }, injectTo: 'head-prepend' },
  ],
  generateBundle() {
    const headers = [
      `Content-Security-Policy: ${POLICY}; frame-ancestors ${process.env.CLIENTELE_EMBED_IN ?? "'none'"}`,
      'X-Content-Type-Options: nosniff',
      'Referrer-Policy: no-referrer',
      'X-DNS-Prefetch-Control: off',
    ]
    this.emitFile({ type: 'asset', fileName: '_headers', source: ['/*', ...headers.map((line) => `  ${line}`), ''].join('\n') })
  },
}

/** d3 is imported whole and shaken: d3-transition alone changes others when it is loaded, and nothing here asks for it. */
const treeshake = { moduleSideEffects: (id: string) => (/node_modules\/d3[-/]/.test(id) ? false : undefined) }

export default defineConfig({
  base: './',
  plugins: [svelte(), policy, thirdParty, packed],
  worker: { format: 'iife', rolldownOptions: { treeshake } },
  build: {
    target: 'es2022',
    // One script: after the airlock closes, no chunk could be fetched.
    rolldownOptions: { treeshake, output: { codeSplitting: false } },
    assetsInlineLimit: 0,
    modulePreload: false,
    chunkSizeWarningLimit: 2000,
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['src/**/*.test.ts', 'test/*.test.ts'],
          environment: 'node',
          isolate: false,
          maxWorkers: 2,
          // These run in the time the browser's tests leave.
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          environment: 'node',
          maxWorkers: 1,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          globalSetup: ['test/browser/serve.ts'],
        },
      },
    ],
  },
})
