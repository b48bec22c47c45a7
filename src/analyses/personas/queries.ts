import { query } from '../../engine/database'
import { listedMembers } from '../customer-sets/listed-members'
import { materialize } from '../queries/materialize'
import { withCte } from '../queries/with-cte'
import { CUT_COLUMNS } from '../rfm/cuts'
import cutsText from '../rfm/cuts.sql?raw'
import scoresText from '../rfm/scores.sql?raw'
import byPointsText from './by-points.sql?raw'
import countsText from './counts.sql?raw'
import groupsText from './groups.sql?raw'
import havingText from './having-members.sql?raw'
import itemsText from './items.sql?raw'
import likelyText from './likely-members.sql?raw'
import marksText from './marks.sql?raw'
import measuresText from './measures.sql?raw'
import medoidText from './medoid.sql?raw'
import membersText from './members.sql?raw'
import pointedText from './pointed-members.sql?raw'
import pointsText from './points.sql?raw'
import portrayedText from './portrayed.sql?raw'
import ringsText from './rings.sql?raw'
import saidText from './scores-said.sql?raw'
import spreadText from './spread.sql?raw'
import typicalDaysText from './typical-days.sql?raw'
import typicalMarksText from './typical-marks.sql?raw'
import wayText from './way.sql?raw'

export const cutPoints = query('cut points', withCte('measured', 'select * from rfm_measures', cutsText), CUT_COLUMNS)

/** Kept for the run's connection: all that follows reads who is in which group, and what is known of them. */
export const portrayed = materialize('portrayed', withCte('scores', scoresText, portrayedText))
export const marks = materialize('marks', marksText)
export const points = materialize('points', pointsText)

export const groups = query('groups', groupsText, { persona: 'text', is_best: 'flag', customers: 'number', revenue: 'number' })

export const spread = query('numbers and what they go with', spreadText, {
  feature: 'text',
  customers: 'number',
  different: 'number',
  least: 'number',
  most: 'number',
  is_whole: 'flag',
  fifth_1: 'number',
  fifth_2: 'number',
  fifth_3: 'number',
  fifth_4: 'number',
  with_revenue: 'number',
  with_orders: 'number',
  with_time: 'number',
})

export const counts = query('who has what', countsText, {
  feature: 'text',
  value: 'text',
  persona: 'text',
  is_best: 'flag',
  came: 'number',
  customers: 'number',
  parts: 'number',
  squares: 'number',
})

export const rings = query('weeks and weekdays', ringsText, {
  persona: 'text',
  is_best: 'flag',
  week: 'number',
  weekday: 'number',
  days: 'number',
})

export const measures = query('medians', measuresText, {
  measure: 'text',
  is_member: 'flag',
  customers: 'number',
  median: 'number',
  low: 'number',
  high: 'number',
})

export const way = query('the way so far', wayText, { is_member: 'flag', step: 'number', customers: 'number', days: 'number', day: 'date' })

export const said = query('first answers', saidText, {
  kind: 'text',
  is_member: 'flag',
  customers: 'number',
  mean: 'number',
  variance: 'number',
})

export const medoid = query('the typical member', medoidText, { customer_key: 'number', customer_id: 'text', distance: 'number' })
export const typicalMarks = query('what is known of the typical member', typicalMarksText, { feature: 'text', value: 'text' })
export const typicalDays = query('order days of the typical member', typicalDaysText, { day: 'date', revenue: 'number' })

export const items = query('candidates of the checklist', itemsText, { place: 'number', is_member: 'flag', came: 'number', item: 'number' })

export const byPoints = query('members by points', byPointsText, { points: 'number', customers: 'number', members: 'number' })

const countText = 'select count(*) as customers from likely'
export const likelyCount = query('newcomers like them', withCte('likely', likelyText, countText), { customers: 'number' })

/** Sets are evaluated anew elsewhere: one select from the canonical tables. */
const ofGroups = (text: string) => withCte('scores', scoresText, withCte('portrayed', portrayedText, text))
const ofMarks = (text: string) => ofGroups(withCte('marks', marksText, text))
const ofPoints = (text: string) => ofMarks(withCte('points', pointsText, text))

const ID = { customer_id: 'text' } as const

export const sets = {
  members: listedMembers,
  portrayed: query('members of a group', ofGroups(membersText), ID),
  having: query('members with a trait', ofMarks(havingText), ID),
  likely: query('newcomers like them', ofPoints(likelyText), ID),
  pointed: query('customers by points', ofPoints(pointedText), ID),
}
