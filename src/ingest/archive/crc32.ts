const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte
  for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1
  return remainder
})

/** The checksum of zip archives (ISO 3309), over pieces one after the other: begins with 0, goes on with what it returned. */
export function crc32(bytes: Uint8Array, before: number): number {
  let remainder = ~before
  for (let at = 0; at < bytes.length; at++) remainder = TABLE[(remainder ^ bytes[at]!) & 255]! ^ (remainder >>> 8)
  return ~remainder >>> 0
}
