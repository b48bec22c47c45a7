import { query, type Session } from '../../engine/database'
import { MOST_BACK, shareBack, silenceLimit, type GapLength } from '../../stats/silence-limit'
import type { Silence } from './company'
import silenceText from './silence.sql?raw'
import usualGapText from './usual-gap.sql?raw'

const silences = query('silences', silenceText, { days: 'number', ended: 'number', still: 'number' })
const usualGap = query('usual gap', usualGapText, { usual_gap: 'number', returned: 'number', first_day: 'date' })

/**
 * The silence that counts as leaving: as set by hand, else the shortest after which at most one in five ever order again. Where none of
 * half the time seen does that, the 90th percentile of customers' median gaps (so that nobody who buys often counts for more), at most
 * half of the time observed, is a long silence and no leaving.
 */
export async function silenceOf(session: Session, given: number | null, asOf: string | null): Promise<Silence | null> {
  const rows = await session.rows(silences, { as_of: asOf })
  const [usual] = await session.rows(usualGap)
  if (asOf === null || !usual?.first_day || rows.length === 0) return null
  const lengths = rows.map(({ days, ended, still }): GapLength => ({ days: days!, ended: ended!, still: still! }))
  const isGiven = given !== null && given >= 1
  const observed = (Date.parse(asOf) - Date.parse(usual.first_day)) / 86_400_000
  const usualDays = usual.usual_gap === null ? null : Math.max(1, Math.round(Math.min(usual.usual_gap, observed / 2)))
  const days = isGiven ? Math.round(given) : (silenceLimit(lengths) ?? usualDays)
  return days === null ? null : silenceAt({ isGiven, returned: usual.returned!, lengths }, days)
}

/** The same company's silence at another number of days. */
export function silenceAt(known: Pick<Silence, 'isGiven' | 'returned' | 'lengths'>, days: number): Silence {
  const comeBack = shareBack(known.lengths, days)
  const { isGiven, returned, lengths } = known
  return { days, isGiven, meansLeaving: comeBack === null ? isGiven : comeBack <= MOST_BACK + 1e-12, comeBack, returned, lengths }
}
