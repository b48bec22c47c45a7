import type { Area } from './cell-reference'
import type { Band, BandColumn, Occupation } from './survey'
import type { NamedArea } from './workbook'

/** One table on a sheet. */
export interface Region extends Area {
  /** The name the workbook gives it; null where it was found by its place. */
  readonly name: string | null
}

interface Block extends Area {
  /** The row on which most columns begin. */
  readonly begins: number
  readonly columns: ReadonlyMap<number, BandColumn>
}

/**
 * The tables on a sheet, from where its values stand. Blank rows alone part nothing: what follows must begin with names of its own.
 * Every value belongs to one of them, titles and remarks to the table next to them.
 */
export function findRegions(survey: Occupation, tables: readonly NamedArea[]): readonly Region[] {
  if (survey.cells === 0) return []
  const { firstRow, lastRow, firstColumn, lastColumn } = survey
  const blocks = survey.bands.flatMap(blocksOf)
  if (tables.length > 1) return namedRegions(tables, blocks)
  const found: Block[][] = []
  let pending: Block[] = []
  for (const block of blocks) {
    const above = found.findLast((table) => table.some((one) => overlaps(one, block)))
    const isNew = isTable(block) && (above === undefined || !continues(above[0]!, block))
    if (isNew) found.push([block, ...pending.filter((title) => !title.columns.size || title.lastRow < block.firstRow)])
    else if (above && !isRemark(block)) above.push(block)
    else {
      pending.push(block)
      continue
    }
    pending = []
  }
  if (found.length < 2) return [{ firstRow, lastRow, firstColumn, lastColumn, name: null }]
  found.at(-1)!.push(...pending)
  return found.map((table) => ({ ...bounds(table), name: null }))
}

function blocksOf(band: Band): Block[] {
  const indices = [...band.columns.keys()].sort((a, b) => a - b)
  const groups: number[][] = []
  for (const index of indices) {
    const last = groups.at(-1)
    if (last && last.at(-1) === index - 1) last.push(index)
    else groups.push([index])
  }
  const blocks = groups.map((group) => blockOf(band, group))
  return blocks.length > 1 && standApart(blocks) ? blocks : [blockOf(band, indices)]
}

function blockOf(band: Band, indices: readonly number[]): Block {
  const columns = new Map(indices.map((index) => [index, band.columns.get(index)!]))
  const all = [...columns.values()]
  return {
    columns,
    begins: commonest(all.map(({ firstRow }) => firstRow)),
    firstRow: Math.min(...all.map(({ firstRow }) => firstRow)),
    lastRow: Math.max(...all.map(({ lastRow }) => lastRow)),
    firstColumn: indices[0]!,
    lastColumn: indices.at(-1)!,
  }
}

/** Blank columns part tables that are of different length, or have the same names again; else they are room within one. */
function standApart(blocks: readonly Block[]): boolean {
  const tables = blocks.filter(isTable)
  if (tables.length < 2 || tables.length < blocks.length) return false
  const [first, ...others] = tables as [Block, ...Block[]]
  return others.some((other) => other.begins !== first.begins || other.lastRow !== first.lastRow || namesOf(other) === namesOf(first))
}

/** Its columns begin with texts in one row, under a title at most, and more stands below. */
function isTable({ columns, begins, lastRow }: Block): boolean {
  const all = [...columns.values()]
  const early = all.filter(({ firstRow }) => firstRow < begins)
  const named = all.filter(({ firstRow, firstIsText }) => firstRow === begins && firstIsText)
  return all.length > 1 && lastRow > begins && early.length < 2 && named.length + early.length === all.length
}

/** The names again, or texts under texts as wide: rows of the table above. */
function continues(table: Block, block: Block): boolean {
  if (namesOf(table) === namesOf(block)) return true
  const isTyped = [...block.columns.values()].some(({ typed }) => typed > 0)
  return !isTyped && table.firstColumn === block.firstColumn && table.lastColumn === block.lastColumn
}

function isRemark({ columns }: Block): boolean {
  return columns.size < 2
}

function namesOf({ columns, firstColumn }: Block): string {
  return [...columns].map(([index, { firstHash }]) => `${index - firstColumn}:${firstHash}`).join()
}

function namedRegions(tables: readonly NamedArea[], blocks: readonly Block[]): readonly Region[] {
  const named = tables.map(({ name, area }) => ({ ...area, name }))
  const others = blocks.filter((block) => isTable(block) && !named.some((area) => touches(area, block)))
  return [...named, ...others.map((block) => ({ ...bounds([block]), name: null }))].sort(
    (a, b) => a.firstRow - b.firstRow || a.firstColumn - b.firstColumn,
  )
}

function bounds(blocks: readonly Area[]): Area {
  return {
    firstRow: Math.min(...blocks.map(({ firstRow }) => firstRow)),
    lastRow: Math.max(...blocks.map(({ lastRow }) => lastRow)),
    firstColumn: Math.min(...blocks.map(({ firstColumn }) => firstColumn)),
    lastColumn: Math.max(...blocks.map(({ lastColumn }) => lastColumn)),
  }
}

function overlaps(one: Area, other: Area): boolean {
  return one.firstColumn <= other.lastColumn && other.firstColumn <= one.lastColumn
}

function touches(one: Area, other: Area): boolean {
  return overlaps(one, other) && one.firstRow <= other.lastRow && other.firstRow <= one.lastRow
}

/** Of rows that are as common, the lower one: what stands above it is a title. */
function commonest(values: readonly number[]): number {
  const times = new Map<number, number>()
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1)
  const most = Math.max(...times.values())
  return Math.max(...[...times].filter(([, seen]) => seen === most).map(([value]) => value))
}
