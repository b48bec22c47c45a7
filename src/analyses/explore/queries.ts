import { query, type Query } from '../../engine/database'
import { listedMembers } from '../customer-sets/listed-members'
import { withCte } from '../queries/with-cte'
import amountsText from './amounts.sql?raw'
import binsText from './bins.sql?raw'
import chosenText from './chosen.sql?raw'
import daysText from './days.sql?raw'
import type { Dimension } from './dimensions'
import factsText from './facts.sql?raw'
import labelsText from './labels.sql?raw'
import listedText from './listed.sql?raw'
import severalBinsText from './several-bins.sql?raw'
import severalText from './several.sql?raw'
import signsText from './signs.sql?raw'
import summaryText from './summary.sql?raw'
import weightsText from './weights.sql?raw'
import wideText from './wide.sql?raw'
import wordsText from './words.sql?raw'

const ofWide = (text: string) => withCte('wide', wideText, text)

/** The values of one dimension, whatever it holds: (customer_key, amount, label). */
const VALUES: Readonly<Record<Dimension['kind'], string>> = {
  number: ofWide(amountsText),
  date: ofWide(daysText),
  text: ofWide(wordsText),
  flag: ofWide(signsText),
}

function valuesOf({ kind, isSeveral }: Dimension): string {
  return isSeveral ? severalText : VALUES[kind]
}

export const summary = query('where numbers and dates lie', ofWide(summaryText), {
  dimension: 'text',
  least: 'number',
  most: 'number',
  is_whole: 'flag',
  low: 'number',
  middle: 'number',
  high: 'number',
})

export function labelsOf(dimension: Dimension): Query<{ label: 'text'; customers: 'number' }> {
  return query(`values of ${dimension.id}`, withCte('valued', valuesOf(dimension), labelsText), { label: 'text', customers: 'number' })
}

export function binsOf(dimension: Dimension): Query<{ letters: 'text' }> {
  const text = dimension.isSeveral ? severalBinsText : binsText
  return query(`bins of ${dimension.id}`, withCte('valued', valuesOf(dimension), text), { letters: 'text' })
}

export const weights = query('revenue and orders of every customer', weightsText, { customers: 'number', revenue: 'text', orders: 'text' })

export const listed = query('the first of the chosen', listedText, {
  customer_id: 'text',
  name: 'text',
  country: 'text',
  orders: 'number',
  revenue: 'number',
  silent_days: 'number',
  first_order_on: 'date',
})

export const chosen = query(
  'customers chosen',
  withCte(
    'wide',
    wideText,
    withCte('several', severalText, withCte('facts', `${factsText}union all\nselect * from several\n`, chosenText)),
  ),
  { customer_id: 'text' },
)

export const sets = { chosen, members: listedMembers }
