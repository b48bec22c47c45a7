import { literal } from '../engine/database'

/** What may differ between two spellings of one id, in the order in which it is taken away. */
export const FORM_PARTS = ['blanks', 'case', 'decimals', 'separators', 'prefix', 'zeros'] as const
export type FormPart = (typeof FORM_PARTS)[number]

/** The parts that are taken away. */
export type IdForm = readonly FormPart[]

// RE2 of the engine. Each part leaves nothing that it, or a part before it, would take away again: the form of a form is itself.
const PARTS: Readonly<Record<FormPart, (text: string) => string>> = {
  blanks: (text) => replaced(text, '[\\s\\p{Z}]+', '', true),
  case: (text) => `upper(${text})`,
  decimals: (text) => replaced(text, '([0-9])(\\.0+)+$', '\\1'),
  separators: (text) => replaced(text, '[^\\p{L}\\p{N}]+', '', true),
  prefix: (text) => replaced(text, '^(\\p{L}+[^\\p{L}0-9]*)+([0-9])', '\\2'),
  zeros: (text) => replaced(text, '^([^0-9]*)0+([0-9])', '\\1\\2'),
}

const WORDS: Readonly<Record<FormPart, string>> = {
  blanks: 'blanks',
  case: 'capital letters',
  decimals: 'a “.0” at the end',
  separators: 'hyphens and other signs',
  prefix: 'letters before the number',
  zeros: 'leading zeros',
}

/** The normal form of an id in SQL. An id of which nothing would be left stays as it is. */
export function idFormSql(form: IdForm, text: string): string {
  const trimmed = `trim(${text})`
  const formed = FORM_PARTS.filter((part) => form.includes(part)).reduce((sql, part) => PARTS[part](sql), trimmed)
  return `coalesce(nullif(${formed}, ''), nullif(${trimmed}, ''))`
}

/** The letters before an id's number in SQL, in capitals; '' where there are none. */
export function prefixSql(text: string): string {
  return `upper(${replaced(`regexp_extract(trim(${text}), '^(?:\\p{L}+[^\\p{L}0-9]*)+[0-9]')`, '[^\\p{L}]+', '', true)})`
}

/** "leading zeros and letters before the number". */
export function formWords(form: IdForm): string {
  const parts = FORM_PARTS.filter((part) => form.includes(part)).map((part) => WORDS[part])
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)!}`
}

export function formPartOf(value: unknown): FormPart | null {
  return FORM_PARTS.find((part) => part === value) ?? null
}

function replaced(text: string, pattern: string, by: string, everywhere = false): string {
  return `regexp_replace(${text}, ${literal(pattern)}, ${literal(by)}${everywhere ? ", 'g'" : ''})`
}
