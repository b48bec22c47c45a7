import { expect, test } from 'vitest'
import type { RawColumn, RawTable } from '../ingest/table'
import { isUnnamed, wordsOf } from '../model/words/header-words'
import { isCode } from './code'
import { maskLiterals } from './mask-report'
import { maskValue, maskWords } from './mask'
import { isCard, isIban, kindByHeader, markPersonal } from './personal'

/** Cells that take long where an expression tries every way to split them. */
const CELLS: readonly ((length: number) => string)[] = [
  (length) => `A${'a'.repeat(length)}1`,
  (length) => `A${'b '.repeat(length / 2)}1`,
  (length) => 'a'.repeat(length),
  (length) => `a@${'.'.repeat(length)}`,
  (length) => `${'a@'.repeat(length / 2)} `,
  (length) => `+1${'('.repeat(length)}`,
  (length) => '1 '.repeat(length / 2) + 'x',
  (length) => '“'.repeat(length),
  (length) => "'".repeat(length + 1),
  (length) => `${' '.repeat(length)}!`,
  (length) => `c${'_'.repeat(length)}!`,
  (length) => 'Aa'.repeat(length / 2) + '!',
]

const column = (samples: readonly string[]) =>
  ({
    name: 'c0',
    header: samples[0]!,
    type: 'text',
    filled: 1,
    distinct: 1,
    least: null,
    most: null,
    samples,
    note: null,
    doubt: null,
  }) as RawColumn

const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  markPersonal: (text) => markPersonal({ name: 't1', columns: [column([text])] } as unknown as RawTable, undefined),
  kindByHeader,
  isCode,
  isCard,
  isIban,
  maskWords,
  maskLiterals,
  'a masked name': (text) => maskValue('name', text),
  'a masked address': (text) => maskValue('e-mail', text),
  'masked text': (text) => maskValue('in text', text),
  'header words': wordsOf,
  isUnnamed,
}

/** The least of several runs: what else the machine does only adds. */
function cost(work: () => unknown): number {
  return Math.min(
    ...Array.from({ length: 5 }, () => {
      const from = performance.now()
      work()
      return performance.now() - from
    }),
  )
}

/** Milliseconds that a busy machine may add. */
const NOISE = 250

// Sixteen times the length: linear work takes sixteen times as long, square work 256 times.
test.each(Object.entries(READERS))('P5: %s takes no more than in proportion to the length of a cell', (_, read) => {
  for (const cell of CELLS) {
    const [short, long] = [cell(4000), cell(64_000)]
    const before = cost(() => read(short))
    const after = cost(() => read(long))
    expect(after, `${cell(10)} …: ${before} ms, then ${after} ms`).toBeLessThan(Math.max(NOISE, before * 64))
  }
})
