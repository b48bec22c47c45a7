import { guessEncoding } from '../look/encoding'
import { TableRowFilter } from '../plan/row-filter'
import { cellsOf } from '../plan/head'
import { makePlan } from '../plan/plan'
import type { Dialect, SetAside } from '../table'
import { Tokeniser } from '../tokenise/tokeniser'

/** A small text file as rows of text, read by the same rules as an import. */
export interface Records {
  readonly dialect: Dialect
  /** Column names; null when the file has none. */
  readonly header: readonly string[] | null
  readonly rows: readonly (readonly string[])[]
  readonly setAside: readonly SetAside[]
}

const MOST_SET_ASIDE = 10_000

export function readRecords(name: string, bytes: Uint8Array, given: Partial<Dialect> = {}): Records {
  const encoding = guessEncoding([bytes])
  const text = new TextDecoder(encoding.name).decode(bytes.subarray(encoding.mark))
  const utf8 = new TextEncoder().encode(text.replaceAll('\0', ''))
  const plan = makePlan([utf8], true, encoding.name, given)
  const { width } = plan.header
  const parsers = plan.columns.map((column) => column.parser?.fresh() ?? null)
  const rowFilter = new TableRowFilter(width, plan.headerCells, parsers, plan.isRagged, MOST_SET_ASIDE)
  const tokens = new Tokeniser(plan.syntax, rowFilter, Infinity, Number.isFinite(plan.dataLine) ? plan.dataLine : 1)
  tokens.feed(utf8.subarray(plan.dataByte))
  tokens.scan(true)
  const rows: string[][] = []
  for (let record = 0; record < tokens.records; record++) {
    const first = record * width
    const reason = rowFilter.whyNoRow(tokens, first)
    if (reason !== null && !rowFilter.fits(tokens, first, width)) rowFilter.leaveOut(tokens.lines[record]!, reason)
    else rows.push(cellsOf(tokens, first, first + width))
  }
  return {
    dialect: plan.dialect,
    header: plan.header.record >= 0 ? plan.header.names : null,
    rows,
    setAside: rowFilter.leftOut.setAside.map((row) => ({ file: name, ...row })),
  }
}
