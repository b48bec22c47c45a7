import { hashText } from '../storage/hash'
import { parsePart, parseRecipe } from './parse-recipe'
import { EMPTY_RECIPE, type Recipe } from './recipe'

export type Part = Exclude<keyof Recipe, 'version'>

/** One change as it is kept: a part of the recipe has this value from here on. */
export interface Operation {
  readonly workbook: string
  /** 1, 2, … without gaps within a workbook. */
  readonly seq: number
  readonly part: string
  /** JSON. */
  readonly text: string
  readonly checksum: string
}

/** The whole recipe as it was after the operation `seq`. */
export interface Checkpoint {
  readonly workbook: string
  readonly seq: number
  /** JSON. */
  readonly text: string
  readonly checksum: string
}

export interface Replayed {
  readonly recipe: Recipe
  /** The last change there is, damaged or not: what is written next comes after it. */
  readonly seq: number
  /** Changes and checkpoints that did not read back as they were written. */
  readonly damaged: number
}

export async function operationOf(workbook: string, seq: number, part: Part, value: unknown): Promise<Operation> {
  const text = JSON.stringify(value)
  return { workbook, seq, part, text, checksum: await checksumOf(workbook, seq, part, text) }
}

export async function checkpointOf(workbook: string, seq: number, recipe: Recipe): Promise<Checkpoint> {
  const text = JSON.stringify(recipe)
  return { workbook, seq, text, checksum: await checksumOf(workbook, seq, '', text) }
}

/**
 * The newest state that records read back from a disk agree on: the newest checkpoint that is as it was written, and every change
 * after it that is. A change sets its part as a whole, so one that is damaged costs that change alone.
 */
export async function replay(checkpoints: readonly unknown[], operations: readonly unknown[]): Promise<Replayed> {
  let damaged = 0
  let recipe: Recipe = EMPTY_RECIPE
  let from = 0
  for (const one of sorted(checkpoints).reverse()) {
    const read = await recipeIn(one)
    if (read) {
      recipe = read
      from = one.seq
      break
    }
    damaged++
  }
  const after = sorted(operations).filter(({ seq }) => seq > from)
  for (const one of after) {
    const change = await changeIn(one)
    if (change) recipe = { ...recipe, ...change }
    else damaged++
  }
  const seqs = [...sorted(checkpoints), ...after].map(({ seq }) => seq)
  return { recipe, seq: Math.max(0, ...seqs), damaged }
}

/** Records in the order in which they were written. What has no number at all says nothing. */
function sorted(records: readonly unknown[]): { readonly seq: number }[] {
  return records.filter(hasSeq).sort((one, other) => one.seq - other.seq)
}

function hasSeq(record: unknown): record is { readonly seq: number } {
  return typeof record === 'object' && record !== null && 'seq' in record && Number.isSafeInteger(record.seq)
}

async function recipeIn(record: object): Promise<Recipe | null> {
  const { workbook, seq, text, checksum } = record as Partial<Checkpoint>
  if (typeof text !== 'string' || checksum !== (await checksumOf(workbook, seq, '', text))) return null
  return orNull(() => parseRecipe(JSON.parse(text)))
}

async function changeIn(record: object): Promise<Partial<Recipe> | null> {
  const { workbook, seq, part, text, checksum } = record as Partial<Operation>
  if (typeof text !== 'string' || typeof part !== 'string') return null
  if (checksum !== (await checksumOf(workbook, seq, part, text)) || !isPart(part)) return null
  return orNull(() => ({ [part]: parsePart(part, JSON.parse(text)) }))
}

function isPart(name: string): name is Part {
  return name !== 'version' && Object.hasOwn(EMPTY_RECIPE, name)
}

function checksumOf(workbook: unknown, seq: unknown, part: string, text: string): Promise<string> {
  return hashText(JSON.stringify([workbook, seq, part, text]))
}

function orNull<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    return null
  }
}
