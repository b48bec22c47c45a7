import type { Database } from '../../engine/database'
import type { Tables } from '../contract/definition'
import { SEGMENTS } from '../rfm/scoring'
import type { SegmentSettings } from './options'
import { customers } from './queries'
import type { SegmentsResult } from './result'
import { ADVICE } from './words'

export async function tables(database: Database, settings: SegmentSettings, result: SegmentsResult): Promise<Tables> {
  return {
    segments: result.segments.map((row) => ({
      segment: row.segment,
      customers: row.customers,
      share_of_customers: row.shareOfCustomers,
      revenue: row.revenue,
      share_of_revenue: row.shareOfRevenue,
      median_recency_days: row.recency?.median ?? null,
      mean_frequency: row.meanFrequency,
      mean_monetary: row.meanMonetary,
      share_of_customers_low: row.customersInterval.low,
      share_of_customers_high: row.customersInterval.high,
      share_of_revenue_low: row.revenueInterval?.low ?? null,
      share_of_revenue_high: row.revenueInterval?.high ?? null,
      median_recency_days_low: row.recency?.low ?? null,
      median_recency_days_high: row.recency?.high ?? null,
      median_frequency: row.frequency?.median ?? null,
      median_gap_days: row.gap?.median ?? null,
      what_to_do: ADVICE[row.segment],
    })),
    customers: await database.rows(customers),
    cells: result.cells.map(({ row, column, ...cell }) => ({ r_score: row, column_score: column, ...cell })),
    cut_points: Object.entries(result.measures).flatMap(([measure, { cuts }]) =>
      cuts.map((cut, index) => ({ measure, level: index + 1, at_most: cut })),
    ),
    drift: result.drift.flatMap(({ day, customers: all, sizes }) =>
      SEGMENTS.map((segment, index) => ({ day, segment, customers: sizes[index]!, share_of_customers: sizes[index]! / all })),
    ),
    ...(settings.by === '' ? {} : { by_value: result.byValue }),
  }
}
