/**
 * Takes out of UTF-8 bytes, in place, what nobody sees and what makes two of one id: soft hyphens, spaces of no width, marks of
 * direction, byte order marks, and hard spaces at either end. Returns the new end.
 */
export function withoutInvisible(bytes: Uint8Array, start: number, end: number): number {
  let to = start
  let written = start
  for (let i = start; i < end;) {
    const length = invisibleAt(bytes, i)
    if (length > 0) {
      i += length
      continue
    }
    if (bytes[i] === 0xc2 && bytes[i + 1] === 0xa0) {
      // A hard space stays between two other characters.
      if (written > start) {
        bytes[to++] = 0xc2
        bytes[to++] = 0xa0
      }
      i += 2
      continue
    }
    bytes[to++] = bytes[i++]!
    written = to
  }
  return written
}

function invisibleAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!
  if (first === 0xc2) return bytes[at + 1] === 0xad ? 2 : 0
  if (first === 0xef) return bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf ? 3 : 0
  if (first !== 0xe2) return 0
  const second = bytes[at + 1]
  const third = bytes[at + 2]!
  // Joiners are left: Persian words and emoji are written with them.
  if (second === 0x80) return third === 0x8b || third === 0x8e || third === 0x8f || (third >= 0xaa && third <= 0xae) ? 3 : 0
  return second === 0x81 && third >= 0xa0 && third <= 0xa9 ? 3 : 0
}
