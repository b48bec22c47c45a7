import type { Database, RowOf } from '../../engine/database'
import type { Company } from '../../model/company/company'
import type { Subject } from '../../model/company/subject'
import type { Choice, Context } from '../contract/definition'
import { dateEdges, numberEdges, rangeBins, type Bin, type Summary } from './binning'
import { parseBrushes, type Brush } from './brush'
import { compare, heldOf, type Comparison } from './compare'
import { keptBy, type Column } from './crossfilter'
import { dimensionsOf, usualDimensions, type Dimension } from './dimensions'
import type { ExploreSettings } from './options'
import { binsOf, labelsOf, listed, summary, weights } from './queries'
import { binnedBy, columnsOf } from './variables'
import type { View } from './view'

/** Words with more values than this show the others as one. */
export const MOST_LABELS = 200
export const LISTED = 12
/** So many tell where the values of all lie. */
const LOOKED_AT = 50_000

export interface Listed {
  readonly customer_id: string
  readonly name: string | null
  readonly country: string | null
  readonly orders: number | null
  readonly revenue: number | null
  readonly silent_days: number | null
  readonly first_order_on: string | null
}

export interface ExploreResult {
  readonly subject: Subject
  readonly customers: number
  /** Of each customer, in the order of the columns; null: nothing tells. */
  readonly revenue: Float64Array | null
  readonly orders: Float64Array | null
  /** Those that are drawn, and after them those that only the grid or the pivot table needs. */
  readonly views: readonly View[]
  readonly shown: number
  /** In the order in which they were made. */
  readonly brushes: readonly Brush[]
  /** Places among the views; null: no two of them are there. */
  readonly grid: Pair | null
  readonly pivot: Pair | null
  readonly comparison: Comparison
  readonly listed: readonly Listed[]
  readonly dimensions: readonly Dimension[]
  readonly choices: { readonly views: readonly Choice[] }
}

/** Two views, by their places: one across, one down. */
export interface Pair {
  readonly across: number
  readonly down: number
}

export async function explore(database: Database, settings: ExploreSettings, { company, pause }: Context): Promise<ExploreResult> {
  const dimensions = dimensionsOf(company)
  const usual = usualDimensions(dimensions, company.attributes)
  const named = (ids: readonly string[]) => ids.flatMap((id) => dimensions.find((dimension) => dimension.id === id) ?? [])
  const asked = named(settings.views.split(','))
  const brushes = parseBrushes(settings.brush).filter((brush) => dimensions.some((dimension) => fits(brush, dimension)))
  const shown = [...new Set([...(asked.length > 0 ? asked : usual), ...named(brushes.map(({ of }) => of))])]
  const grid = pairOf(
    shown,
    named([settings.across])[0],
    named([settings.down])[0],
    ({ kind, isSeveral }) => kind === 'number' && !isSeveral,
  )
  const pivot = pairOf(
    shown,
    named([settings.columns])[0],
    named([settings.rows])[0],
    ({ kind }) => kind === 'text' || kind === 'flag' || kind === 'number',
  )
  const looked = [...new Set([...shown, ...(grid ?? []), ...(pivot ?? [])])]
  const read = await readViews(database, looked, brushes, company, pause)
  const views = read.filter((view) => view.bins.length > 1)
  const money = await readWeights(database)
  const placeOf = (dimension: Dimension) => views.findIndex((view) => view.dimension === dimension)
  const placed = (pair: readonly [Dimension, Dimension] | null): Pair | null =>
    pair && pair.every((dimension) => placeOf(dimension) >= 0) ? { across: placeOf(pair[0]), down: placeOf(pair[1]) } : null
  const inForce = brushes.filter(({ of }) => views.some(({ dimension }) => dimension.id === of))
  const hasMoney = (company.roles.orders ?? company.roles.order_lines ?? []).includes('revenue')
  const hasOrders = (company.tables.orders ?? 0) > 0
  const revenue = hasMoney ? money.revenue : null
  await pause()
  const shownViews = views.filter(({ dimension }) => shown.includes(dimension)).length
  return {
    subject: company.subject,
    customers: money.customers,
    revenue,
    orders: hasOrders ? money.orders : null,
    views,
    shown: shownViews,
    brushes: inForce,
    grid: placed(grid),
    pivot: placed(pivot),
    comparison: compare(money.customers, views.slice(0, shownViews), inForce, revenue),
    listed: inForce.length > 0 ? await listFirst(database, money.customers, views, inForce, revenue ?? money.orders) : [],
    dimensions,
    choices: {
      views: dimensions.map((dimension) => ({
        value: dimension.id,
        label: dimension.label,
        ...(dimension.note && { hint: dimension.note }),
        isUsual: usual.includes(dimension),
      })),
    },
  }
}

/** Whether a brush asks something that the dimension can answer. */
function fits(brush: Brush, { id, kind }: Dimension): boolean {
  if (brush.of !== id) return false
  const isOrdered = kind === 'number' || kind === 'date'
  return isOrdered ? brush.kind === 'range' || (brush.labels.length === 0 && !brush.isNot) : brush.kind === 'labels'
}

/** The two asked for, else the first two of the views that will do. */
function pairOf(
  shown: readonly Dimension[],
  across: Dimension | undefined,
  down: Dimension | undefined,
  isUsual: (dimension: Dimension) => boolean,
): readonly [Dimension, Dimension] | null {
  const [first, second] = shown.filter((dimension) => isUsual(dimension) && dimension !== across && dimension !== down)
  const own = across ?? first
  const other = down ?? (across ? first : second)
  return own && other && own !== other ? [own, other] : null
}

async function readViews(
  database: Database,
  dimensions: readonly Dimension[],
  brushes: readonly Brush[],
  { customers, spans }: Pick<Company, 'customers' | 'spans'>,
  pause: () => Promise<void>,
): Promise<View[]> {
  const isOrdered = ({ kind }: Dimension) => kind === 'number' || kind === 'date'
  const single = dimensions.filter((dimension) => isOrdered(dimension) && !dimension.isSeveral)
  const rows = await database.rows(summary, { ...columnsOf(single), every: Math.max(1, Math.floor(customers / LOOKED_AT)) })
  const views: View[] = []
  for (const dimension of dimensions) {
    const brush = brushes.find(({ of }) => of === dimension.id)
    const where = dimension.isSeveral ? spanOf(dimension, spans) : summaryOf(rows.find((row) => row.dimension === dimension.column))
    const edges = isOrdered(dimension) && where ? edgesOf(dimension, where, brush) : []
    const labels = isOrdered(dimension) ? [] : await labelsIn(database, dimension, brush)
    if (edges.length + labels.length === 0) continue
    const pieces = await database.rows(binsOf(dimension), binnedBy(dimension, edges, labels))
    views.push(
      viewOf(
        dimension,
        where,
        edges,
        labels,
        pieces.map(({ letters }) => letters ?? ''),
      ),
    )
    await pause()
  }
  return views
}

/** With those of its brush, which may be rare or gone. */
async function labelsIn(database: Database, dimension: Dimension, brush: Brush | undefined): Promise<readonly string[]> {
  const rows = await database.rows(labelsOf(dimension), { ...binnedBy(dimension, [], []), most_labels: MOST_LABELS })
  return [...new Set([...rows.map(({ label }) => label!), ...(brush?.kind === 'labels' ? brush.labels : [])])]
}

function summaryOf(row: RowOf<typeof summary.columns> | undefined): Summary | null {
  if (row?.least == null) return null
  return { least: row.least, most: row.most!, isWhole: row.is_whole!, low: row.low!, middle: row.middle!, high: row.high! }
}

const MILLISECONDS_A_DAY = 86_400_000

/** What a customer may do in many months is dated as its table is, whoever the filter leaves. */
function spanOf({ column }: Dimension, spans: Company['spans']): Summary | null {
  const span = spans.find(({ kind }) => kind === (column === 'ordered' ? 'orders' : 'events'))
  if (!span?.firstAt || !span.lastAt) return null
  const [least, most] = [span.firstAt, span.lastAt].map((at) => Math.floor(Date.parse(`${at.slice(0, 10)}T00:00:00Z`) / MILLISECONDS_A_DAY))
  return { least: least!, most: most!, isWhole: true, low: least!, middle: least!, high: most! }
}

/** The bounds of its brush are among them, so that bins are inside or outside of it and never across. */
function edgesOf({ kind, isSeveral }: Dimension, where: Summary, brush: Brush | undefined): readonly number[] {
  const own = kind === 'date' ? dateEdges(where, isSeveral) : numberEdges(where)
  const bounds = brush?.kind === 'range' ? [brush.from, brush.to].filter((bound) => bound !== null) : []
  return [...new Set([...own, ...bounds])].sort((a, b) => a - b)
}

const LETTER = 35
const NEXT = 33

/** The view from the letters of bins.sql. Bins at the ends of dates hold nobody: dates begin and end with a period. */
export function viewOf(
  dimension: Dimension,
  where: Pick<Summary, 'least' | 'most' | 'isWhole'> | null,
  edges: readonly number[],
  labels: readonly string[],
  pieces: readonly string[],
): View {
  const told: readonly Bin[] =
    edges.length > 0
      ? rangeBins(edges)
      : [
          ...labels.map((label): Bin => ({ from: null, to: null, label, kind: 'label' })),
          { from: null, to: null, label: null, kind: 'others' },
        ]
  const unknown = told.length
  const { rows, bins: raw, counts } = readLetters(pieces, unknown, dimension.isSeveral)
  const isEnd = (bin: number) => dimension.kind === 'date' && (bin === 0 || bin === unknown - 1)
  const isKept = (bin: number) => !(counts[bin] === 0 && (isEnd(bin) || told[bin]?.kind === 'others' || bin === unknown))
  const all: readonly Bin[] = [...told, { from: null, to: null, label: null, kind: 'unknown' }]
  const kept = all.flatMap((_, bin) => (isKept(bin) ? [bin] : []))
  const placeOf = new Uint8Array(all.length)
  for (const [place, bin] of kept.entries()) placeOf[bin] = place
  const column: Column = { rows, bins: raw.map((bin) => placeOf[bin]!), size: kept.length }
  return {
    dimension,
    bins: kept.map((bin) => all[bin]!),
    column,
    isWhole: where?.isWhole ?? false,
    least: where?.least ?? null,
    most: where?.most ?? null,
  }
}

function readLetters(pieces: readonly string[], unknown: number, isSeveral: boolean) {
  let length = 0
  for (const piece of pieces) length += piece.length
  const [rows, bins, counts] = [new Uint32Array(isSeveral ? length : 0), new Uint8Array(length), new Uint32Array(unknown + 1)]
  let [row, at, first] = [0, 0, 0]
  const put = (bin: number) => {
    if (isSeveral) rows[at] = row
    bins[at++] = bin
    counts[bin]!++
  }
  for (const piece of pieces)
    for (let place = 0; place < piece.length; place++) {
      const code = piece.charCodeAt(place)
      if (code !== NEXT) put(code - LETTER)
      else {
        if (at === first) put(unknown)
        first = at
        row++
      }
    }
  return { rows: isSeveral ? rows.slice(0, at) : null, bins: bins.slice(0, at), counts }
}

/** The chosen who brought most, or ordered most often where nothing tells what they brought. */
async function listFirst(
  database: Database,
  customers: number,
  views: readonly View[],
  brushes: readonly Brush[],
  weights: Float64Array,
): Promise<readonly Listed[]> {
  const kept = keptBy(
    customers,
    brushes.map((brush) => heldOf(brush, views)),
  )
  const first: number[] = []
  for (let row = 0; row < customers; row++) {
    if (kept[row] === 0 || (first.length === LISTED && weights[first.at(-1)!]! >= weights[row]!)) continue
    first.push(row)
    first.sort((a, b) => weights[b]! - weights[a]! || a - b)
    if (first.length > LISTED) first.pop()
  }
  if (first.length === 0) return []
  const rows = await database.rows(listed, { places: first.map((row) => row + 1) })
  return rows.map((row) => ({ ...row, customer_id: row.customer_id ?? '' }))
}

async function readWeights(database: Database) {
  const pieces = await database.rows(weights)
  const customers = pieces.reduce((sum, piece) => sum + piece.customers!, 0)
  const parse = (of: 'revenue' | 'orders') => {
    const all = new Float64Array(customers)
    let at = 0
    for (const piece of pieces) for (const text of piece[of]!.split(',')) all[at++] = Number(text)
    return all
  }
  return { customers, revenue: parse('revenue'), orders: parse('orders') }
}
