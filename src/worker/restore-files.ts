import { EngineRestarted } from '../engine/failures'
import type { MissingSource } from '../workbench'
import { isSample, type RecipeSource } from '../workbooks/recipe'
import type { Files } from './files'
import type { BytesOf } from './workbook'

/**
 * Reads the tables of a recipe in place of those that are open; a table that is the same already stays. One whose bytes are
 * gone, damaged or no longer readable is returned with the reason, and the others are there.
 */
export async function restoreFiles(files: Files, sources: readonly RecipeSource[], bytes: BytesOf): Promise<readonly MissingSource[]> {
  const wanted = new Set(sources.map(keyOf))
  for (const held of files.sources) if (!wanted.has(keyOf(held))) await files.remove(held.table)
  const there = new Set(files.sources.map(keyOf))
  const absent = sources.filter((source) => !there.has(keyOf(source)))
  const missing: MissingSource[] = []
  for (const source of absent.filter((one) => !isSample(one))) {
    const reason = await restoreFile(files, source, bytes)
    if (reason !== null) missing.push({ ...placeOf(source), reason })
  }
  const samples = absent.filter(isSample).map(({ table }) => table)
  if (samples.length > 0) await files.restoreSample(samples)
  return missing
}

/** Why it did not come back; null where it did. */
async function restoreFile(files: Files, source: RecipeSource, bytes: BytesOf): Promise<string | null> {
  try {
    const blob = source.hash === '' ? null : await bytes(source.hash)
    if (!blob) return 'Its bytes are not on this device.'
    await files.restore(source, blob)
    return null
  } catch (error) {
    if (error instanceof EngineRestarted) throw error
    return (error as Error).message
  }
}

function placeOf({ table, file, part, hash, bytes }: RecipeSource): Omit<MissingSource, 'reason'> {
  return { table, file, part, hash, bytes }
}

function keyOf({ table, hash, part, dialect }: RecipeSource): string {
  return JSON.stringify([table, hash, part, dialect])
}
