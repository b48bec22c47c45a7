import { ImportFailed } from '../failures'
import type { JsonRecord } from './records-text'
import { Scanner, type Path } from './scanner'
import type { Found } from './survey'

/** Lists of single values that stand side by side in an object: the columns of one table. */
export interface ColumnTable {
  readonly path: Path
  readonly columns: readonly string[]
  readonly rows: number
}

/** All values are held at once, since the columns follow one another. */
const MOST_VALUES = 20_000_000

export function columnTables(lists: readonly Found[]): readonly ColumnTable[] {
  const parents = new Map<string, Found[]>()
  for (const list of lists.filter(({ holds, elements }) => holds === 'values' && elements > 0)) {
    const parent = JSON.stringify(list.path.slice(0, -1))
    parents.set(parent, [...(parents.get(parent) ?? []), list])
  }
  return [...parents.values()].map((columns) => ({
    path: columns[0]!.path.slice(0, -1),
    columns: columns.map(({ path }) => path.at(-1) ?? 'value'),
    rows: Math.max(...columns.map(({ elements }) => elements)),
  }))
}

/** A record for each place of the lists; a shorter list is missing at the end. */
export async function* columnRecords(
  file: string,
  chunks: AsyncIterable<string>,
  { path, columns, rows }: ColumnTable,
): AsyncGenerator<JsonRecord> {
  if (rows * columns.length > MOST_VALUES)
    throw new ImportFailed(
      `${file} has its columns one after another, and is too large for that.`,
      'Export it as a list of records, or as CSV.',
    )
  const values = new Map(columns.map((name) => [name, [] as string[]]))
  const parent = JSON.stringify(path)
  const isColumn = (at: Path) => JSON.stringify(at.slice(0, -1)) === parent && (at.length > 0 || path.length === 0)
  const scanner = new Scanner(file, {
    open: (at, isList) => isList && isColumn(at),
    element(at, key, text) {
      if (key === null && isColumn(at)) values.get(at.at(-1) ?? 'value')?.push(text)
    },
  })
  for await (const chunk of chunks) scanner.feed(chunk)
  scanner.end()
  const names = columns.map((name) => JSON.stringify(name))
  const lists = columns.map((name) => values.get(name)!)
  for (let row = 0; row < rows; row++) {
    const cells = lists.map((list, index) => `${names[index]}:${list[row] ?? 'null'}`)
    yield { text: `{${cells.join(',')}}`, key: null }
  }
}
