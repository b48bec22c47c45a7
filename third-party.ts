import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import type { Notice } from './src/app/privacy/notice'

interface LockedPackage {
  readonly version: string
  readonly license?: string
  readonly dev?: boolean
  readonly optional?: boolean
  readonly devOptional?: boolean
}

/** What stands inside the packages' WebAssembly, of which they say nothing themselves. */
const EMBEDDED: readonly Notice[] = [
  {
    name: 'DuckDB, in @duckdb/duckdb-wasm',
    version: '',
    licence: 'MIT',
    text: 'Copyright 2018-2025 Stichting DuckDB Foundation. It holds fast_float, fmt, miniz, RE2, utf8proc, zstd and others under MIT, BSD, Apache-2.0 and public-domain terms: https://github.com/duckdb/duckdb/tree/main/third_party',
  },
  {
    name: 'Apache Arrow and Parquet for Rust, in parquet-wasm',
    version: '',
    licence: 'Apache-2.0',
    text: 'Copyright 2019-2025 The Apache Software Foundation. It holds brotli, lz4, snappy and zstd under MIT, BSD and Apache-2.0 terms: https://github.com/apache/arrow-rs',
  },
]

const MODULE = 'virtual:third-party'

/** The notices of everything that is shipped or that makes it, from the locked packages: as a module for the page, and as a file beside it. */
export const thirdParty: Plugin = {
  name: 'third-party-notices',
  resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
  load: (id) => (id === `\0${MODULE}` ? `export const NOTICES = ${JSON.stringify(notices())}` : undefined),
  generateBundle() {
    const parts = notices().map(({ name, version, licence, text }) => `${name} ${version}\n${licence}\n\n${text}`)
    this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY.txt', source: parts.join(`\n\n${'-'.repeat(80)}\n\n`) })
  },
}

function notices(): readonly Notice[] {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, LockedPackage> }
  const shipped = Object.entries(packages).filter(
    ([path, { dev, optional, devOptional }]) => path !== '' && !dev && !optional && !devOptional && !TYPES.test(path),
  )
  return [...shipped.map(([path, { version, license }]) => noticeOf(path, version, license)), ...EMBEDDED]
}

/** Types leave no trace in what is built. */
const TYPES = /(^|\/)(@types\/|undici-types$)/

function noticeOf(path: string, version: string, license: string | undefined): Notice {
  const files = existsSync(path) ? readdirSync(path).filter((file) => /^(licen[cs]e|copying|notice|ofl)/i.test(file)) : []
  const text = files.map((file) => readFileSync(join(path, file), 'utf8').trim()).join('\n\n')
  const name = path.replace(/^.*node_modules\//, '')
  const licence = license ?? (/\bMIT\b/.test(text) ? 'MIT' : 'see its text')
  return { name, version, licence, text: text || `Under ${licence}, without a file of its own: https://www.npmjs.com/package/${name}` }
}
