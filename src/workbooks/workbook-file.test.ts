import fc from 'fast-check'
import { zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { hashFile } from '../storage/hash'
import { NotAWorkbook } from './plain'
import { EMPTY_RECIPE, type Recipe } from './recipe'
import { checkSealed, isSealed, seal, unseal, WrongPassphrase } from './seal'
import { packWorkbook, unpackWorkbook } from './workbook-file'

const TEXT = new Blob(['customer,amount\n1,2\n'.repeat(5000)])
const PACKED = new Blob([new Uint8Array([0x1f, 0x8b, ...Array.from({ length: 5000 }, (_, at) => (at * 7919) % 251)])])

async function workbook(): Promise<{ recipe: Recipe; bytes: (hash: string) => Promise<Blob | null>; hashes: string[] }> {
  const hashes = [await hashFile(TEXT), await hashFile(PACKED)]
  const files = new Map([
    [hashes[0]!, TEXT],
    [hashes[1]!, PACKED],
  ])
  const sources = hashes.map((hash, at) => ({
    table: `t${at + 1}`,
    hash,
    file: `${at}.csv`,
    bytes: files.get(hash)!.size,
    part: '',
    dialect: {},
  }))
  return { recipe: { ...EMPTY_RECIPE, name: 'Ünïcode', sources }, bytes: async (hash) => files.get(hash) ?? null, hashes }
}

const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer())

test('a workbook file gives back its recipe and every byte of its sources', async () => {
  const { recipe, bytes, hashes } = await workbook()
  const opened = await unpackWorkbook(await packWorkbook(recipe, bytes))
  expect(opened.recipe).toEqual(recipe)
  expect([...opened.sources.keys()].sort()).toEqual([...hashes].sort())
  expect(await bytesOf(opened.sources.get(hashes[0]!)!)).toEqual(await bytesOf(TEXT))
  expect(await bytesOf(opened.sources.get(hashes[1]!)!)).toEqual(await bytesOf(PACKED))
})

test('without data it holds the recipe alone', async () => {
  const { recipe } = await workbook()
  const file = await packWorkbook(recipe, null)
  expect(file.size).toBeLessThan(2000)
  expect((await unpackWorkbook(file)).sources.size).toBe(0)
})

test('whatever byte is changed and wherever it is cut, it opens as it was or is refused by name', async () => {
  const { recipe, bytes } = await workbook()
  const whole = await bytesOf(await packWorkbook(recipe, bytes))
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 255 }), fc.boolean(), async (at, mask, isCut) => {
      const hurt = isCut ? whole.slice(0, at % whole.length) : whole.slice()
      if (!isCut) hurt[at % whole.length]! ^= mask
      try {
        expect((await unpackWorkbook(new Blob([hurt]))).recipe).toEqual(recipe)
      } catch (error) {
        expect(error).toBeInstanceOf(NotAWorkbook)
      }
    }),
    { numRuns: 200 },
  )
})

test('a zip that is no workbook, holds strange names or bytes that belong to another hash is refused', async () => {
  const zip = (files: Record<string, string>) =>
    new Blob([
      zipSync(
        Object.fromEntries(Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)])),
      ) as Uint8Array<ArrayBuffer>,
    ])
  await expect(unpackWorkbook(zip({ 'orders.csv': 'a,b' }))).rejects.toThrow(NotAWorkbook)
  await expect(unpackWorkbook(zip({ 'sources/../../etc/passwd': 'x' }))).rejects.toThrow(NotAWorkbook)
  await expect(unpackWorkbook(zip({}))).rejects.toThrow(NotAWorkbook)
  await expect(unpackWorkbook(new Blob([]))).rejects.toThrow(NotAWorkbook)
  const { recipe, hashes } = await workbook()
  const swapped = await packWorkbook(recipe, async (hash) => (hash === hashes[0] ? PACKED : TEXT))
  await expect(unpackWorkbook(swapped)).rejects.toThrow('not as they were saved')
})

test('a sealed file opens with its passphrase, and with no other', async () => {
  const { recipe, bytes } = await workbook()
  const sealed = await seal(await packWorkbook(recipe, bytes), 'pássphrase')
  expect(await isSealed(sealed)).toBe(true)
  expect((await unpackWorkbook(await unseal(sealed, 'pa\u0301ssphrase'))).recipe).toEqual(recipe)
  await expect(unseal(sealed, 'passphrase')).rejects.toThrow(WrongPassphrase)
  expect(await isSealed(TEXT)).toBe(false)
})

test('a sealed file of several records that is cut, reordered or changed is refused, never half opened', { timeout: 60_000 }, async () => {
  const large = new Blob([new Uint8Array(9 * 1024 * 1024).fill(7)])
  const sealed = await bytesOf(await seal(large, 'x'))
  const top = sealed.indexOf(10, 20) + 1 + 65
  const check = 12 + 16
  const record = 12 + 4 * 1024 * 1024 + 16
  const first = top + check
  const cut = sealed.slice(0, first + record)
  const swapped = sealed.slice()
  swapped.set(sealed.subarray(first + record, first + 2 * record), first)
  swapped.set(sealed.subarray(first, first + record), first + record)
  const flipped = sealed.slice()
  flipped[first + 100]! ^= 1
  const weaker = new Blob([new TextDecoder('latin1').decode(sealed.subarray(0, top)).replace('1000000', '1000'), sealed.subarray(top)])
  for (const hurt of [cut, swapped, flipped]) await expect(unseal(new Blob([hurt]), 'x')).rejects.toThrow(NotAWorkbook)
  await expect(unseal(weaker, 'x')).rejects.toThrow(NotAWorkbook)
  expect((await unseal(new Blob([sealed]), 'x')).size).toBe(large.size)
})

test('P4: a bomb is refused before it goes off: unnamed bytes, more than was named, or far more than the file', async () => {
  const zeros = new Uint8Array(24 * 1024 * 1024)
  const hash = await hashFile(new Blob([zeros]))
  const named = { ...EMPTY_RECIPE, sources: [{ table: 't1', hash, file: 'a.csv', bytes: zeros.length, part: '', dialect: {} }] }
  const bomb = async (recipe: Recipe) => {
    const text = JSON.stringify(recipe)
    const { hashText } = await import('../storage/hash')
    const manifest = JSON.stringify({ format: 'clientele', version: 1, recipe: await hashText(text) })
    const encode = (one: string) => new TextEncoder().encode(one)
    return new Blob([
      zipSync({ 'clientele.json': encode(manifest), 'recipe.json': encode(text), [`sources/${hash}`]: zeros }) as Uint8Array<ArrayBuffer>,
    ])
  }
  const small = await bomb(named)
  expect(small.size).toBeLessThan(100_000)
  await expect(unpackWorkbook(small)).rejects.toThrow('more than a workbook of its size')
  await expect(unpackWorkbook(await bomb({ ...named, sources: [{ ...named.sources[0]!, bytes: 1000 }] }))).rejects.toThrow(
    'more than it says',
  )
  await expect(unpackWorkbook(await bomb(EMPTY_RECIPE))).rejects.toThrow('does not name')
  // A file of ours that is as repetitive opens all the same.
  expect((await unpackWorkbook(await packWorkbook(named, async () => new Blob([zeros])))).sources.get(hash)?.size).toBe(zeros.length)
})

test('P4: opening can be given up', async () => {
  const { recipe, bytes } = await workbook()
  const giveUp = new AbortController()
  giveUp.abort()
  await expect(unpackWorkbook(await packWorkbook(recipe, bytes), giveUp.signal)).rejects.toThrow(/abort/i)
})

test('P6: a damaged beginning is no wrong passphrase, whichever byte it is', { timeout: 120_000 }, async () => {
  const sealed = await bytesOf(await seal(new Blob(['hello']), 'x'))
  const top = sealed.indexOf(10, 20) + 1 + 65 + 12 + 16
  for (let at = 'CLIENTELE SEALED 2\n'.length; at < top; at += 7) {
    const hurt = sealed.slice()
    hurt[at]! ^= 1
    await expect(checkSealed(new Blob([hurt])), `byte ${at}`).rejects.toThrow(NotAWorkbook)
  }
  await expect(unseal(new Blob([sealed]), 'y')).rejects.toThrow(WrongPassphrase)
})
