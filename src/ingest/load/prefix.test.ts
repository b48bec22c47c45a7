import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makePlan } from '../plan/plan'

const DIALECT = { delimiter: ',', quote: '"', escape: '"', headerRecord: 0 }
const HEADER = 'id,day,amount,remark'

const remark = fc.oneof(
  fc.constantFrom('', 'plain', 'with "quotes"', 'over\nlines', 'a, b', '"', 'ends in "', '\r\n'),
  fc.string({ unit: fc.constantFrom('a', '1', '"', ',', '\n', '\r', ' ', '-'), maxLength: 12 }),
)
const row = fc.record({ id: fc.nat(99_999), day: fc.integer({ min: 1, max: 28 }), cents: fc.nat(99_999), remark })
const rows = fc.array(row, { minLength: 12, maxLength: 30 })

type Row = { id: number; day: number; cents: number; remark: string }

/** As RFC 4180 writes it: the remark, which stands last or first, is quoted. */
function written({ id, day, cents, remark: text }: Row, isFirst: boolean): string {
  const values = [String(id), `2024-02-${String(day).padStart(2, '0')}`, (cents / 100).toFixed(2)]
  const quoted = `"${text.replaceAll('"', '""')}"`
  return (isFirst ? [quoted, ...values] : [...values, quoted]).join(',')
}

const columnsOf = (text: string, isWhole: boolean) =>
  makePlan([new TextEncoder().encode(text)], isWhole, 'utf-8', DIALECT).columns.map(({ parser, note, doubt, nearly }) => ({
    parser: parser?.id ?? 'text',
    note,
    doubt,
    nearly,
  }))

test('evidence of a prefix is evidence of its whole records, wherever it is cut, however it is quoted and its lines end (R2)', () => {
  fc.assert(
    fc.property(
      rows,
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      fc.double({ min: 0.4, max: 1, noNaN: true }),
      (all, end, isFirst, cut) => {
        const header = isFirst ? 'remark,id,day,amount' : HEADER
        const records = [header, ...all.map((one) => written(one, isFirst))]
        const text = records.join(end) + end
        const at = Math.floor(text.length * cut)
        let whole = ''
        for (const record of records) {
          if (whole.length + record.length + end.length > at) break
          whole += record + end
        }
        fc.pre(whole.split(end).length > 8)
        expect(columnsOf(text.slice(0, at), false)).toEqual(columnsOf(whole, false))
      },
    ),
    { numRuns: 100 },
  )
})

test('a quoted last column cut in mid-record leaves the others what they are', () => {
  const records = Array.from(
    { length: 40 },
    (_, at) => `${at},2024-02-${String(1 + (at % 28)).padStart(2, '0')},${at}.50,"said ""yes"",\nor so"`,
  )
  const text = `${HEADER}\n${records.join('\n')}\n`
  for (let cut = text.length - 60; cut <= text.length; cut++)
    expect(columnsOf(text.slice(0, cut), false).map(({ parser }) => parser)).toEqual(['integer', 'date ymd none', 'number . none', 'text'])
})
