import { BATCH_ROWS, encodeBatch, type ArrowColumn } from '../engine/arrow'

/** One customer as a load left them: id, first and last order, orders, revenue, segment. */
export type StateRow = readonly [
  id: string,
  firstAt: string | null,
  lastAt: string | null,
  orders: number,
  revenue: number,
  segment: string | null,
]

const NEWLINE = 10

/** Rows as lines of JSON, gzipped: the form in which the state of a load is kept. The same rows give the same bytes. */
export async function packStates(pages: AsyncIterable<readonly StateRow[]>): Promise<Blob> {
  const encoder = new TextEncoder()
  const pieces: Blob[] = []
  for await (const rows of pages)
    if (rows.length > 0) pieces.push(new Blob([encoder.encode(rows.map((row) => JSON.stringify(row)).join('\n') + '\n')]))
  return new Response(new Blob(pieces).stream().pipeThrough(new CompressionStream('gzip'))).blob()
}

/** The rows of such a file as Arrow batches of snapshots.customer_states. Rejects where it is not one. */
export async function* unpackStates(bytes: Blob, loadId: string): AsyncGenerator<Uint8Array> {
  let rows: StateRow[] = []
  for await (const line of linesOf(bytes.stream().pipeThrough(new DecompressionStream('gzip')))) {
    rows.push(parseRow(line))
    if (rows.length === BATCH_ROWS) {
      yield batchOf(rows, loadId)
      rows = []
    }
  }
  if (rows.length > 0) yield batchOf(rows, loadId)
}

async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = stream.getReader()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = new Uint8Array(0)
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    const bytes = new Uint8Array(rest.length + value.length)
    bytes.set(rest)
    bytes.set(value, rest.length)
    const end = bytes.lastIndexOf(NEWLINE)
    rest = bytes.slice(end + 1)
    if (end > 0) yield* decoder.decode(bytes.subarray(0, end)).split('\n')
  }
  if (rest.length > 0) throw new Error('the state of a load ends in the middle of a line')
}

function parseRow(line: string): StateRow {
  const row: unknown = JSON.parse(line)
  const isTime = (value: unknown) => value === null || (typeof value === 'string' && !Number.isNaN(Date.parse(`${value}Z`)))
  if (!Array.isArray(row) || row.length !== 6) throw new Error('a line in the state of a load is no customer')
  const [id, firstAt, lastAt, orders, revenue, segment] = row as unknown[]
  const isRow =
    typeof id === 'string' &&
    isTime(firstAt) &&
    isTime(lastAt) &&
    typeof orders === 'number' &&
    typeof revenue === 'number' &&
    (segment === null || typeof segment === 'string')
  if (!isRow) throw new Error('a line in the state of a load is no customer')
  return row as unknown as StateRow
}

function batchOf(rows: readonly StateRow[], loadId: string): Uint8Array {
  return encodeBatch(
    [
      textColumn(
        'load_id',
        rows.map(() => loadId),
      ),
      textColumn(
        'customer_id',
        rows.map(([id]) => id),
      ),
      timeColumn(
        'first_at',
        rows.map(([, firstAt]) => firstAt),
      ),
      timeColumn(
        'last_at',
        rows.map(([, , lastAt]) => lastAt),
      ),
      { name: 'orders', type: 'number', validity: null, values: Float64Array.from(rows, ([, , , orders]) => orders) },
      { name: 'revenue', type: 'number', validity: null, values: Float64Array.from(rows, ([, , , , revenue]) => revenue) },
      textColumn(
        'segment',
        rows.map(([, , , , , segment]) => segment),
      ),
    ],
    rows.length,
  )
}

function textColumn(name: string, values: readonly (string | null)[]): ArrowColumn {
  const encoder = new TextEncoder()
  const encoded = values.map((value) => encoder.encode(value ?? ''))
  const offsets = new Int32Array(values.length + 1)
  encoded.forEach((bytes, row) => (offsets[row + 1] = offsets[row]! + bytes.length))
  const bytes = new Uint8Array(offsets[values.length]!)
  encoded.forEach((piece, row) => bytes.set(piece, offsets[row]))
  return { name, type: 'text', offsets, bytes, validity: validityOf(values) }
}

function timeColumn(name: string, values: readonly (string | null)[]): ArrowColumn {
  const times = Float64Array.from(values, (value) => (value === null ? 0 : Date.parse(`${value}Z`)))
  return { name, type: 'timestamp', values: times, validity: validityOf(values) }
}

function validityOf(values: readonly unknown[]): Uint8Array {
  const bits = new Uint8Array((values.length + 7) >> 3)
  values.forEach((value, row) => value !== null && (bits[row >> 3]! |= 1 << (row & 7)))
  return bits
}
