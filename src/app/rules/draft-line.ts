import type { Line, Then, Times } from '../../model/runtime/rule'
import type { Field } from '../../model/runtime/filter-fields'
import type { HappeningKind } from '../../model/runtime/happenings'
import { emptyClause, isWhole } from '../filter/draft'

export const TIMES = 'rule.times'
export const THEN = 'rule.then'

/** What a line can be about besides fields, as fields are listed. */
export function behaviours(happenings: readonly HappeningKind[]): readonly Field[] {
  if (happenings.length === 0) return []
  return [
    { id: TIMES, label: 'How often', kind: 'members', hint: 'behaviour' },
    { id: THEN, label: 'One thing, then another', kind: 'members', hint: 'behaviour' },
  ]
}

/** Which entry of the list a line was begun from. */
export function sourceOf(line: Line | null): string | null {
  if (line?.kind === 'is') return line.clause.source
  return line?.kind === 'times' ? TIMES : line?.kind === 'then' ? THEN : null
}

/** A line before anything of it was chosen. */
export function emptyLine(field: Field, [first]: readonly HappeningKind[]): Line {
  const happening = (kind: HappeningKind | undefined) => ({ what: kind?.id ?? '', values: [] })
  if (field.id === TIMES) return { kind: 'times', happening: happening(first), least: 1, days: null, isNot: false } satisfies Times
  if (field.id === THEN) return { kind: 'then', first: happening(first), second: happening(first), days: 30, isNot: false } satisfies Then
  return { kind: 'is', clause: emptyClause(field) }
}

/** Whether something is asked in it. */
export function isWholeLine(line: Line): boolean {
  return line.kind !== 'is' || isWhole(line.clause)
}
