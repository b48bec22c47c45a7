import { gzipSync } from 'node:zlib'
import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { openDatabase } from '../../test/support/open-database'
import { ImportFailed } from './failures'
import { openFile } from './open-file'
import type { OpenedFile } from './opened-file'
import type { RawTable } from './table'

const ORDERS = 'customer,day,amount\nann,2024-01-05,9.50\nbob,2024-01-06,3.25\n'
const signal = new AbortController().signal
const onProgress = () => undefined

type Content = string | Uint8Array

function open(content: Content, name: string): Promise<OpenedFile> {
  return openFile(new File([content as Uint8Array<ArrayBuffer>], name), { signal, onProgress })
}

async function readChosen(opened: OpenedFile): Promise<RawTable[]> {
  const engine = await openDatabase()
  const tables: RawTable[] = []
  for (const part of opened.parts.filter(({ isChosen }) => isChosen))
    tables.push(await opened.read(part, { engine, table: `t${tables.length + 1}`, signal, onProgress }))
  return tables
}

async function refusal(work: Promise<unknown>): Promise<ImportFailed> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(ImportFailed)
  return error as ImportFailed
}

test('a zip archive offers the tables of every file inside, and what systems leave behind is left out', async () => {
  const opened = await open(
    zipSync({
      'orders/march.csv': strToU8(ORDERS),
      'orders/april.tsv.gz': gzipSync(Buffer.from(ORDERS.replaceAll(',', '\t'))),
      'inner.zip': zipSync({ 'may.csv': strToU8(ORDERS) }),
      'README.txt': strToU8('What the files are.\n'),
      'logo.png': Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
      'nothing.csv': new Uint8Array(0),
      '__MACOSX/orders/._march.csv': strToU8('x'),
      '.DS_Store': strToU8('x'),
      'orders/': new Uint8Array(0),
    }),
    'orders.zip',
  )
  expect(opened.parts.map(({ id, isChosen, note }) => [id, isChosen, note])).toEqual([
    ['orders/march.csv', true, null],
    ['orders/april.tsv.gz', true, null],
    ['inner.zip · may.csv', true, null],
    ['README.txt', false, 'a text about the files'],
    ['logo.png', false, expect.stringContaining('picture (PNG)')],
    ['nothing.csv', false, 'empty'],
  ])
  const tables = await readChosen(opened)
  expect(tables.map(({ file, part, rowsKept }) => [file, part, rowsKept])).toEqual([
    ['orders.zip', 'orders/march.csv', 2],
    ['orders.zip', 'orders/april.tsv.gz', 2],
    ['orders.zip', 'inner.zip · may.csv', 2],
  ])
  expect(tables.every(({ columns }) => columns.map(({ type }) => type).join() === 'text,date,number')).toBe(true)
})

test('a file in an archive that cannot be read is refused by its own name', async () => {
  const opened = await open(zipSync({ 'a.csv': strToU8(ORDERS), 'logo.png': Uint8Array.from([0x89, 0x50, 0x4e, 0x47]) }), 'a.zip')
  const engine = await openDatabase()
  const error = await refusal(opened.read(opened.parts[1]!, { engine, table: 't1', signal, onProgress }))
  expect(error.message).toContain('a.zip · logo.png')
})

test('an archive protected by a password is refused as one', async () => {
  const bytes = zipSync({ 'a.csv': strToU8(ORDERS) })
  // Bit 0 of the flags, in the central directory.
  const at = Buffer.from(bytes).lastIndexOf(Buffer.from('PK\u0001\u0002', 'latin1'))
  bytes[at + 8]! |= 1
  expect((await refusal(open(bytes, 'a.zip'))).message).toMatch(/protected by a password/)
})

test('a zip archive cut short anywhere is refused, and so is one whose bytes changed', async () => {
  const bytes = zipSync({ 'a.csv': strToU8(ORDERS.repeat(50)) }, { level: 0 })
  for (let share = 1; share < 20; share++)
    expect((await refusal(open(bytes.slice(0, Math.floor((bytes.length * share) / 20)), 'a.zip'))).message).toMatch(/damaged|not a text/)
  const changed = bytes.slice()
  changed[200]! ^= 1
  const opened = await open(changed, 'a.zip')
  expect((await refusal(readChosen(opened))).message).toMatch(/damaged/)
})

test('a file that unpacks to more than 200 times its size is refused before it fills the memory', async () => {
  const bomb = zipSync({ 'bomb.json': new Uint8Array(60e6).fill(91) }, { level: 9 })
  const opened = await open(bomb, 'bomb.zip')
  expect(opened.parts[0]).toMatchObject({ isChosen: false, note: expect.stringContaining('200 times') })
})

test('archives nested without end are not followed', async () => {
  let bytes = zipSync({ 'a.csv': strToU8(ORDERS) })
  for (let depth = 0; depth < 4; depth++) bytes = zipSync({ [`${depth}.zip`]: bytes })
  const opened = await open(bytes, 'deep.zip')
  expect(opened.parts).toMatchObject([{ isChosen: false, note: expect.stringContaining('an archive in an archive') }])
})

test('an empty zip archive holds nothing', async () => {
  expect((await refusal(open(zipSync({}), 'none.zip'))).message).toMatch(/without files/)
})

test('a file of text is one table, gzipped or not', async () => {
  for (const [content, name] of [
    [ORDERS, 'orders.csv'],
    [new Uint8Array(gzipSync(Buffer.from(ORDERS))), 'orders.csv.gz'],
  ] as const) {
    const opened = await open(content, name)
    expect(opened.parts).toMatchObject([{ id: '', isChosen: true }])
    expect(await readChosen(opened)).toMatchObject([{ file: name, part: '', rowsKept: 2 }])
  }
})
