/** What a cell's number is shown as. */
export type Shown = 'number' | 'date' | 'moment' | 'time' | 'duration'

/** Formats that every workbook has without saying so (ECMA-376, 18.8.30), the ones of East Asia included. */
const BUILT_IN: ReadonlyMap<number, Shown> = new Map<number, Shown>([
  ...[14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id) => [id, 'date'] as const),
  [22, 'moment'],
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56].map((id) => [id, 'time'] as const),
  [46, 'duration'],
])

export function builtInFormat(id: number): Shown {
  return BUILT_IN.get(id) ?? 'number'
}

/** A format code in Excel's language: `yyyy\-mm\-dd hh:mm`, `[h]:mm`, `#,##0.00 "kg"`. */
export function readFormat(code: string): Shown {
  const bare = code
    .replace(/"[^"]*"?/g, '')
    .replace(/\\.|_.|\*./gu, '')
    .replace(/\[(?!(h+|m+|s+)\])[^\]]*\]?/gi, '')
    .split(';')[0]!
    .toLowerCase()
  if (bare.includes('general')) return 'number'
  if (/\[(h+|m+|s+)\]/.test(bare)) return 'duration'
  const hasClock = /[hs]|am\/pm|a\/p/.test(bare)
  const marks = bare.replace(/am\/pm|a\/p/g, 'h').replace(/[^ymdhse]/g, '')
  if (/^e?$/.test(marks.replace(/[^ymdhs]/g, ''))) return 'number'
  // Between hours and seconds, m is a minute.
  const hasDay = /[yd]/.test(marks) || /m/.test(marks.replace(/h+m+|m+s+/g, ''))
  if (hasDay) return hasClock ? 'moment' : 'date'
  return hasClock ? 'time' : 'number'
}
