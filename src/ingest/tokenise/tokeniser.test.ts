import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cellsOf } from '../plan/head'
import { SPACE_RUNS, syntaxOf } from './syntax'
import { ANY_WIDTH, Tokeniser, type RowFilter } from './tokeniser'

const CSV = { delimiter: ',', quote: '"', escape: '"' }

interface Record {
  readonly line: number
  readonly cells: readonly string[]
}

/** Records of a text that is fed in pieces ending at the given places. */
function tokenise(text: string, dialect = CSV, rowFilter: RowFilter = ANY_WIDTH, cuts: readonly number[] = []): Record[] {
  const bytes = new TextEncoder().encode(text)
  const places = [...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  const tokens = new Tokeniser(syntaxOf(dialect), rowFilter, Infinity)
  const found: Record[] = []
  let from = 0
  places.forEach((to, index) => {
    tokens.feed(bytes.subarray(from, to))
    tokens.scan(index === places.length - 1)
    from = to
    let first = 0
    for (let record = 0; record < tokens.records; record++) {
      const end = tokens.recordEnds[record]!
      found.push({ line: tokens.lines[record]!, cells: cellsOf(tokens, first, end) })
      first = end
    }
  })
  return found
}

const cells = (text: string, dialect = CSV, width = 0) => tokenise(text, dialect, { ...ANY_WIDTH, width }).map((record) => record.cells)

/** RFC 4180, section 2: fields with delimiters, quotes or line ends are quoted, quotes are doubled. */
const written = (rows: readonly (readonly string[])[], lineEnd: string) =>
  rows
    .map((row) =>
      row
        .map((cell) => (/[",\r\n]/.test(cell) || cell.trim() !== cell || cell === '' ? `"${cell.replaceAll('"', '""')}"` : cell))
        .join(','),
    )
    .join(lineEnd)

const cell = fc
  .oneof(
    fc.constantFrom('', '"', '""', ',', '\n', '\r\n', ' a ', '",', 'ä"ö\n'),
    fc.string({ maxLength: 12 }),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
  )
  .map((text) => text.replace(/^\ufeff/, ''))
const table = fc
  .integer({ min: 2, max: 5 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }))
const lineEnd = fc.constantFrom('\n', '\r\n', '\r')

test('what RFC 4180 writes is read back the same', () => {
  fc.assert(
    fc.property(table, lineEnd, (rows, end) => {
      expect(tokenise(written(rows, end)).map((record) => record.cells)).toEqual(rows)
    }),
    { numRuns: 2000 },
  )
})

test('however the bytes are cut into pieces, the records and their lines are the same', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        table.map((rows) => written(rows, '\n')),
        fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'é', '\\'), maxLength: 60 }),
      ),
      fc.array(fc.nat(200), { maxLength: 6 }),
      fc.constantFrom(0, 2, 3),
      (text, cuts, width) => {
        const rowFilter: RowFilter = { ...ANY_WIDTH, width, judge: (_, __, count) => width === 0 || count === width }
        expect(tokenise(text, CSV, rowFilter, cuts)).toEqual(tokenise(text, CSV, rowFilter))
      },
    ),
    { numRuns: 2000 },
  )
})

test('every record knows the line it begins on', () => {
  const text = 'a,b\n\n"x\ny",1\r\n\r\n2,"p\r\nq"\r3,4'
  expect(tokenise(text).map((record) => record.line)).toEqual([1, 3, 6, 8])
})

test('a quote that nothing follows up is part of the text', () => {
  expect(cells('5" pipe,"7" pipe",8"\n')).toEqual([['5" pipe', '7" pipe', '8"']])
})

test('spaces around a quoted field are no part of it, spaces inside are', () => {
  expect(cells('a, "b" ,c\n" d ",e , f\n')).toEqual([
    ['a', 'b', 'c'],
    [' d ', 'e ', ' f'],
  ])
})

test('a backslash escapes quotes where the file does so', () => {
  expect(cells('"5\\" pipe","a\\\\",c\n', { ...CSV, escape: '\\' })).toEqual([['5" pipe', 'a\\', 'c']])
})

test('runs of spaces are one delimiter, and none at the ends of a line', () => {
  expect(cells('  00001 19970101  1   11.77\r\n 00002  19970112 10 9.00 \r\n', { ...CSV, delimiter: SPACE_RUNS })).toEqual([
    ['00001', '19970101', '1', '11.77'],
    ['00002', '19970112', '10', '9.00'],
  ])
})

test('a delimiter may have several characters', () => {
  expect(cells('a||b|c||d\n', { ...CSV, delimiter: '||' })).toEqual([['a', 'b|c', 'd']])
  expect(cells('a, b,c\n', { ...CSV, delimiter: ', ' })).toEqual([['a', 'b', 'c']])
  expect(cells('a§"b§"§c\n', { ...CSV, delimiter: '§' })).toEqual([['a', 'b§', 'c']])
})

test('a stray opening quote is recognised by the number of fields', () => {
  expect(cells('a,b,c\n1,"2,3\n4,5,6\n7,8,"9\n"10,11,12\n', CSV, 3)).toEqual([
    ['a', 'b', 'c'],
    ['1', '"2', '3'],
    ['4', '5', '6'],
    ['7', '8', '"9'],
    ['"10', '11', '12'],
  ])
})

test('a quote before a quoted text is a character of it', () => {
  expect(cells('a,b,c\n1,""Two, three",4\n', CSV, 3)[1]).toEqual(['1', '"Two, three', '4'])
})

test('a text that ends in an inch sign nobody escaped ends there', () => {
  expect(cells('a,b,c\n1,"Table, 48"","made of oak, stained"\n', CSV, 3)[1]).toEqual(['1', 'Table, 48"', 'made of oak, stained'])
})

test('a quoted text over several lines stays one field even where a line of it has the right number of commas', () => {
  expect(cells('a,b\n"what,\n brings, you here\n , today","6"\n7,8\n', CSV, 2)[1]).toEqual(['what,\n brings, you here\n , today', '6'])
})

test('a hostile file in which every line opens a quote is read line by line, and not to its end from each of them', () => {
  const lines = Array.from({ length: 20_000 }, (_, line) => `${line},"b`)
  expect(cells(`${lines.join('\n')}\n`, CSV, 2)).toHaveLength(20_000)
  expect(cells(`${lines.join('\n')}\n1,c"\n`, CSV, 2)).toHaveLength(20_001)
})
