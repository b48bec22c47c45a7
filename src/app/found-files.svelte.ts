import type { FoundFile } from '../workbench'

/** What is in the files that are open, and in the one that is just being read. */
export class FoundFiles {
  #all = $state.raw<readonly FoundFile[]>([])

  get all(): readonly FoundFile[] {
    return this.#all
  }

  hear(files: readonly FoundFile[]): void {
    this.#all = files
  }

  /** Files that offer more than has been read of them. */
  get withMore(): readonly FoundFile[] {
    return this.#all.filter(({ parts }) => parts.some(({ table }) => table === null) && parts.some(({ table }) => table !== null))
  }

  /** The file that is being read, when it offers several tables. */
  severalIn(name: string): FoundFile | null {
    return this.#all.findLast(({ file, parts }) => name.startsWith(file) && parts.length > 1) ?? null
  }
}
