import type { KeptSegment } from '../analyses/contract/outcome'
import type { Dialect } from '../ingest/table'
import type { Filter } from '../model/runtime/clause'
import type { Mapping } from '../model/mapping/mapping'
import type { Step } from '../steps/definition'

/** One raw table and where its rows come from. */
export interface RecipeSource {
  /** RawTable.name: steps and mapping refer to it. */
  readonly table: string
  /** SHA-256 of the file's bytes: the key of the kept copy. `sample-…` for the sample company, which is made anew. */
  readonly hash: string
  readonly file: string
  readonly bytes: number
  /** The sheet or the packed file that the table is; '' where the file is one table. */
  readonly part: string
  /** What was chosen by hand of its reading. */
  readonly dialect: Partial<Dialect>
}

/** A segment as it is kept: its recipe, and the filter under which the recipe is read. */
export interface RecipeSegment extends KeptSegment {
  readonly under: Filter
  readonly isHidden: boolean
}

/** The state of the company after one load: its numbers stand in a kept table of their own (`hash`). */
export interface Snapshot {
  readonly id: string
  /** ISO timestamp at which it was taken, and the as-of date of the data. */
  readonly takenAt: string
  readonly asOf: string | null
  /** What was loaded: "orders-2024-03.csv in place of orders-2024-02.csv". */
  readonly label: string
  readonly headlines: readonly { readonly name: string; readonly value: number }[]
  /** Empty for the load in force, the last one, whose customers are in the data, and for one of which only the numbers are left. */
  readonly hash: string
}

/** All that makes a workbook besides the bytes of its files. Plain data: read from disk, and from strangers, through `parseRecipe`. */
export interface Recipe {
  readonly version: 1
  /** Null: it goes by its first file. */
  readonly name: string | null
  readonly sources: readonly RecipeSource[]
  readonly steps: readonly Step[]
  /** Null until one was applied. */
  readonly mapping: Mapping | null
  readonly segments: readonly RecipeSegment[]
  /** What filters every page. */
  readonly filter: Filter
  /** The settings of each page as they stand in the address, by page id, and the page last shown. */
  readonly pages: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly page: string
  /** Personal data are masked on screen and in exports. */
  readonly isMasked: boolean
  /** Makes the pseudonyms of ids, the same whenever the workbook opens. Empty until something was masked; a recipe that leaves without its files leaves without it. */
  readonly salt: string
  readonly history: readonly Snapshot[]
}

export const EMPTY_RECIPE: Recipe = {
  version: 1,
  name: null,
  sources: [],
  steps: [],
  mapping: null,
  segments: [],
  filter: [],
  pages: {},
  page: '',
  isMasked: false,
  salt: '',
  history: [],
}

/** A workbook's name to readers. */
export function nameOf(recipe: Pick<Recipe, 'name' | 'sources'>): string {
  const [first] = recipe.sources
  if (recipe.name !== null) return recipe.name
  if (!first) return 'New workbook'
  return isSample(first) ? 'Sample company' : first.file.replace(/(\.[a-z0-9]{1,8}){1,2}$/i, '') || first.file
}

/** True for a table that is made anew rather than read from kept bytes. */
export function isSample({ hash }: Pick<RecipeSource, 'hash'>): boolean {
  return hash.startsWith('sample-')
}

/** The keys of all bytes that a recipe needs. Sorted, each once. */
export function hashesOf(recipe: Recipe): readonly string[] {
  const hashes = [...recipe.sources.filter((source) => !isSample(source)), ...recipe.history].map(({ hash }) => hash)
  return [...new Set(hashes.filter((hash) => hash !== ''))].sort()
}
