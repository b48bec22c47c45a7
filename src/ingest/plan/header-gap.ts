import type { HeadRecord } from './head'
import type { ValueParser } from '../type/value-parser'

type Kind = 'moment' | 'number' | 'address' | 'mail' | 'other'

const NAMED: readonly (readonly [Kind, RegExp])[] = [
  ['mail', /mail/],
  ['address', /\b(url|link|website)\b/],
  ['moment', /date|datum|fecha|\bdata\b|time\b|zeit|\bhora\b|created|updated|_(at|on)$/],
  ['number', /price|amount|total|qty|quantity|menge|betrag|preis|precio|importe|montant|prix|valoare|\bsum|revenue|cantitate|\bage\b/],
]

/**
 * Where a row of names that is one name short lacks it: before which name. The names that say what they name must stand over columns
 * that hold it; where that tells nothing, the last column has no name.
 */
export function gapIn(names: readonly string[], rows: readonly HeadRecord[], parsers: readonly (ValueParser | null)[]): number {
  const wanted = names.map(kindNamed)
  const found = parsers.map((parser, column) => kindOf(parser, rows, column))
  let best = names.length
  let most = worth(wanted, found, best)
  for (let gap = names.length - 1; gap >= 0; gap--) {
    const score = worth(wanted, found, gap)
    if (score > most) [best, most] = [gap, score]
  }
  return best
}

/** A separator that is missing between two quoted names leaves a quote within one. */
export function splitAtQuote(names: readonly string[]): string[] | null {
  const glued = names.findIndex((name) => /[^"]"[^"]/.test(name))
  if (glued < 0) return null
  return [...names.slice(0, glued), ...names[glued]!.split('"', 2), ...names.slice(glued + 1)]
}

function worth(wanted: readonly Kind[], found: readonly Kind[], gap: number): number {
  return wanted.reduce((sum, kind, name) => {
    const column = found[name < gap ? name : name + 1]
    if (kind === 'other' || column === undefined) return sum
    return sum + (column === kind ? 1 : -1)
  }, 0)
}

function kindNamed(name: string): Kind {
  const plain = name.toLowerCase().slice(0, 100)
  return NAMED.find(([, words]) => words.test(plain))?.[0] ?? 'other'
}

function kindOf(parser: ValueParser | null, rows: readonly HeadRecord[], column: number): Kind {
  if (parser) return parser.type === 'date' || parser.type === 'timestamp' ? 'moment' : parser.type === 'flag' ? 'other' : 'number'
  const cells = rows.slice(0, 50).flatMap(({ cells }) => (cells[column]?.trim() ? [cells[column].trim()] : []))
  const all = (test: RegExp) => cells.length > 0 && cells.every((cell) => test.test(cell))
  if (all(/^\d{1,2}:\d{2}/)) return 'moment'
  if (all(/^[^\s@]+@[^\s@]+$/)) return 'mail'
  return all(/^(https?:|www\.)/) ? 'address' : 'other'
}
