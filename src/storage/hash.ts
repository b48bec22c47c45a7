import { createSHA256 } from 'hash-wasm'

/** Up to here the browser's own digest, which works on another thread but wants all bytes at once. */
const AT_ONCE = 64 * 1024 * 1024
const SLICE = 4 * 1024 * 1024

/** SHA-256 of the bytes, lower-case hex. Larger files are read a slice at a time. */
export async function hashFile(file: Blob): Promise<string> {
  // Absent on pages that were not served over https.
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle
  if (subtle && file.size <= AT_ONCE) return hex(new Uint8Array(await subtle.digest('SHA-256', await file.arrayBuffer())))
  const hasher = await createSHA256()
  hasher.init()
  for (let at = 0; at < file.size; at += SLICE) hasher.update(new Uint8Array(await file.slice(at, at + SLICE).arrayBuffer()))
  return hasher.digest('hex')
}

/** SHA-256 of the text's UTF-8 bytes, lower-case hex. */
export function hashText(text: string): Promise<string> {
  return hashFile(new Blob([text]))
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
