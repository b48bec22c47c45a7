import { groups } from 'd3'
import type { Database } from '../../engine/database'
import { shareIntervals, type GroupValues } from '../../stats/bootstrap'
import { wilson, type Interval } from '../../stats/wilson'
import type { Context } from '../contract/definition'
import type { SegmentSettings } from './options'
import { byValue, cells, drift, fewValues, largest, medians, quantiles, reachable, scores } from './queries'
import {
  columnScore,
  lookups,
  measure,
  MOST_LEVELS,
  QUIET,
  SEGMENTS,
  segmentOf,
  type Columns,
  type Measure,
  type Segment,
} from '../rfm/scoring'

/** Median with the order statistics that enclose it; n is how many customers have the measure. */
export interface Median {
  readonly n: number
  readonly median: number
  readonly low: number | null
  readonly high: number | null
}

export interface SegmentRow {
  readonly segment: Segment
  readonly customers: number
  readonly shareOfCustomers: number
  readonly customersInterval: Interval
  readonly revenue: number
  readonly shareOfRevenue: number | null
  readonly revenueInterval: Interval | null
  readonly meanFrequency: number | null
  readonly meanMonetary: number | null
  readonly recency: Median | null
  readonly frequency: Median | null
  readonly gap: Median | null
}

/** One cell of the grid: recency score and the score that stands for frequency. */
export interface GridCell {
  readonly row: number
  readonly column: number
  readonly customers: number
  readonly revenue: number
  readonly segment: Segment
}

export interface SegmentsResult {
  readonly customers: number
  readonly revenue: number
  readonly measures: Readonly<Record<'recency' | 'frequency' | 'monetary', Measure>>
  /** All ten, also the empty ones, largest revenue first. */
  readonly segments: readonly SegmentRow[]
  readonly cells: readonly GridCell[]
  readonly all: { readonly recency: Median | null; readonly frequency: Median | null }
  /** At risk and Can't lose together: silence and their own usual gap. */
  readonly quiet: {
    readonly recency: Median | null
    readonly gap: Median | null
    readonly shareInterval: Interval | null
  }
  /** At risk or Can't lose, silent for longer than is usual for them, and not for so long that they count as gone (null: no silence does); and those who do. */
  readonly reachable: { readonly customers: number; readonly gone: number; readonly goneAfter: number | null }
  readonly byValue: readonly { value: string | null; segment: string | null; customers: number | null; revenue: number | null }[]
  /** Who was in which segment on the as-of date and on the same day of the months of the year before, as far as the data tell, by the cut points in force: oldest first. */
  readonly drift: readonly DriftDay[]
  /** Variables with which SQL scores as it did here: they go with every set of customers. */
  readonly scoring: Readonly<Record<string, number | readonly number[] | readonly string[]>>
}

/** Everybody who had bought by a day, each in one segment. */
export interface DriftDay {
  /** 'YYYY-MM-DD'; orders before it count. */
  readonly day: string
  readonly customers: number
  /** In the order of SEGMENTS. */
  readonly sizes: readonly number[]
}

export async function segmentCustomers(
  database: Database,
  settings: SegmentSettings,
  { company }: Pick<Context, 'company'>,
): Promise<SegmentsResult> {
  const cuts = await cutPoints(database, settings)
  const levels = { r: cuts.recency.levels, f: cuts.frequency.levels, m: cuts.monetary.levels }
  const columns = settings.columns as Columns
  const scoring = {
    r_cut_points: cuts.recency.cuts,
    f_cut_points: cuts.frequency.cuts,
    m_cut_points: cuts.monetary.cuts,
    r_levels: levels.r,
    f_levels: levels.f,
    m_levels: levels.m,
    ...lookups(levels, columns),
  }
  await database.rows(scores, scoring)
  const scored = (await database.rows(cells)).map((cell) => {
    const column = columnScore(cell.f_score!, cell.m_score!, levels, columns)
    return { ...cell, column, segment: segmentOf(cell.r_score!, column, levels, columns) }
  })
  const middle = await database.rows(medians)
  const large = await database.rows(largest)
  const median = (name: string, measured: string): Median | null => {
    const row = middle.find((one) => one.name === name && one.measure === measured)
    return row && row.median !== null ? { n: row.customers!, median: row.median, low: row.low, high: row.high } : null
  }
  const goneAfter = company.silence?.meansLeaving ? company.silence.days : null
  const [near] = await database.rows(reachable, { segments: QUIET, gone_after: goneAfter })
  const base = { customers: sum(scored, 'customers'), revenue: sum(scored, 'revenue') }
  const intervals = revenueIntervals(scored, large)
  // Parts of which one took back more than it bought are no shares of a whole.
  const areShares =
    base.revenue > 0 &&
    SEGMENTS.every(
      (segment) =>
        sum(
          scored.filter((cell) => cell.segment === segment),
          'revenue',
        ) >= 0,
    )
  const rows = SEGMENTS.map((segment, index): SegmentRow => {
    const own = scored.filter((cell) => cell.segment === segment)
    const count = sum(own, 'customers')
    const revenue = sum(own, 'revenue')
    return {
      segment,
      customers: count,
      shareOfCustomers: base.customers > 0 ? count / base.customers : 0,
      customersInterval: wilson(count, base.customers),
      revenue,
      shareOfRevenue: areShares ? revenue / base.revenue : null,
      revenueInterval: areShares ? (intervals.each[index] ?? null) : null,
      meanFrequency: count > 0 ? sum(own, 'frequency') / count : null,
      meanMonetary: count > 0 ? sum(own, 'monetary') / count : null,
      recency: median(segment, 'recency'),
      frequency: median(segment, 'frequency'),
      gap: median(segment, 'gap'),
    }
  })
  return {
    ...base,
    measures: cuts,
    segments: rows.toSorted((a, b) => b.revenue - a.revenue),
    cells: gridCells(scored),
    all: { recency: median('All', 'recency'), frequency: median('All', 'frequency') },
    quiet: {
      recency: median('Quiet', 'recency'),
      gap: median('Quiet', 'gap'),
      shareInterval: areShares ? intervals.together : null,
    },
    reachable: { customers: near!.customers!, gone: near!.gone!, goneAfter },
    byValue: settings.by === '' ? [] : await database.rows(byValue),
    drift: driftDays(await database.rows(drift)),
    scoring,
  }
}

function driftDays(rows: readonly { day: string | null; segment: string | null; customers: number | null }[]): DriftDay[] {
  return groups(rows, ({ day }) => day!).map(([day, own]) => {
    const sizes = SEGMENTS.map((segment) => own.find((row) => row.segment === segment)?.customers ?? 0)
    return { day, customers: sizes.reduce((total, size) => total + size, 0), sizes }
  })
}

/** An estimate of different values up to which they are listed and counted exactly. */
const FEW_VALUES = 20

async function cutPoints(database: Database, settings: SegmentSettings): Promise<SegmentsResult['measures']> {
  const wanted = Number(settings.levels)
  const cutShares = Array.from({ length: wanted - 1 }, (_, index) => (index + 1) / wanted)
  const found = await database.rows(quantiles, { cut_shares: cutShares })
  const few = found.filter((row) => row.about_distinct! < FEW_VALUES).map((row) => row.measure!)
  const listed = few.length > 0 ? await database.rows(fewValues, { few }) : []
  const one = (name: string, own: readonly number[]) => {
    const row = found.find((candidate) => candidate.measure === name)!
    const values = listed.filter((value) => value.measure === name).map((value) => value.value!)
    const quantilesFound = [row.cut_1, row.cut_2, row.cut_3, row.cut_4, row.cut_5, row.cut_6, row.cut_7, row.cut_8, row.cut_9]
    return measure(own, quantilesFound, few.includes(name) ? values.length : row.about_distinct!, values)
  }
  return {
    recency: one('recency', settings.r_cuts),
    frequency: one('frequency', settings.f_cuts),
    monetary: one('monetary', settings.m_cuts),
  }
}

interface ScoredCell {
  readonly segment: Segment
  readonly r_score: number | null
  readonly column: number
  readonly customers: number | null
  readonly revenue: number | null
  readonly revenue_squares: number | null
  readonly frequency: number | null
  readonly monetary: number | null
}

function sum(cells: readonly ScoredCell[], key: 'customers' | 'revenue' | 'revenue_squares' | 'frequency' | 'monetary'): number {
  return cells.reduce((total, cell) => total + (cell[key] ?? 0), 0)
}

/** In the order of SEGMENTS; together: the quiet ones. */
function revenueIntervals(scored: readonly ScoredCell[], large: readonly { segment: string | null; revenue: number | null }[]) {
  const group = (segment: Segment): GroupValues => {
    const own = scored.filter((cell) => cell.segment === segment)
    const values = Float64Array.from(
      large.filter((row) => row.segment === segment),
      (row) => row.revenue ?? 0,
    )
    return {
      large: values,
      restSum: sum(own, 'revenue') - values.reduce((total, value) => total + value, 0),
      restSquares: Math.max(0, sum(own, 'revenue_squares') - values.reduce((total, value) => total + value * value, 0)),
    }
  }
  return shareIntervals(
    SEGMENTS.map(group),
    QUIET.map((segment) => SEGMENTS.indexOf(segment)),
  )
}

function gridCells(scored: readonly ScoredCell[]): GridCell[] {
  const cells = new Map<number, GridCell>()
  for (const cell of scored) {
    const row = cell.r_score!
    const key = row * (MOST_LEVELS + 1) + cell.column
    const before = cells.get(key)
    cells.set(key, {
      row,
      column: cell.column,
      customers: (before?.customers ?? 0) + (cell.customers ?? 0),
      revenue: (before?.revenue ?? 0) + (cell.revenue ?? 0),
      segment: cell.segment,
    })
  }
  return [...cells.values()]
}
