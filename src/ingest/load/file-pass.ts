import { fileBytes, type Reach } from '../look/byte-source'
import type { Encoding } from '../look/encoding'
import type { TableRowFilter } from '../plan/row-filter'
import type { Look } from '../look/look'
import type { Plan } from '../plan/plan'
import type { ImportProgress } from '../progress'
import { Tokeniser } from '../tokenise/tokeniser'
import { utf8Bytes, type Changes } from '../look/utf8-source'

/** Bytes tokenised at a time: they stay in the processor's cache while the columns are read out of them. */
const STRETCH = 512 * 1024
/** Milliseconds. */
const PROGRESS_EVERY = 100
const REST_EVERY = 200

/** One file being gone through, as often as it takes. */
export class FilePass {
  rows = 0
  changes: Changes = { replaced: 0, nuls: 0 }
  private readonly reach: Reach = { bytes: 0 }
  private reported = 0
  private rested = performance.now()

  constructor(
    readonly file: File,
    readonly plan: Plan,
    private readonly seen: Look,
    private readonly encoding: Encoding,
    private readonly signal: AbortSignal,
    private readonly onProgress: (progress: ImportProgress) => void,
  ) {}

  /** The records of the table, a stretch of the file at a time. Rejects with the signal's reason when it is aborted. */
  async *stretches(rowFilter: TableRowFilter): AsyncGenerator<Tokeniser> {
    this.rows = 0
    this.changes = { replaced: 0, nuls: 0 }
    const tokens = new Tokeniser(this.plan.syntax, rowFilter, Infinity, this.plan.dataLine)
    let toSkip = this.plan.dataByte
    const source = fileBytes(this.file, this.seen.isPacked, this.reach, this.signal)
    for await (const chunk of utf8Bytes(source, this.encoding, this.changes)) {
      const skipped = Math.min(toSkip, chunk.length)
      toSkip -= skipped
      for (let at = skipped; at < chunk.length; at += STRETCH) {
        tokens.feed(chunk.subarray(at, at + STRETCH))
        tokens.scan(false)
        yield tokens
        this.report('reading')
        if (performance.now() - this.rested > REST_EVERY) await this.rest()
      }
    }
    tokens.feed(new Uint8Array(0))
    tokens.scan(true)
    yield tokens
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
