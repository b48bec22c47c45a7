import type { Database } from '../../engine/database'
import type { Tables } from '../contract/definition'
import { listed } from './queries'
import type { RhythmResult } from './result'
import { later, positionName } from './words'

export async function tables(database: Database, result: RhythmResult): Promise<Tables> {
  const rows = await database.rows(listed)
  return {
    due: rows.map(({ customer_id, item, last_at, usual_days, due_on, low, high, state }) => ({
      customer_id,
      product: item,
      last_at,
      usual_days,
      due_on,
      low,
      high,
      state,
    })),
    seasons: result.seasons.flatMap(({ unit, indices, p }) =>
      indices.map((one) => ({
        unit,
        value: positionName(unit, one),
        index: one.index,
        low: one.low,
        high: one.high,
        q_value: one.q,
        p_value: p,
      })),
    ),
    calendar: result.calendar.map(({ week, paces, customers }) => ({ from: later(result.asOf, 7 * week), paces, customers })),
    states: result.states.map(({ state, paces, customers, usualDays }) => ({ state, paces, customers, usual_days: usualDays })),
  }
}
