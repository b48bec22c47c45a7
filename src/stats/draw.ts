/**
 * A number in [0, 1) that a text and a seed always give again, and that looks drawn by lot: FNV-1a over the text's code units
 * (Fowler, Noll and Vo), mixed as MurmurHash3 ends (Appleby).
 */
export function drawnFor(text: string, seed: number): number {
  let hash = 0x811c9dc5
  for (const unit of `${seed}:${text}`) {
    const code = unit.codePointAt(0)!
    hash = Math.imul(hash ^ (code & 0xff), 0x01000193)
    hash = Math.imul(hash ^ (code >>> 8), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 4294967296
}
