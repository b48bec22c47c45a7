import { query, type Variables } from '../../engine/database'
import type { Company, Silence } from '../../model/company/company'
import { silenceAt } from '../../model/company/silence'
import staysText from './departed-stays.sql?raw'
import departedText from './departed.sql?raw'
import type { ChurnSource } from '../churn-features/features'

/** Who left, and when: asked with `departureValues`, so that what comes after reads the departures they tell of. */
export const departures = query('departures', 'select count(*) as customers from departures', { customers: 'number' })

export const departed = query('customers who are there and who left', departedText, {
  group_name: 'text',
  known: 'number',
  gone: 'number',
  late: 'number',
  pauses: 'number',
})

export const departedStays = query('how long they stayed', staysText, { time: 'number', gone: 'number', staying: 'number' })

/** What the SQL of departures reads besides as_of: what tells, and from how many days of silence on. */
export function departureValues(source: ChurnSource | null, silence: Silence | null): Variables {
  return { source, gone_after: silence?.days ?? null }
}

/** The company's silence, or a page's own number of days in its place (0: none). */
export function silenceInForce({ silence }: Pick<Company, 'silence'>, days: number): Silence | null {
  if (days <= 0 || days === silence?.days) return silence
  return silenceAt({ returned: 0, lengths: [], ...silence, isGiven: true }, days)
}
