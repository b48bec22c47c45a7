import type { RawTable } from '../ingest/table'
import { hashFile, keepSource } from '../storage/sources'
import type { WorkbenchEvent } from '../workbench'

/** After a drop, answers come first. */
const DELAY = 3000

/** Keeps the bytes of dropped files on the device, one after the other, behind the work the reader waits for. */
export class Keeping {
  readonly #tell: (event: WorkbenchEvent) => void
  #last: Promise<void> = Promise.resolve()

  constructor(tell: (event: WorkbenchEvent) => void) {
    this.#tell = tell
  }

  keep(file: File, table: RawTable): void {
    const later = new Promise((resolve) => setTimeout(resolve, DELAY))
    this.#last = Promise.all([this.#last, later]).then(() => this.#keep(file, table))
  }

  async #keep(file: File, table: RawTable): Promise<void> {
    try {
      const hash = table.hash || (await hashFile(file))
      await keepSource(file, hash)
      this.#tell({ kind: 'kept', table: table.name, file: file.name, hash })
    } catch (error) {
      this.#tell({ kind: 'not kept', file: file.name, message: (error as Error).message })
    }
  }
}
