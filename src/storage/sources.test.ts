import { expect, test } from 'vitest'
import { eraseSource, hashFile, keepIn, keepSource, listSources, loadFrom, loadSource } from './sources'
import type { SourceStore } from './store'

/** What a disk does: it may be full, write less than it was given, or change what it holds. */
function disk(fault: { full?: boolean; short?: boolean } = {}) {
  const files = new Map<string, Blob>()
  const store: SourceStore = {
    async put(hash, source) {
      if (fault.full) throw Object.assign(new Error('Failed to write data to data pipe'), { name: 'AbortError' })
      files.set(hash, fault.short ? source.slice(0, source.size - 1) : source)
    },
    async get(hash) {
      return files.get(hash) ?? null
    },
    async list() {
      return [...files].map(([hash, file]) => ({ hash, bytes: file.size }))
    },
    async erase(hash) {
      files.delete(hash)
    },
  }
  return { store, files }
}

test('a hash is the SHA-256 of FIPS 180-2, appendix B.1, whether the file is read at once or by slices', async () => {
  const expected = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  expect(await hashFile(new Blob(['abc']))).toBe(expected)
})

test('a large file has the same hash as its bytes given at once', async () => {
  const million = new Uint8Array(1_000_000).fill(97)
  const parts = Array.from({ length: 70 }, () => million)
  const { createHash } = await import('node:crypto')
  const expected = createHash('sha256')
  for (const part of parts) expected.update(part)
  expect(await hashFile(new Blob(parts))).toBe(expected.digest('hex'))
})

test('a file is kept when it reads back the same, and kept once', async () => {
  const { store, files } = disk()
  const source = new Blob(['a,b\n1,2\n'])
  const hash = await hashFile(source)
  await keepIn(store, source, hash)
  await keepIn(store, source, hash)
  expect(files.size).toBe(1)
  expect(await (await loadFrom(store, hash))!.text()).toBe('a,b\n1,2\n')
  expect(await loadFrom(store, 'another')).toBeNull()
})

test('a full disk is a loud error and leaves nothing behind', async () => {
  const { store, files } = disk({ full: true })
  const source = new Blob(['a'])
  await expect(keepIn(store, source, await hashFile(source))).rejects.toThrow('no room on this device')
  expect(files.size).toBe(0)
})

test('a disk that takes less than it was given is found out by reading back', async () => {
  const { store, files } = disk({ short: true })
  const source = new Blob(['a,b'])
  await expect(keepIn(store, source, await hashFile(source))).rejects.toThrow('does not read back the same')
  expect(files.size).toBe(0)
})

test('a copy in which one byte changed is not opened', async () => {
  const { store, files } = disk()
  const source = new Blob(['a,b\n1,2\n'])
  const hash = await hashFile(source)
  await keepIn(store, source, hash)
  files.set(hash, new Blob(['a,b\n1,3\n']))
  await expect(loadFrom(store, hash)).rejects.toThrow('damaged')
})

test('where a browser lets nothing be kept, keeping says so and nothing is found', async () => {
  await expect(keepSource(new Blob(['a']), 'x')).rejects.toThrow('does not let pages keep files')
  await eraseSource('x')
  expect(await loadSource('x')).toBeNull()
  expect(await listSources()).toEqual([])
})
