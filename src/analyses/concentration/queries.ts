import { query } from '../../engine/database'
import { materialize } from '../queries/materialize'
import { withCte } from '../queries/with-cte'
import belowText from './below.sql?raw'
import curveText from './curve.sql?raw'
import decilesText from './deciles.sql?raw'
import placesText from './places.sql?raw'
import rankedText from './ranked.sql?raw'

/** The queries below read this temporary table. */
export const ranked = materialize('ranked', rankedText)

export const curve = query('what customers brought, the largest first', curveText, { year: 'number', count: 'number', sum: 'number' })
export const deciles = query('tenths of the customers', decilesText, { decile: 'number', customers: 'number', revenue: 'number' })
export const below = query('customers below nothing', belowText, { customers: 'number', revenue: 'number' })

export const sets = {
  places: query('customers by what they brought', withCte('ranked', rankedText, placesText), { customer_id: 'text' }),
}
