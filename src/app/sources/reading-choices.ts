import type { ColumnChoice, Dialect, RawType } from '../../ingest/table'
import { TYPE_WORDS } from './column-facts'

interface Choice {
  readonly value: string
  readonly label: string
}

const DELIMITERS: readonly Choice[] = [
  { value: ',', label: 'comma' },
  { value: ';', label: 'semicolon' },
  { value: '\t', label: 'tab' },
  { value: '|', label: 'vertical bar' },
  { value: ' ', label: 'space' },
]

const QUOTES: readonly Choice[] = [
  { value: '"', label: 'double quote' },
  { value: "'", label: 'single quote' },
  { value: '', label: 'none' },
]

const ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'iso-8859-15',
  'shift_jis',
  'euc-jp',
  'gb18030',
  'big5',
  'euc-kr',
]

/** What was recognised stands among the choices, however unusual. */
function including(choices: readonly Choice[], value: string): readonly Choice[] {
  return choices.some((choice) => choice.value === value) ? choices : [{ value, label: value === '' ? 'none' : value }, ...choices]
}

export function delimiters({ delimiter }: Dialect): readonly Choice[] {
  return including(DELIMITERS, delimiter)
}

export function quotes({ quote }: Dialect): readonly Choice[] {
  return including(QUOTES, quote)
}

export function encodings({ encoding }: Dialect): readonly Choice[] {
  return including(
    ENCODINGS.map((name) => ({ value: name, label: name.toUpperCase() })),
    encoding,
  )
}

export function escapes({ escape, quote }: Dialect): readonly Choice[] {
  return including(
    [
      { value: quote, label: quote === '' ? 'not at all' : 'twice' },
      { value: '\\', label: 'behind a backslash' },
    ],
    escape,
  )
}

const TYPES: Record<ColumnChoice, string> = {
  text: 'text',
  integer: 'whole number',
  'number .': 'number, decimal point',
  'number ,': 'number, decimal comma',
  'date dmy': 'date, day first',
  'date mdy': 'date, month first',
  'date ymd': 'date, year first (ISO)',
  'timestamp dmy': 'date and time, day first',
  'timestamp mdy': 'date and time, month first',
  'timestamp ymd': 'date and time, year first (ISO)',
  flag: 'yes or no',
}

/** '' leaves it to recognition. */
export function columnTypes(type: RawType): readonly Choice[] {
  return [{ value: '', label: `as recognised (${TYPE_WORDS[type]})` }, ...Object.entries(TYPES).map(([value, label]) => ({ value, label }))]
}

const MOST_HEADERS = 10

export function headers({ headerRecord }: Dialect): readonly Choice[] {
  const records = Array.from({ length: Math.max(MOST_HEADERS, headerRecord + 1) }, (_, at) => ({
    value: String(at),
    label: `record ${at + 1}`,
  }))
  return [{ value: '-1', label: 'none: the first record is data' }, ...records]
}
