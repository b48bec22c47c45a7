/** A word that may stand beside a number, and what it means. */
export interface AffixWord<T> {
  readonly text: string
  readonly means: T
  readonly bytes: Uint8Array
}

/** Words found at an end of some bytes, the longest first. */
export class AffixWords<T> {
  private readonly byFirst: (AffixWord<T>[] | undefined)[] = []
  private readonly byLast: (AffixWord<T>[] | undefined)[] = []

  constructor(words: readonly (readonly [text: string, means: T])[]) {
    const encoded = words.map(([text, means]) => ({ text, means, bytes: new TextEncoder().encode(text) }))
    for (const word of encoded.toSorted((a, b) => b.bytes.length - a.bytes.length)) {
      ;(this.byFirst[word.bytes[0]!] ??= []).push(word)
      ;(this.byLast[word.bytes.at(-1)!] ??= []).push(word)
    }
  }

  front(bytes: Uint8Array, start: number, end: number): AffixWord<T> | null {
    const words = this.byFirst[bytes[start]!]
    if (words) for (const word of words) if (start + word.bytes.length <= end && standsAt(word.bytes, bytes, start)) return word
    return null
  }

  behind(bytes: Uint8Array, start: number, end: number): AffixWord<T> | null {
    const words = this.byLast[bytes[end - 1]!]
    if (words)
      for (const word of words) if (end - word.bytes.length >= start && standsAt(word.bytes, bytes, end - word.bytes.length)) return word
    return null
  }
}

function standsAt(word: Uint8Array, bytes: Uint8Array, at: number): boolean {
  for (let offset = 0; offset < word.length; offset++) if (bytes[at + offset] !== word[offset]) return false
  return true
}
