import { segmentIn, type Clause } from '../model/runtime/clause'
import type { Step } from '../steps/definition'
import { nameOf, type Recipe } from './recipe'

/** Texts of a recipe that come from the data or from the reader. */
export interface Texts {
  /** May hold a name among others. */
  readonly labels: readonly string[]
  /** Are a value as a whole. */
  readonly values: readonly string[]
}

export function textsIn(recipe: Recipe): Texts {
  const labels = [
    nameOf(recipe),
    ...recipe.sources.flatMap(({ file, part }) => [file, part]),
    ...recipe.segments.flatMap(({ name, settings, who }) => [name, who.name, ...stringsIn(settings), ...stringsIn(who.values)]),
    ...stringsIn([recipe.filter, recipe.segments.map(({ under }) => under)]),
    ...stringsIn(recipe.pages),
    ...recipe.steps.flatMap((step) => ('file' in step && typeof step.file === 'string' ? [step.file] : [])),
  ]
  return { labels: [...new Set(labels)].filter(Boolean), values: [...new Set(recipe.steps.flatMap(valuesIn))] }
}

/**
 * The recipe as it leaves without its files: names that tell of people are replaced, steps and segments that do are left out, and so
 * are the numbers of earlier loads and the salt of the pseudonyms.
 */
export function portable(recipe: Recipe, isPersonal: (text: string) => boolean): Recipe {
  const tells = (value: unknown) => stringsIn(value).some(isPersonal)
  const sources = recipe.sources.filter(({ part }) => !isPersonal(part)).map((source) => ({ ...source, file: neutral(source.file) }))
  const there = new Set(sources.map(({ table }) => table))
  const gone = recipe.sources.filter(({ table }) => !there.has(table)).map(({ table }) => table)
  const isTold = (step: Step) => valuesIn(step).some(isPersonal)
  const groups = new Set(recipe.steps.filter(isTold).map(groupOf))
  const steps = recipe.steps
    .filter((step) => !isTold(step) && !gone.includes(step.table) && (groupOf(step) === null || !groups.has(groupOf(step))))
    .map((step) => ('file' in step && typeof step.file === 'string' ? { ...step, file: neutral(step.file) } : step))
  const segments = recipe.segments
    .filter(({ settings, who }) => !tells(settings) && !tells(who.values))
    .map((segment, at) => {
      const isNamed = isPersonal(segment.name) || isPersonal(segment.who.name)
      return isNamed ? { ...segment, name: `Segment ${at + 1}`, who: { ...segment.who, name: `Segment ${at + 1}` } } : segment
    })
  const kept = new Set(segments.map(({ id }) => id))
  const isLeft = (clause: Clause) => !tells(clause) && (segmentIn(clause) === null || kept.has(segmentIn(clause)!))
  const whole = segments.filter(({ under }) => under.every(isLeft))
  return {
    ...recipe,
    name: isPersonal(nameOf(recipe)) ? 'Workbook' : nameOf(recipe),
    sources,
    steps,
    mapping: recipe.mapping && { ...recipe.mapping, tables: recipe.mapping.tables.filter(({ table }) => !gone.includes(table)) },
    segments: whole,
    filter: recipe.filter.filter(isLeft),
    pages: Object.fromEntries(Object.entries(recipe.pages).filter(([, settings]) => !tells(settings))),
    history: [],
    salt: '',
  }

  /** One file of several tables keeps one name. */
  function neutral(file: string): string {
    if (!isPersonal(file)) return file
    const files = [...new Set(recipe.sources.map((source) => source.file))]
    return `file ${files.indexOf(file) + 1}${/(\.[a-z0-9]{1,8}){1,2}$/i.exec(file)?.[0] ?? ''}`
  }
}

function groupOf(step: object): string | null {
  return 'group' in step && typeof step.group === 'string' ? step.group : null
}

/** Every string of a plain value. */
function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}

/** What a step takes from the data: all but what names things within the recipe. */
function valuesIn(step: unknown): readonly string[] {
  if (typeof step !== 'object' || step === null) return stringsIn(step)
  return Object.entries(step).flatMap(([key, item]) => (OWN.has(key) ? [] : valuesIn(item)))
}

const OWN = new Set(['id', 'kind', 'table', 'makes', 'group', 'name', 'header', 'type', 'test', 'of', 'file'])
