import { query, type Columns } from '../../engine/database'
import { materialize } from '../queries/materialize'
import { withCte } from '../queries/with-cte'
import flipsText from './flips.sql?raw'
import leftOutText from './left-out.sql?raw'
import membersText from './members.sql?raw'
import patternsText from './patterns.sql?raw'
import staysText from './stays.sql?raw'
import timesText from './times.sql?raw'

/** Reads departures; what comes after reads this temporary table. */
export const stays = materialize('stays', staysText)

export const times = query('stays by length', timesText, { group_name: 'text', time: 'number', gone: 'number', staying: 'number' })

export const leftOut = query('customers left out', leftOutText, { customers: 'number', known: 'number', groups: 'number' })

export const flips = query('customers gone at other silences', flipsText, {
  if_shorter: 'number',
  gone: 'number',
  if_longer: 'number',
  observed: 'number',
})

/** The attributes' columns follow in the order in which the table has them. */
export function patterns(covariates: readonly string[]) {
  const columns: Columns = {
    time: 'number',
    has_left: 'flag',
    customers: 'number',
    ...Object.fromEntries(covariates.map((name) => [name, 'text' as const])),
  }
  return query('stays by attributes', patternsText, columns)
}

export const sets = {
  members: query('customers by stay', withCte('stays', staysText, membersText), { customer_id: 'text' }),
} as const
