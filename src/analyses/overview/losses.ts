import { count, money, percent, plural } from '../../shared/format'
import type { Finding } from '../contract/definition'
import { LARGE_DISCOUNT, type Margins } from './result'

/** Lines with a large discount that together cost more than they brought. */
export function losing(found: Margins | null, currency: string | null): Finding | null {
  if (!found || !found.lines || !found.customers || !(found.margin! < 0)) return null
  const others = found.all_margin! - found.margin!
  return {
    claim: `Lines discounted over ${percent(LARGE_DISCOUNT, 0)} lose ${money(-found.margin!, currency)}.`,
    evidence:
      `${count(found.lines)} of ${plural(found.all_lines!, 'line')}, sold to ${plural(found.customers, 'customer')} for ${money(found.revenue!, currency)}. ` +
      `The other lines earn ${money(others, currency)}.`,
    kind: 'warning',
    theme: 'margin',
    money: -found.margin!,
    customers: found.customers,
    certainty: 1,
    who: {
      set: 'losing',
      values: { from_share: LARGE_DISCOUNT },
      name: `Bought at a loss, discounted over ${percent(LARGE_DISCOUNT, 0)}`,
      count: found.losing_customers!,
    },
  }
}
