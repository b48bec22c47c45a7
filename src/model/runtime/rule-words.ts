import { count, days as daysWords, plural } from '../../shared/format'
import { chipWords, clausePhrase, listed, type Wording } from './clause-words'
import type { HappeningKind } from './happenings'
import { asking, type Group, type Happening, type Line, type Rule, type Then, type Times } from './rule'

/** What rules are worded with. */
export interface RuleWording extends Wording {
  readonly happenings: readonly HappeningKind[]
  /** What customers are called: "customers". */
  readonly many: string
}

/** A piece of a line: what was chosen in it can be changed, the rest holds it together. */
export interface Piece {
  readonly text: string
  readonly isChosen: boolean
}

const JOINS = { all: 'and', any: 'or', none: 'or' } as const

/** "customers with at least 4 orders, silent for at least 60 days and (in France or who bought Tools)": who fits, in one sentence. */
export function ruleWords(rule: Rule, wording: RuleWording): string {
  const lines = asking(rule)
  return lines.length === 0 ? `all ${wording.many}` : `${wording.many} ${groupWords(rule, wording)}`
}

/** A line by itself, in pieces. Of a group: nothing. */
export function linePieces(line: Line, wording: RuleWording): readonly Piece[] {
  switch (line.kind) {
    case 'is': {
      const { label, words } = chipWords(line.clause, wording)
      return [chosen(label), chosen(words)]
    }
    case 'times': {
      const past = done(line.happening, wording, 'past')
      if (line.isNot && line.least === 1) return [plain('never'), chosen(past), ...lastDays(line.days)]
      return [chosen(past), chosen(often(line)), ...lastDays(line.days)]
    }
    case 'then': {
      const { first, second, days, isNot } = line
      const [before, after] = [chosen(done(first, wording, 'past')), done(second, wording, isNot ? 'plain' : 'past')]
      const within = days === null ? [] : [plain('within'), chosen(daysWords(days))]
      if (!isNot) return [before, plain('and later'), chosen(after), ...within]
      return [before, plain('and did not'), chosen(after), ...within, plain('after the last time')]
    }
    case 'group':
      return []
  }
}

function groupWords(group: Group, wording: RuleWording): string {
  const lines = asking(group).map((line) => lineWords(line, wording))
  const join = JOINS[group.of]
  const joined = lines.length > 1 ? `${lines.slice(0, -1).join(join === 'and' ? ', ' : ' or ')} ${join} ${lines.at(-1)}` : lines[0]!
  return group.of === 'none' ? `not (${joined})` : joined
}

/** A line as part of a sentence behind "customers", a group of several in brackets. */
export function lineWords(line: Line, wording: RuleWording): string {
  if (line.kind === 'group') {
    const words = groupWords(line, wording)
    return line.of !== 'none' && asking(line).length > 1 ? `(${words})` : words
  }
  if (line.kind === 'is') return clausePhrase(line.clause, wording)
  return `who ${linePieces(line, wording)
    .map(({ text }) => text)
    .join(' ')}`
}

function often({ least, isNot }: Times): string {
  if (isNot) return `fewer than ${count(least)} times`
  return least === 1 ? 'at least once' : least === 2 ? 'at least twice' : `at least ${count(least)} times`
}

function lastDays(days: Then['days']): readonly Piece[] {
  return days === null ? [] : [plain('in the last'), chosen(plural(days, 'day'))]
}

function done({ what, values }: Happening, { happenings }: RuleWording, form: 'past' | 'plain'): string {
  const kind = happenings.find(({ id }) => id === what)
  if (!kind) return what
  const named = values.length > 0 ? `${what === 'ticket' ? 'about ' : what === 'touch' ? 'by ' : ''}${listed(values, 3)}` : kind.any
  return named === '' ? kind[form] : `${kind[form]} ${named}`
}

const chosen = (text: string): Piece => ({ text, isChosen: true })
const plain = (text: string): Piece => ({ text, isChosen: false })
