import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvPieces } from './csv'

function csv(rows: Parameters<typeof csvPieces>[0]): string {
  return [...csvPieces(rows)].map((piece) => new TextDecoder().decode(piece)).join('')
}

test('cells with separators, quotes and line breaks are quoted (RFC 4180)', () => {
  expect(csv([{ name: 'a,b', note: 'say "x"\nor y', n: 1.5, ok: true, none: null }])).toBe(
    'name,note,n,ok,none\r\n"a,b","say ""x""\nor y",1.5,true,\r\n',
  )
})

test('text that a spreadsheet would run as a formula is guarded; numbers stay numbers', () => {
  const hostile = ['=1+1', '+49 30 1', '-x', '@sum', '\tx', '\rx', '\nx', '  =cmd', '＝1', '＋1', '－1', '＠a']
  for (const text of hostile) expect(csv([{ text }]).split('text\r\n')[1]!.replace(/^"/, '')).toMatch(/^'/)
  expect(csv([{ value: -5, text: 'a=b', mail: 'x@y.example' }])).toBe('value,text,mail\r\n-5,a=b,x@y.example\r\n')
})

test('numbers keep their full precision', () => {
  expect(csv([{ share: 0.1 + 0.2, large: 1e21 }])).toBe('share,large\r\n0.30000000000000004,1e+21\r\n')
})

test('a header guarded like a cell, and columns that share a name with an object’s own', () => {
  expect(csv([JSON.parse('{"__proto__": 1, "=x": 2}')])).toBe("__proto__,'=x\r\n1,2\r\n")
})

test('a long table comes in pieces and loses no row', () => {
  const pieces = [...csvPieces(Array.from({ length: 12_345 }, (_, id) => ({ id })))]
  expect(pieces.length).toBeGreaterThan(3)
  expect(csv(Array.from({ length: 12_345 }, (_, id) => ({ id }))).split('\r\n')).toHaveLength(12_345 + 2)
})

test('a formula is found behind what nobody sees, behind quotes and behind the signs at which other programs split', () => {
  const cell = (text: string) => csv([{ text }]).slice('text\r\n'.length, -2)
  const unseen = ['\u200B', '\uFEFF', '\u00AD', '\u2060', '\u202E', '\u0000', '\u3164', '\u2800', '\u00A0', '\u2028', '\uFE0F', '\u{E0020}']
  for (const one of unseen) expect(cell(`${one}=1+1`), JSON.stringify(one)).toMatch(/^"?'/)
  expect(['"=1+1', "'=1+1", '“＝1', '−1+2', '﹦1', '⁼1'].map(cell)).toEqual([`"'""=1+1"`, "''=1+1", "'“＝1", "'−1+2", "'﹦1", "'⁼1"])
  expect(cell('a;=1+1')).toBe("a;'=1+1")
  expect(cell('a;  "=1+1')).toBe(`"a;  ""'=1+1"`)
  expect(cell('a\t@SUM(1)')).toBe("a\t'@SUM(1)")
  expect(cell('a\n+1')).toBe(`"a\n'+1"`)
  expect(cell('a|\u200B-1')).toBe("a|\u200B'-1")
  expect(['-12.50', '+3', '1,234.5', 'nice ;-) day', 'a; b', 'a=b', 'x;y-z'].map(cell)).toEqual([
    '-12.50',
    '+3',
    '"1,234.5"',
    'nice ;-) day',
    'a; b',
    'a=b',
    'x;y-z',
  ])
})

test('whatever stands in a cell, no cell that any program could make of it begins as a formula does', () => {
  const parts = fc.constantFrom('=', '+', '-', '@', '＝', ';', '\t', '\n', '\r', '|', '"', "'", '\u200B', '\uFEFF', ' ', 'a', '1', '(')
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 12 }), (signs) => {
      const written = csv([{ text: `x${signs.join('')}`, next: signs.join('') }]).slice('text,next\r\n'.length)
      for (const piece of written.split(/[;\t\r\n|]/)) {
        const seen = piece.replace(/^[\s\u200B\uFEFF"]+/u, '')
        expect(/^[=@＝]/.test(seen), JSON.stringify(written)).toBe(false)
      }
    }),
    { numRuns: 2000 },
  )
})
