import { readSlice } from '../look/byte-source'
import type { Encoding } from '../look/encoding'
import { utf8Bytes, type Changes } from '../look/utf8-source'
import type { Syntax } from '../tokenise/syntax'
import { Tokeniser } from '../tokenise/tokeniser'
import { parserFromSpec } from '../type/parser-from-spec'
import type { ParserSpec } from '../type/value-parser'
import { rowsOfBatch, type Batch } from './batch'
import { BatchCollector, type TableShape } from './batch-collector'
import { stretches } from './stretches'

/** A part of a file to be read by itself, as plain data. It begins and ends where a record is thought to end. */
export interface ChunkRequest {
  readonly file: File
  /** Bytes of the file. */
  readonly from: number
  readonly to: number
  /** Bytes of its text, in UTF-8, before its first record. */
  readonly skip: number
  readonly firstLine: number
  readonly encoding: Encoding
  readonly syntax: Syntax
  readonly shape: TableShape
  readonly columns: readonly { readonly parser: ParserSpec | null; readonly rivals: readonly ParserSpec[] }[]
}

/**
 * `contradicted`: a value shows that its column is another than was thought. `doubtful`: whether the chunk is read as it would be
 * in one go cannot be told: a quote is left open, or another table begins in it.
 */
export type ChunkOutcome = { readonly batch: Batch; readonly lastLine: number; readonly changes: Changes } | 'contradicted' | 'doubtful'

/**
 * Reads a chunk as if its first byte began a record. That holds when no quote was open at the end of the one before, which is read in
 * the same way: a chunk whose quotes do not all close says that it is doubtful (speculative parsing after Ge et al., SIGMOD 2019).
 */
export async function readChunk({
  file,
  from,
  to,
  skip,
  firstLine,
  encoding,
  syntax,
  shape,
  columns,
}: ChunkRequest): Promise<ChunkOutcome> {
  const parsers = columns.map(({ parser, rivals }) => ({ parser: parser && parserFromSpec(parser), rivals: rivals.map(parserFromSpec) }))
  const collector = new BatchCollector(shape, parsers, rowsOfBatch(shape.width))
  const tokens = new Tokeniser(syntax, collector.rowFilter, Infinity, firstLine)
  const changes = { replaced: 0, nuls: 0 }
  const text = utf8Bytes(slice(file, from, to), from === 0 ? encoding : { ...encoding, mark: 0 }, changes)
  let isMet = true
  for await (const stretch of stretches(text, tokens, skip)) {
    isMet = collector.add(stretch)
    if (!isMet) break
  }
  if (tokens.sawStrayQuote || collector.rowFilter.sawOtherTable) return 'doubtful'
  return isMet ? { batch: collector.batch(), lastLine: tokens.currentLine, changes } : 'contradicted'
}

async function* slice(file: File, from: number, to: number): AsyncGenerator<Uint8Array> {
  yield await readSlice(file, from, to)
}
