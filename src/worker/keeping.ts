import type { RawTable } from '../ingest/table'
import { hashFile, keepSource } from '../storage/sources'
import type { WorkbenchEvent } from '../workbench'

/** After a drop, answers come first; a small file is kept before anybody could notice. */
const DELAY = 3000
const SMALL = 8 * 1024 * 1024

/** Keeps the bytes of dropped files on the device, one after the other, behind the work the reader waits for. */
export class Keeping {
  readonly #tell: (event: WorkbenchEvent) => void
  readonly #unkept = new Map<string, { readonly file: string; readonly failure: string | null }>()
  #last: Promise<void> = Promise.resolve()
  #isOn = true

  constructor(tell: (event: WorkbenchEvent) => void) {
    this.#tell = tell
  }

  /** False: nothing more is kept. */
  set isOn(isOn: boolean) {
    this.#isOn = isOn
    if (!isOn) this.#unkept.clear()
  }

  /** Files whose bytes are still on their way to the disk. */
  get isKeeping(): boolean {
    return [...this.#unkept.values()].some(({ failure }) => failure === null)
  }

  /** Why a file could not be kept; null when all are, or are on their way. */
  get failure(): string | null {
    const failed = [...this.#unkept.values()].find(({ failure }) => failure !== null)
    return failed ? `${failed.file}: ${failed.failure}` : null
  }

  keep(file: File, table: RawTable): void {
    if (!this.#isOn) return
    this.#unkept.set(table.name, { file: file.name, failure: null })
    const later = file.size > SMALL ? new Promise((resolve) => setTimeout(resolve, DELAY)) : null
    this.#last = Promise.all([this.#last, later]).then(() => this.#keep(file, table))
  }

  /** Bytes that the page made itself, such as the customers of an earlier load. */
  keepMade(name: string, bytes: Blob, hash: string): void {
    if (!this.#isOn) return
    this.#unkept.set(hash, { file: name, failure: null })
    this.#last = this.#last.then(async () => {
      try {
        await keepSource(bytes, hash)
        this.#unkept.delete(hash)
        this.#tell({ kind: 'kept', table: '', file: name, hash })
      } catch (error) {
        this.#unkept.set(hash, { file: name, failure: (error as Error).message })
        this.#tell({ kind: 'not kept', file: name, message: (error as Error).message })
      }
    })
  }

  /** The table is gone, and nobody needs its bytes. */
  forget(table: string): void {
    this.#unkept.delete(table)
  }

  async #keep(file: File, table: RawTable): Promise<void> {
    if (!this.#unkept.has(table.name)) return
    try {
      const hash = table.hash || (await hashFile(file))
      await keepSource(file, hash)
      this.#unkept.delete(table.name)
      this.#tell({ kind: 'kept', table: table.name, file: file.name, hash })
    } catch (error) {
      const { message } = error as Error
      this.#unkept.set(table.name, { file: file.name, failure: message })
      this.#tell({ kind: 'not kept', file: file.name, message })
    }
  }
}
