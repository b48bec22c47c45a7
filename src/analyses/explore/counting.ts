import { formatBrushes, type Brush } from './brush'
import { heldOf } from './compare'
import { countsAt, countsOf, indexOf, jointColumn, type Column, type Counter, type Index } from './crossfilter'
import type { ExploreResult } from './result'
import { coarse, takenBy, type Coarse } from './view'

/** What the views show while brushes stand as they do. */
export interface Counts {
  readonly chosen: number
  readonly revenue: number | null
  /** One a view that is drawn. */
  readonly views: readonly ViewCounts[]
  readonly grid: ViewCounts | null
  /** Customers, revenue and orders of the chosen in each cell, row by row. */
  readonly pivot: { readonly customers: Float64Array; readonly revenue: Float64Array; readonly orders: Float64Array } | null
}

export interface ViewCounts {
  /** Customers in each bin: all, or, where the view has a brush of its own, those whom the other brushes keep. */
  readonly all: Float64Array
  /** Null while nobody is chosen. */
  readonly chosen: Float64Array | null
}

/** Two views as rows and columns of cells. */
export interface Cells {
  readonly across: Coarse
  readonly down: Coarse
}

export interface Counting {
  readonly grid: Cells | null
  readonly pivot: Cells | null
  /** Customers in each bin of each view that is drawn, whoever is chosen. */
  readonly everyone: readonly Float64Array[]
  /** `inHand`: the dimension whose brush moves. */
  count(brushes: readonly Brush[], inHand: string | null): Counts
}

const GRID = { across: 8, down: 7 }
const PIVOT = { across: 8, down: 12 }

/** Everything that views count, ready for brushes to move: what stands still while one is in hand is counted once. */
export function makeCounting({ customers, views, shown, revenue, orders, ...result }: ExploreResult): Counting {
  const drawn = views.slice(0, shown)
  const cellsOf = (pair: ExploreResult['grid'], most: typeof GRID): Cells | null =>
    pair && { across: coarse(views[pair.across]!, most.across), down: coarse(views[pair.down]!, most.down) }
  const [grid, pivot] = [cellsOf(result.grid, GRID), cellsOf(result.pivot, PIVOT)]
  const joint = (cells: Cells) => jointColumn(cells.down.column, cells.across.column, customers)
  const whole: Column = { rows: null, bins: new Uint8Array(customers), size: 1 }
  const gridColumn = grid && joint(grid)
  const pivotColumn = pivot && joint(pivot)
  const plain = (column: Column, weights: Float64Array | null = null): Counter => ({ column, own: -1, weights })
  const others: readonly Counter[] = [
    plain(whole),
    ...(revenue ? [plain(whole, revenue)] : []),
    ...(gridColumn ? [plain(gridColumn)] : []),
    ...(pivotColumn ? [plain(pivotColumn), plain(pivotColumn, revenue), plain(pivotColumn, orders)] : []),
  ]
  const everyone = countsOf(customers, [], [...drawn.map(({ column }) => plain(column)), ...(gridColumn ? [plain(gridColumn)] : [])])
  let last: { key: string; index: Index } | null = null

  function indexFor(brushes: readonly Brush[], inHand: string | null): Index {
    const active = brushes.findIndex(({ of }) => of === inHand)
    const isIndexed = active >= 0 && views.find(({ dimension }) => dimension.id === inHand)!.column.rows === null
    const standing = isIndexed ? brushes.filter(({ of }) => of !== inHand) : brushes
    const key = `${isIndexed ? `${active} ${inHand}` : ''} ${formatBrushes(standing)}`
    if (last?.key !== key) {
      const held = brushes.map((brush) => heldOf(brush, views))
      const counters = drawn.map((view): Counter => ({
        column: view.column,
        own: brushes.findIndex(({ of }) => of === view.dimension.id),
        weights: null,
      }))
      last = { key, index: indexOf(customers, held, [...counters, ...others], isIndexed ? active : -1) }
    }
    return last.index
  }

  return {
    grid,
    pivot,
    everyone,
    count(brushes, inHand) {
      const index = indexFor(brushes, inHand)
      const brush = brushes[index.active]
      const taken = brush ? takenBy(brush, views.find(({ dimension }) => dimension.id === brush.of)!.bins) : null
      const counts = countsAt(index, taken)
      const rest = counts.slice(shown)
      const isChosen = brushes.length > 0
      const [own] = rest.splice(0, 1)
      const [brought] = revenue ? rest.splice(0, 1) : []
      const [inGrid] = gridColumn ? rest.splice(0, 1) : []
      const [counted, money, ordered] = rest
      return {
        chosen: own![0]!,
        revenue: brought?.[0] ?? null,
        views: drawn.map(({ dimension }, place) =>
          brushes.some(({ of }) => of === dimension.id)
            ? { all: counts[place]!, chosen: null }
            : { all: everyone[place]!, chosen: isChosen ? counts[place]! : null },
        ),
        grid: inGrid ? { all: everyone[shown]!, chosen: isChosen ? inGrid : null } : null,
        pivot: counted ? { customers: counted, revenue: money!, orders: ordered! } : null,
      }
    },
  }
}
