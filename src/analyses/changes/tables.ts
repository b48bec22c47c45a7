import type { Tables } from '../contract/definition'
import { GONE } from './migration'
import type { ChangesResult } from './result'

export function tables({ headlines, migration, loads, cuts }: ChangesResult): Tables {
  return {
    headlines: headlines.map(({ name, before, after, difference, parts }) => ({
      name,
      before,
      after,
      difference,
      from_new_customers: parts?.new ?? null,
      from_lost_customers: parts?.lost ?? null,
      from_changed_behaviour: parts?.changed ?? null,
    })),
    migration: migration.moves.map(({ from, to, customers, revenueBefore, revenueAfter }) => ({
      segment_before: from,
      segment_after: to,
      customers,
      revenue: to === GONE ? revenueBefore : revenueAfter,
      revenue_before: revenueBefore,
      revenue_after: revenueAfter,
    })),
    segments: migration.segments.map(({ segment, before, after, stayed, net }) => ({ segment, before, after, stayed, net_flow: net })),
    cut_points: cuts.flatMap(({ state, measure, cuts: points }) =>
      points.map((cut, index) => ({ state, measure, level: index + 1, at_most: cut })),
    ),
    loads: loads.map(({ label, takenAt, asOf, customers, activeCustomers, orders, revenue, isCurrent }) => ({
      label,
      taken_at: takenAt,
      as_of: asOf,
      customers,
      active_customers: activeCustomers,
      orders,
      revenue,
      is_current: isCurrent,
    })),
  }
}
