import { fileBytes, type Reach } from '../look/byte-source'
import type { Encoding } from '../look/encoding'
import type { Look } from '../look/look'
import { utf8Bytes, type Changes } from '../look/utf8-source'
import type { Plan } from '../plan/plan'
import type { TableRowFilter } from '../plan/row-filter'
import type { ImportProgress } from '../progress'
import { Tokeniser } from '../tokenise/tokeniser'
import { stretches } from './stretches'

/** Milliseconds. */
const PROGRESS_EVERY = 100
const REST_EVERY = 200

/** One file being gone through, as often as it takes. */
export class FilePass {
  changes: Changes = { replaced: 0, nuls: 0 }
  private readonly reach: Reach = { bytes: 0 }
  private rows = 0
  private reported = 0
  private rested = performance.now()

  constructor(
    readonly file: File,
    readonly plan: Plan,
    readonly seen: Look,
    readonly encoding: Encoding,
    readonly signal: AbortSignal,
    private readonly onProgress: (progress: ImportProgress) => void,
  ) {}

  /** The records of the table in their order, a stretch of the file at a time. Rejects with the signal's reason when it is aborted. */
  async *stretches(rowFilter: TableRowFilter): AsyncGenerator<Tokeniser> {
    this.begin()
    const { syntax, dataLine, dataByte } = this.plan
    const source = fileBytes(this.file, this.seen.isPacked, this.reach, this.signal)
    const text = utf8Bytes(source, this.encoding, this.changes)
    for await (const tokens of stretches(text, new Tokeniser(syntax, rowFilter, Infinity, dataLine), dataByte)) {
      yield tokens
      this.report('reading')
      if (performance.now() - this.rested > REST_EVERY) await this.rest()
    }
  }

  begin(): void {
    this.reached(0, 0)
    this.changes = { replaced: 0, nuls: 0 }
  }

  /** `bytes` of the file itself. */
  reached(rows: number, bytes = this.reach.bytes): void {
    this.rows = rows
    this.reach.bytes = bytes
  }

  report(phase: ImportProgress['phase']): void {
    const now = performance.now()
    if (phase === 'reading' && now - this.reported < PROGRESS_EVERY) return
    this.reported = now
    const { bytes } = this.reach
    const totalBytes = this.file.size
    const isKnown = bytes > 0 && this.rows > 0
    const estimatedRows = phase === 'writing' ? this.rows : isKnown ? Math.round((this.rows * totalBytes) / bytes) : null
    this.onProgress({ file: this.file.name, bytes, totalBytes, rows: this.rows, estimatedRows, phase })
  }

  /** Lets a call to cancel come in between. */
  private async rest(): Promise<void> {
    await new Promise((resume) => setTimeout(resume))
    this.signal.throwIfAborted()
    this.rested = performance.now()
  }
}
