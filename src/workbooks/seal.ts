import { GatheredBytes } from './gathered-bytes'
import { hashFile } from '../storage/hash'
import { NotAWorkbook } from './plain'

/** The passphrase does not open the file. */
export class WrongPassphrase extends Error {
  override readonly name = 'WrongPassphrase'
}

/*
 * A sealed file: a line that names the format, a line of JSON (the header), a line with the SHA-256 of both and the first record, and
 * records of 12 bytes of IV and one AES-GCM ciphertext. Each record is authenticated with the first two lines, its number and whether it
 * is the last, so that none can be changed, moved or cut off. The first holds nothing: where it is as it was written and does not open,
 * the passphrase is another. Format 1 had no third line.
 */
const MAGIC = 'CLIENTELE SEALED 2\n'
const OLDER = 'CLIENTELE SEALED 1\n'
const SUM = 64 + 1
const CHUNK = 4 * 1024 * 1024
const ITERATIONS = 1_000_000
const LONGEST_HEADER = 400
const IV = 12
const TAG = 16

interface Header {
  readonly iterations: number
  /** Hex. */
  readonly salt: string
  readonly chunk: number
}

export async function isSealed(file: Blob): Promise<boolean> {
  return [MAGIC, OLDER].includes(await file.slice(0, MAGIC.length).text())
}

/** Rejects with NotAWorkbook where no passphrase could open the file, since its beginning is not as it was sealed. */
export async function checkSealed(file: Blob): Promise<void> {
  await openTop(file)
}

/** The file under a passphrase: AES-256-GCM, the key by PBKDF2-SHA-256. */
export async function seal(file: Blob, passphrase: string): Promise<Blob> {
  const salt = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const header: Header = { iterations: ITERATIONS, salt, chunk: CHUNK }
  const top = new TextEncoder().encode(`${MAGIC}${JSON.stringify(header)}\n`)
  const key = await keyOf(passphrase, header)
  const sealed = new GatheredBytes()
  const first = await encrypt(key, top, 0, false, new Uint8Array(0))
  sealed.add(top)
  sealed.add(new TextEncoder().encode(`${await sumOf(top, first)}\n`))
  sealed.add(first)
  const chunks = Math.max(1, Math.ceil(file.size / CHUNK))
  for (let index = 0; index < chunks; index++) {
    const chunk = new Uint8Array(await file.slice(index * CHUNK, (index + 1) * CHUNK).arrayBuffer())
    sealed.add(await encrypt(key, top, index + 1, index === chunks - 1, chunk))
  }
  return sealed.blob('application/x-clientele')
}

/** Rejects with WrongPassphrase, or with NotAWorkbook where the file is not as it was sealed. */
export async function unseal(file: Blob, passphrase: string, signal?: AbortSignal): Promise<Blob> {
  const { header, top, first, records } = await openTop(file)
  const key = await keyOf(passphrase, header)
  let at = records
  const check = await decrypt(key, top, 0, false, first)
  if (!check) throw new WrongPassphrase('That passphrase does not open this file.')
  const opened = new GatheredBytes()
  const length = IV + header.chunk + TAG
  for (let index = 1; at < file.size; index++) {
    signal?.throwIfAborted()
    const isLast = at + length >= file.size
    const plain = await decrypt(key, top, index, isLast, await bytesOf(file, at, at + length))
    if (!plain) throw damaged()
    opened.add(plain)
    at += length
    if (isLast) return opened.blob('')
  }
  throw damaged()
}

interface Top {
  readonly header: Header
  /** The lines that every record is authenticated with. */
  readonly top: Uint8Array<ArrayBuffer>
  readonly first: Uint8Array<ArrayBuffer>
  /** Where the records behind the first begin. */
  readonly records: number
}

async function openTop(file: Blob): Promise<Top> {
  const start = await bytesOf(file, 0, MAGIC.length + LONGEST_HEADER)
  const end = start.indexOf(10, MAGIC.length)
  if (end < 0) throw damaged()
  const header = headerOf(new TextDecoder().decode(start.subarray(MAGIC.length, end)))
  if (!header) throw damaged()
  const top = start.slice(0, end + 1)
  const isOlder = new TextDecoder().decode(top.subarray(0, OLDER.length)) === OLDER
  const from = isOlder ? top.length : top.length + SUM
  const records = from + IV + TAG
  const first = await bytesOf(file, from, records)
  const sum = new TextDecoder().decode(await bytesOf(file, top.length, from))
  if (!isOlder && sum !== `${await sumOf(top, first)}\n`) throw damaged()
  return { header, top, first, records }
}

function sumOf(top: Uint8Array<ArrayBuffer>, first: Uint8Array<ArrayBuffer>): Promise<string> {
  return hashFile(new Blob([top, first]))
}

/** Whoever made the file wrote this, too: what it asks of this device is limited. */
function headerOf(text: string): Header | null {
  try {
    const { iterations, salt, chunk } = JSON.parse(text) as Partial<Header>
    if (!Number.isInteger(iterations) || iterations! < 600_000 || iterations! > 10_000_000) return null
    if (!Number.isInteger(chunk) || chunk! < 1024 || chunk! > 4 * CHUNK) return null
    return typeof salt === 'string' && /^[0-9a-f]{32}$/.test(salt) ? { iterations: iterations!, salt, chunk: chunk! } : null
  } catch {
    return null
  }
}

async function keyOf(passphrase: string, { iterations, salt }: Header): Promise<CryptoKey> {
  // Absent on pages that were not served over https.
  if (!globalThis.crypto?.subtle) throw new Error('Sealing needs a page that was opened over https or from this device.')
  const text = new TextEncoder().encode(passphrase.normalize('NFKC'))
  const material = await crypto.subtle.importKey('raw', text, 'PBKDF2', false, ['deriveKey'])
  const pairs = salt.match(/../g) ?? []
  const how = { name: 'PBKDF2', hash: 'SHA-256', iterations, salt: Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16)) }
  return crypto.subtle.deriveKey(how, material, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}

async function encrypt(
  key: CryptoKey,
  top: Uint8Array,
  index: number,
  isLast: boolean,
  plain: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const iv = crypto.getRandomValues(new Uint8Array(IV))
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: about(top, index, isLast) }, key, plain)
  const record = new Uint8Array(IV + sealed.byteLength)
  record.set(iv)
  record.set(new Uint8Array(sealed), IV)
  return record
}

/** Null where the record is not what was sealed with this key. */
async function decrypt(
  key: CryptoKey,
  top: Uint8Array,
  index: number,
  isLast: boolean,
  record: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array | null> {
  try {
    const how = { name: 'AES-GCM', iv: record.subarray(0, IV), additionalData: about(top, index, isLast) }
    return new Uint8Array(await crypto.subtle.decrypt(how, key, record.subarray(IV)))
  } catch {
    return null
  }
}

function about(top: Uint8Array, index: number, isLast: boolean): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(top.length + 5)
  data.set(top)
  new DataView(data.buffer).setUint32(top.length, index)
  data[top.length + 4] = isLast ? 1 : 0
  return data
}

async function bytesOf(file: Blob, from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.slice(from, to).arrayBuffer())
}

function damaged(): NotAWorkbook {
  return new NotAWorkbook('It is damaged, or was not saved whole.')
}
