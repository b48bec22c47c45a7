import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../../test/support/open-database'
import { identifier, query, type ColumnType, type Engine } from '../../engine/database'
import type { Dialect, RawTable } from '../table'
import type { ChunkOutcome } from './chunk'
import { provideSharing, readersHere } from './chunk-readers'
import { readAllSetAside, readFile } from './read-file'

let engine: Engine
const outcomes: (ChunkOutcome | 'failed')[] = []
const kinds = () => outcomes.map((outcome) => (typeof outcome === 'string' ? outcome : 'read'))

beforeAll(async () => {
  engine = await openDatabase()
})
afterEach(() => provideSharing())
afterAll(() => provideSharing())

/** Files of any size are shared out among so many readers, in chunks of so many bytes. */
function share(count: number, leastChunk: number): void {
  outcomes.length = 0
  const readers = readersHere(count)
  const read: typeof readers.read = async (request, reader) => {
    const outcome = await readers.read(request, reader).catch(() => 'failed' as const)
    outcomes.push(outcome)
    if (outcome === 'failed') throw new Error('failed')
    return outcome
  }
  provideSharing({ leastBytes: 0, leastChunk, open: () => ({ ...readers, read }) })
}

interface Reading {
  readonly table?: Omit<RawTable, 'name' | 'milliseconds'>
  readonly rows?: unknown
  readonly setAside?: unknown
  readonly refusal?: string
}

async function read(file: File, table: string, dialect: Partial<Dialect> = {}): Promise<Reading> {
  try {
    const found = await readFile(file, { engine, table, dialect, signal: new AbortController().signal, onProgress: () => undefined })
    const types = await engine.rows(
      query('types', `select column_name as name, column_type as type from (describe ${identifier(table)})`, {
        name: 'text',
        type: 'text',
      }),
    )
    const texts = types.map(({ name }) => `${identifier(name!)}::varchar as ${identifier(name!)}`).join(', ')
    const columns = Object.fromEntries(types.map(({ name }) => [name!, 'text' as ColumnType]))
    const rows = await engine.rows(query('rows', `select ${texts} from ${identifier(table)}`, columns))
    const setAside = await readAllSetAside(file, found)
    const { name: _, milliseconds: __, ...rest } = found
    return { table: rest, rows: { types, rows }, setAside }
  } catch (error) {
    return { refusal: (error as Error).message }
  } finally {
    await engine.execute(`drop table if exists ${table}`)
  }
}

/** The same file read by one and by several. */
async function both(file: File, count: number, leastChunk: number, dialect?: Partial<Dialect>) {
  provideSharing()
  const alone = await read(file, 't1', dialect)
  share(count, leastChunk)
  return { alone, shared: await read(file, 't2', dialect) }
}

const LINES = ['\n', '\r\n', '\r'] as const
const encode: Record<string, (text: string) => Uint8Array<ArrayBuffer>> = {
  'utf-8': (text) => new TextEncoder().encode(text),
  'utf-8 with a mark': (text) => new TextEncoder().encode(`\ufeff${text}`),
  'utf-16le': (text) => wide(`\ufeff${text}`, true),
  'utf-16be': (text) => wide(`\ufeff${text}`, false),
  'windows-1252': (text) => Uint8Array.from(text, (character) => (character.charCodeAt(0) < 256 ? character.charCodeAt(0) : 63)),
}

function wide(text: string, isLittle: boolean): Uint8Array<ArrayBuffer> {
  const bytes = new DataView(new ArrayBuffer(text.length * 2))
  for (let at = 0; at < text.length; at++) bytes.setUint16(at * 2, text.charCodeAt(at), isLittle)
  return new Uint8Array(bytes.buffer)
}

const text = fc.oneof(
  { weight: 6, arbitrary: fc.string({ unit: fc.constantFrom('a', 'b', 'é', 'ß', ' ', 'N'), maxLength: 8 }) },
  { weight: 1, arbitrary: fc.constantFrom('x,y', 'a "b" c', 'line\nbreak', 'two\r\nbreaks\n', '"', 'ends "', ',;', 'N/A', '\u200bx') },
)
const quoted = (cell: string, delimiter: string) =>
  cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell

const two = (value: number) => String(value).padStart(2, '0')
const row = fc.record({
  note: text,
  amount: fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 0, max: 99_999 }).map((cents) => (cents / 100).toFixed(2)) },
    { weight: 1, arbitrary: fc.constantFrom('', '-', 'N/A', '(3.50)', '€ 4.10') },
  ),
  day: fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 })).map(([month, day]) => `2024-${two(month)}-${two(day)}`),
  kind: fc.constantFrom('yes', 'no', ''),
})
/** What a real file has here and there: `whole` lines in the place of a row. */
const oddity = fc.constantFrom<(delimiter: string) => string>(
  () => '',
  (delimiter) => ['Total', '', '12.50', '', ''].join(delimiter),
  (delimiter) => ['id', 'note', 'amount', 'day', 'kind'].join(delimiter),
  (delimiter) => ['id', 'note', 'other'].join(delimiter),
  (delimiter) => ['7', 'short'].join(delimiter),
  (delimiter) => ['8', 'long', '1.50', '2024-01-02', 'yes', 'more', 'more'].join(delimiter),
  (delimiter) => ['9', '"stray', '1.50', '2024-01-02', 'yes'].join(delimiter),
  (delimiter) => ['10', 'x', 'lots', '2024-01-02', 'yes'].join(delimiter),
  (delimiter) => ['11', 'x', '1.50', 'someday', 'yes'].join(delimiter),
  (delimiter) => ['12', 'x', '$ 1.50', '2024-01-02', 'yes'].join(delimiter),
  (delimiter) => ['13', 'x', '1,50', '02/03/2024', 'yes'].join(delimiter),
  (delimiter) => ['C14', 'x\0y', '1.50', '2024-01-02', 'yes'].join(delimiter),
  () => 'a remark',
)

const file = fc
  .record({
    rows: fc.array(row, { minLength: 30, maxLength: 150 }),
    oddities: fc.oneof(
      { weight: 1, arbitrary: fc.constant([]) },
      { weight: 2, arbitrary: fc.array(fc.tuple(fc.nat(200), oddity), { maxLength: 4 }) },
    ),
    delimiter: fc.constantFrom(',', ';', '\t'),
    lineEnd: fc.constantFrom(...LINES),
    encoding: fc.constantFrom(...Object.keys(encode)),
    endsOpen: fc.boolean(),
  })
  .map(({ rows, oddities, delimiter, lineEnd, encoding, endsOpen }) => {
    const lines = rows.map(({ note, amount, day, kind }, index) =>
      [`${index + 1}`, quoted(note, delimiter), amount, day, kind].join(delimiter),
    )
    for (const [place, odd] of oddities) lines.splice(place % (lines.length + 1), 0, odd(delimiter))
    const whole = [['id', 'note', 'amount', 'day', 'kind'].join(delimiter), ...lines].join(lineEnd) + (endsOpen ? '' : lineEnd)
    return new File([encode[encoding]!(whole)], 'file.csv')
  })

test('wherever a file is cut, several readers read what one reads: rows, lines, types, what is set aside, and every word', async () => {
  let wereRead = 0
  let wereDoubtful = 0
  await fc.assert(
    fc.asyncProperty(file, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 40, max: 900 }), async (one, count, leastChunk) => {
      const { alone, shared } = await both(one, count, leastChunk)
      expect(shared).toEqual(alone)
      if (kinds().every((kind) => kind === 'read')) wereRead++
      if (kinds().includes('doubtful')) wereDoubtful++
    }),
    { numRuns: 150, endOnFailure: true },
  )
  // Both ways were taken.
  expect(wereRead).toBeGreaterThan(30)
  expect(wereDoubtful).toBeGreaterThan(5)
}, 240_000)
