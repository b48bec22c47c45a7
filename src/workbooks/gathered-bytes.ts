/** Bytes in memory until there are so many; then the browser has them, and may put them on the disk. */
const HANDED_OVER = 16 * 1024 * 1024

/** Bytes given piece by piece, as one blob. */
export class GatheredBytes {
  #blobs: Blob[] = []
  #pieces: Uint8Array<ArrayBuffer>[] = []
  #waiting = 0
  size = 0

  add(piece: Uint8Array): void {
    if (piece.length === 0) return
    // The giver may use its buffer again.
    this.#pieces.push(piece.slice())
    this.#waiting += piece.length
    this.size += piece.length
    if (this.#waiting >= HANDED_OVER) this.#handOver()
  }

  blob(type: string): Blob {
    this.#handOver()
    return new Blob(this.#blobs, { type })
  }

  #handOver(): void {
    this.#blobs.push(new Blob(this.#pieces))
    this.#pieces = []
    this.#waiting = 0
  }
}
