import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Engine } from '../../src/engine/database'
import { readFile } from '../../src/ingest/load/read-file'
import type { RawTable } from '../../src/ingest/table'

const DATA = process.env.CLIENTELE_DATA ?? '../shared/data'

export function hasRealFile(path: string): boolean {
  return existsSync(join(DATA, path))
}

/** A file of the folder of real data, read into a table as the page reads it. */
export async function readRealFile(engine: Engine, path: string, table = 't1'): Promise<RawTable> {
  const file = new File([readFileSync(join(DATA, path))], basename(path))
  return readFile(file, { engine, table, signal: new AbortController().signal, onProgress: () => undefined })
}

/** One part of the expected results that others published or computed. */
export function reference<T>(...path: readonly string[]): T {
  const all: unknown = JSON.parse(readFileSync(join(DATA, 'reference.json'), 'utf8'))
  return path.reduce((part, key) => (part as Record<string, unknown>)[key], all) as T
}
