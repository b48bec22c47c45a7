import type { Clause } from './clause'

/** Something that customers did or that happened to them, at a moment: which, as `happeningsOf` tells; of which values, none: any. */
export interface Happening {
  readonly what: string
  readonly values: readonly string[]
}

interface Switchable {
  /** Turned off: kept, and asks nothing. */
  readonly isOff?: boolean | undefined
}

/** What is known of a customer. */
export interface Condition extends Switchable {
  readonly kind: 'is'
  readonly clause: Clause
}

/** It happened at least so often, in the last days before the as-of date or ever; `isNot`: less often. */
export interface Times extends Switchable {
  readonly kind: 'times'
  readonly happening: Happening
  readonly least: number
  /** Null: ever. */
  readonly days: number | null
  readonly isNot: boolean
}

/**
 * One thing followed by another, within days or at any time after it. `isNot`: the last of the first was not followed; where that is asked
 * within days, they must be over by the as-of date.
 */
export interface Then extends Switchable {
  readonly kind: 'then'
  readonly first: Happening
  readonly second: Happening
  /** Null: at any time after it. */
  readonly days: number | null
  readonly isNot: boolean
}

/** All, any or none of its lines. One in which nothing is asked asks nothing. */
export interface Group extends Switchable {
  readonly kind: 'group'
  readonly of: 'all' | 'any' | 'none'
  /** What those who meet it are called. */
  readonly name?: string | undefined
  readonly lines: readonly Line[]
}

export type Line = Condition | Times | Then | Group

/** Which customers: plain data, checked before it becomes SQL. */
export type Rule = Group

export const EVERYBODY: Rule = { kind: 'group', of: 'all', lines: [] }

/** Where a line stands: its place in the rule, then its place in that group, and so on. */
export type Path = readonly number[]

/** The lines of a group that ask something. */
export function asking(group: Group): readonly Line[] {
  return group.isOff ? [] : group.lines.filter((line) => (line.kind === 'group' ? asking(line).length > 0 : !line.isOff))
}

/** Every line with its path, those of groups after their group. */
export function linesOf(group: Group, path: Path = []): readonly { readonly path: Path; readonly line: Line }[] {
  return group.lines.flatMap((line, place) => {
    const own = [...path, place]
    return [{ path: own, line }, ...(line.kind === 'group' ? linesOf(line, own) : [])]
  })
}

/** What a rule asks of the data by name: the sources of clauses, and what happened. */
export function sourcesOf(rule: Rule): ReadonlySet<string> {
  return new Set(
    linesOf(rule).flatMap(({ line }) => {
      if (line.kind === 'is') return [line.clause.source]
      if (line.kind === 'times') return [line.happening.what]
      return line.kind === 'then' ? [line.first.what, line.second.what] : []
    }),
  )
}

export function lineAt(rule: Rule, path: Path): Line | null {
  return path.reduce<Line | null>((line, place) => (line?.kind === 'group' ? (line.lines[place] ?? null) : null), rule)
}

/** The rule with another line in that place, or without one there: null. A group left without lines goes as well. */
export function withLine(rule: Rule, path: Path, line: Line | null): Rule {
  const [place, ...rest] = path
  if (place === undefined) return line?.kind === 'group' ? line : rule
  const old = rule.lines[place]
  if (rest.length > 0 && old?.kind !== 'group') return rule
  const changed = rest.length > 0 ? withLine(old as Group, rest, line) : line
  const isGone = changed === null || (changed.kind === 'group' && changed.lines.length === 0)
  return { ...rule, lines: isGone ? rule.lines.toSpliced(place, 1) : rule.lines.toSpliced(place, 1, changed) }
}

/** The rule with one more line in the group at `path`, at `place` of it. */
export function withAdded(rule: Rule, path: Path, line: Line, place?: number): Rule {
  const group = lineAt(rule, path)
  if (group?.kind !== 'group') return rule
  return withLine(rule, path, { ...group, lines: group.lines.toSpliced(place ?? group.lines.length, 0, line) })
}
