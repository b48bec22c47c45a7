import { TableRowFilter } from './row-filter'
import { cellsOf } from './head'
import { isMissing } from '../type/missing'
import { look } from '../look/look'
import type { ReadingPreview } from '../opened-file'
import { makePlan, type Plan } from './plan'
import { trimEnd, trimStart, type ValueParser } from '../type/value-parser'
import type { Dialect } from '../table'
import { Tokeniser } from '../tokenise/tokeniser'

/** Records of the beginning that are tried against the types. */
const MOST_RECORDS = 5000

/** The first rows of a file of text as a dialect gives them, from its first megabyte. */
export async function previewReading(file: File, dialect: Partial<Dialect>, rows: number): Promise<ReadingPreview> {
  const seen = await look(file, new AbortController().signal)
  const encoding =
    dialect.encoding === undefined || dialect.encoding === seen.encoding.name
      ? seen.encoding
      : { name: dialect.encoding, mark: 0, note: null }
  const [head] = seen.decoded(encoding)
  const plan = makePlan([head!], seen.isWhole, encoding.name, dialect)
  const { width } = plan.header
  const tokens = tokenise(head!, seen.isWhole, plan)
  const shown: { line: number; cells: string[]; fits: boolean[] }[] = []
  const parsers = plan.columns.map(({ parser }) => parser?.fresh() ?? null)
  const misfits = new Array<number>(width).fill(0)
  for (let record = 0; record < tokens.records; record++) {
    const first = record * width
    const fits = parsers.map((parser, column) => doesFit(tokens, first + column, parser))
    fits.forEach((fit, column) => fit || misfits[column]!++)
    if (shown.length < rows) shown.push({ line: tokens.lines[record]!, cells: cellsOf(tokens, first, first + width), fits })
  }
  return {
    dialect: plan.dialect,
    columns: plan.names.map((header, index) => ({
      header,
      type: plan.columns[index]!.parser?.type ?? 'text',
      note: plan.columns[index]!.note,
      misfits: misfits[index]!,
    })),
    rows: shown,
    looked: tokens.records,
    notes: plan.notes,
  }
}

function tokenise(head: Uint8Array, isWhole: boolean, plan: Plan): Tokeniser {
  const rowFilter = new TableRowFilter(plan.header.width, plan.headerCells, [], plan.isRagged, 0)
  const tokens = new Tokeniser(plan.syntax, rowFilter, MOST_RECORDS, Number.isFinite(plan.dataLine) ? plan.dataLine : 1)
  tokens.feed(head.subarray(plan.dataByte))
  tokens.scan(isWhole)
  return tokens
}

function doesFit({ bytes, starts, ends }: Tokeniser, field: number, parser: ValueParser | null): boolean {
  if (!parser) return true
  const start = trimStart(bytes, starts[field]!, ends[field]!)
  const end = trimEnd(bytes, start, ends[field]!)
  return start === end || parser.read(bytes, start, end) === parser.read(bytes, start, end) || isMissing(bytes, start, end)
}
