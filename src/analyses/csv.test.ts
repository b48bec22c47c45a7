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
