import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../test/support/open-database'
import { provideParquet } from '../../../test/support/provide-parquet'
import { ImportFailed } from '../failures'
import { openFile } from '../open-file'

provideParquet()

const DATA = process.env.CLIENTELE_DATA ?? '../shared/data'
const FILES = join(DATA, 'messy/duckdb_csv')
const signal = new AbortController().signal
const onProgress = () => undefined

/** Rows × columns of each table of a file, or why it is refused. */
async function outcome(path: string): Promise<string> {
  const engine = await openDatabase()
  const file = new File([readFileSync(path)], path.split('/').at(-1)!)
  try {
    const opened = await openFile(file, { signal, onProgress })
    const found: string[] = []
    for (const part of opened.parts.filter(({ isChosen }) => isChosen)) {
      const table = await opened.read(part, { engine, table: `t${found.length + 1}`, signal, onProgress })
      expect(table.rowsRead).toBe(table.rowsKept + table.rowsSetAside)
      found.push(`${table.rowsKept} × ${table.columns.length}${table.rowsSetAside > 0 ? `, ${table.rowsSetAside} set aside` : ''}`)
    }
    return found.join('; ')
  } catch (error) {
    if (!(error instanceof ImportFailed)) throw error
    return error.message.replaceAll(file.name, 'It')
  }
}

test.skipIf(!existsSync(FILES))(
  "DuckDB's own CSV files: each is read to rows × columns, or refused with a reason",
  async () => {
    const paths = readdirSync(FILES, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/^(SOURCE|LICENSE|README)/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
    const outcomes: Record<string, string> = {}
    for (const path of paths) outcomes[relative(FILES, path)] = await outcome(path)
    await expect(`${JSON.stringify(outcomes, null, 2)}\n`).toMatchFileSnapshot('duckdb-files.outcomes.json')
  },
  600_000,
)
