import type { RawTable } from '../../../ingest/table'
import { wordsOf } from '../../words/header-words'
import { columnOf } from '../../mapping/expression'
import type { Expression } from '../../mapping/mapping'

/** What people write for an amount that nobody had to pay. A "tbc" is not among them: it is not known yet. */
const FREE =
  /^(free|free charge|for free|foc|complimentary|comp|no charge|nc|gift|giveaway|sample|zero|nil|gratis|kostenlos|kostenfrei|umsonst|geschenk|frei|muster|gratuit|gratuite|offert|offerte|cadeau|gracieux|titre gracieux|gratuito|gratuita|cortesia|regalo|obsequio|sin cargo|sin coste|cadou|gratuitate|fara plata|fara cost)$/

/** The amount with words that mean "free" taken for 0, where such stand among its numbers. */
export function freeOfCharge(table: RawTable, from: Expression): Expression {
  if (!('product' in from) && Object.keys(from).length > 1) return from
  const product = 'product' in from ? from.product : [from.column]
  const odd = product.filter((name) => name !== 'line').flatMap((name) => columnOf(table, name).misfits?.examples ?? [])
  const worthNothing = [...new Set(odd.map(({ value }) => value))].filter((value) => FREE.test(wordsOf(value).join(' ')))
  return worthNothing.length > 0 ? { ...('product' in from ? from : { product }), worthNothing } : from
}
