import { query, type Session } from '../engine/database'
import type { Silence } from './company'
import silenceText from './silence.sql?raw'

const usualGap = query('usual gap', silenceText, { usual_gap: 'number', returned: 'number', observed: 'number' })

/**
 * The silence that means leaving: as set by hand, else the 90th percentile of customers' median gaps (so that nobody who buys often
 * counts for more), but no longer than half the time observed, or nobody could be seen leaving.
 */
export async function silenceOf(session: Session, given: number | null, asOf: string | null): Promise<Silence | null> {
  const [row] = await session.rows(usualGap, { as_of: asOf })
  const usual = row?.usual_gap ?? null
  const returned = row?.returned ?? 0
  if (given !== null && given >= 1) return { days: Math.round(given), isGiven: true, returned }
  if (usual === null) return null
  return { days: Math.max(1, Math.round(Math.min(usual, row!.observed! / 2))), isGiven: false, returned }
}
