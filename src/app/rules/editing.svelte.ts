import type { RuleCounts } from '../../model/runtime/count-rule'
import { LONGEST_RULE, formatRule } from '../../model/runtime/parse-rule'
import { EVERYBODY, lineAt, withAdded, withLine, type Group, type Line, type Path, type Rule } from '../../model/runtime/rule'
import type { Workbench } from '../../workbench'
import type { Busy } from '../busy.svelte'
import { isWholeLine } from './draft-line'

/** A line in hand: one that stands in the rule, or a new one at the end of the group at `path`. */
export interface LineInHand {
  readonly path: Path
  readonly isNew: boolean
  /** The new line begins a group of its own. */
  readonly opensGroup: boolean
  readonly line: Line | null
}

/** A rule while it is edited: the one in force, the line in hand, and what every line of both together does. */
export class RuleEditing {
  readonly #workbench: Workbench
  readonly #busy: Busy
  readonly #apply: (rule: Rule) => void
  #rule = $state.raw<Rule>(EVERYBODY)
  #inHand = $state.raw<LineInHand | null>(null)
  #counts = $state.raw<RuleCounts | null>(null)
  #problem = $state<string | null>(null)
  #isCounting = false

  constructor(workbench: Workbench, busy: Busy, apply: (rule: Rule) => void) {
    this.#workbench = workbench
    this.#busy = busy
    this.#apply = apply
  }

  get rule(): Rule {
    return this.#rule
  }

  get inHand(): LineInHand | null {
    return this.#inHand
  }

  /** As last counted. */
  get counts(): RuleCounts | null {
    return this.#counts
  }

  /** Why the last change was not made. */
  get problem(): string | null {
    return this.#problem
  }

  /** The rule with the line in hand, as far as that says something. */
  get drafted(): Rule {
    const held = this.#inHand
    if (!held?.line || !isWholeLine(held.line)) return this.#rule
    return held.isNew ? withAdded(this.#rule, held.path, added(held, held.line)) : withLine(this.#rule, held.path, held.line)
  }

  /** Where the line in hand stands in `drafted`, and whom it narrows: those who meet every other line. */
  get others(): Rule {
    const held = this.#inHand
    if (!held || this.#rule.of !== 'all') return EVERYBODY
    if (held.isNew && held.path.length === 0) return this.#rule
    return { ...this.#rule, lines: this.#rule.lines.toSpliced(held.path[0]!, 1) }
  }

  /** The rule as the page says it is now. */
  hear(rule: Rule): void {
    this.#rule = rule
    void this.#count()
  }

  isInHand(path: Path, isNew = false): boolean {
    const held = this.#inHand
    return held !== null && held.isNew === isNew && held.path.join() === path.join()
  }

  take(path: Path): void {
    this.#hold(this.isInHand(path) ? null : { path, isNew: false, opensGroup: false, line: lineAt(this.#rule, path) })
  }

  begin(path: Path, opensGroup = false): void {
    this.#hold({ path, isNew: true, opensGroup, line: null })
  }

  draft(line: Line): void {
    if (this.#inHand) this.#hold({ ...this.#inHand, line })
  }

  let(): void {
    this.#hold(null)
  }

  /** Puts the line in hand in force. */
  keep(): void {
    const held = this.#inHand
    if (held?.line && isWholeLine(held.line)) this.put(this.drafted)
  }

  remove(path: Path): void {
    this.put(withLine(this.#rule, path, null))
  }

  /** A second one of the same behind it. */
  copy(path: Path): void {
    const line = lineAt(this.#rule, path)
    if (line) this.put(withAdded(this.#rule, path.slice(0, -1), line, path.at(-1)! + 1))
  }

  turn(path: Path): void {
    const line = lineAt(this.#rule, path)
    if (line) this.put(withLine(this.#rule, path, { ...line, isOff: !line.isOff }))
  }

  /** One place earlier (−1) or later (1) in its group. */
  move(path: Path, by: 1 | -1): void {
    const group = lineAt(this.#rule, path.slice(0, -1))
    const from = path.at(-1)!
    if (group?.kind !== 'group' || !group.lines[from] || !group.lines[from + by]) return
    const lines = group.lines.toSpliced(from, 1).toSpliced(from + by, 0, group.lines[from])
    this.put(withLine(this.#rule, path.slice(0, -1), { ...group, lines }))
  }

  combine(path: Path, of: Group['of']): void {
    const group = lineAt(this.#rule, path)
    if (group?.kind === 'group') this.put(withLine(this.#rule, path, { ...group, of }))
  }

  /** Puts another rule in force, unless it is longer than an address can hold. */
  put(rule: Rule): void {
    if (formatRule(rule).length > LONGEST_RULE) {
      this.#problem = 'The rule is too long for an address: keep a part of it as a segment, and ask for that segment here.'
      return
    }
    this.#problem = null
    this.#inHand = null
    this.#rule = rule
    this.#apply(rule)
    void this.#count()
  }

  #hold(held: LineInHand | null): void {
    this.#problem = null
    this.#inHand = held
    void this.#count()
  }

  /** One count at a time: of what is drafted by then. */
  async #count(): Promise<void> {
    if (this.#isCounting) return
    this.#isCounting = true
    try {
      for (let counted: Rule | null = null; counted !== this.#latest;) {
        counted = this.#latest
        const startedAt = performance.now()
        const counts = await this.#busy.during(this.#workbench.countRule(counted)).catch(() => null)
        if (counts) this.#counts = counts
        performance.measure('count rule', { start: startedAt })
      }
    } finally {
      this.#isCounting = false
    }
  }

  #asked: Rule = EVERYBODY

  /** The same object as long as what is drafted is the same. */
  get #latest(): Rule {
    const { drafted } = this
    if (formatRule(drafted) !== formatRule(this.#asked)) this.#asked = drafted
    return this.#asked
  }
}

function added({ opensGroup }: LineInHand, line: Line): Line {
  return opensGroup ? { kind: 'group', of: 'any', lines: [line] } : line
}
