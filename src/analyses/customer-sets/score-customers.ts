import { query, setVariables, type Session } from '../../engine/database'
import { CUT_COLUMNS, cutsOf } from '../rfm/cuts'
import cutsText from '../rfm/cuts.sql?raw'
import { lookups } from '../rfm/scoring'
import scoresText from '../rfm/scores.sql?raw'
import { withCte } from '../queries/with-cte'

const cutPoints = query('cut points', withCte('measured', 'select * from rfm_measures', cutsText), CUT_COLUMNS)

/** Makes the temporary table `scores` of a connection: who is in which segment, as the segments page has it at first. */
export async function scoreCustomers(session: Session): Promise<void> {
  const cuts = cutsOf(await session.rows(cutPoints))
  const levels = { r: cuts?.recency.levels ?? 1, f: cuts?.frequency.levels ?? 1, m: 1 }
  await session.execute(
    setVariables({
      r_cut_points: cuts?.recency.cuts ?? [],
      f_cut_points: cuts?.frequency.cuts ?? [],
      m_cut_points: [],
      r_levels: levels.r,
      f_levels: levels.f,
      m_levels: levels.m,
      segment_of_scores: lookups(levels, 'f').segment_of_scores,
    }),
  )
  await session.execute(`create or replace temporary table scores as ${scoresText}`)
}
