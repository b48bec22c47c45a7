import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

/** Code that the page fetches itself, and so can unpack itself. What the browser loads by a tag must come as it is. */
const FETCHED = /\.wasm$|worker.*\.js$/

/** Beside each large file that the page fetches a gzipped copy, for hosts that compress nothing: see src/engine/fetch-file.ts. */
export const packed: Plugin = {
  name: 'packed-copies',
  apply: 'build',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      for (const [fileName, file] of Object.entries(bundle)) {
        if (!FETCHED.test(fileName)) continue
        const source = file.type === 'asset' ? file.source : file.code
        // No ending that a host would take for an encoding, and tell the browser to undo.
        this.emitFile({ type: 'asset', fileName: `${fileName}.pack`, source: gzipSync(source, { level: 9 }) })
      }
    },
  },
}
