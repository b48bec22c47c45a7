import { count } from '../../shared/format'
import { COUNT } from '../parts/unit'
import { round } from '../parts/round'
import { fitText, textWidth, wrapText } from '../parts/text-width'
import type { UpsetLayout, UpsetProps } from './types'

const ROW = 23
const HEAD = 62
const NARROW = 520
const DIVIDE = 12

/** A matrix of dots on its side, one line a combination, and bars beside it (UpSet: Lex and others 2014). */
export function layoutUpset(
  { sets, combinations, amount }: Pick<UpsetProps, 'sets' | 'combinations' | 'amount'>,
  width: number,
): UpsetLayout {
  const isNarrow = width < NARROW
  const step = Math.max(30, Math.min(96, (width * (isNarrow ? 0.58 : 0.44)) / sets.length))
  const matrix = step * sets.length
  const measures = [
    { name: 'Customers', unit: COUNT, of: (row: (typeof combinations)[number]) => row.customers },
    ...(amount && !isNarrow ? [{ name: amount.name, unit: amount.unit, of: (row: (typeof combinations)[number]) => row.amount ?? 0 }] : []),
  ]
  const room = (width - matrix) / measures.length
  const scales = measures.map(({ of, unit }, place) => {
    const most = Math.max(1, ...combinations.map(of))
    const text = Math.max(...combinations.map((row) => textWidth(unit.full(of(row)), 'medium')))
    return { x: matrix + place * room + 14, per: Math.max(4, room - text - 34) / most }
  })
  const firsts = combinations.filter(({ isIn }) => isIn[0]).length
  const divides = firsts > 0 && firsts < combinations.length
  return {
    height: HEAD + combinations.length * ROW + (divides ? DIVIDE : 0) + 6,
    head: HEAD,
    bars: measures.map(({ name }, place) => ({ x: round(scales[place]!.x), name })),
    sets: sets.map(({ name, count: own }, place) => ({
      x: round(step * (place + 0.5)),
      names: wrapText(name, step - 6, 2, place === 0 ? 'medium' : 'regular').map((line) => fitText(line, step - 4)),
      count: count(own),
      isFirst: place === 0,
    })),
    rows: combinations.map((row, index) => {
      const within = row.isIn.flatMap((isIn, place) => (isIn ? [round(step * (place + 0.5))] : []))
      return {
        y: HEAD + index * ROW + ROW / 2 + 3 + (divides && index >= firsts ? DIVIDE : 0),
        isFirst: row.isIn[0]!,
        words: row.words ? fitText(row.words, matrix - 12) : null,
        dots: row.words ? [] : row.isIn.map((isIn, place) => ({ x: round(step * (place + 0.5)), isIn })),
        line: !row.words && within.length > 1 ? [within[0]!, within.at(-1)!] : null,
        bars: measures.map(({ of, unit }, place) => ({
          x: round(scales[place]!.x),
          width: round(Math.max(0, of(row)) * scales[place]!.per),
          text: unit.full(of(row)),
        })),
      }
    }),
    divide: divides ? HEAD + firsts * ROW + DIVIDE / 2 + 3 : null,
  }
}
