import { benjaminiHochberg } from '../../stats/benjamini-hochberg'
import { chiSquareTail } from '../../stats/chi-square'
import { newcombe } from '../../stats/newcombe'
import { wilson, type Interval } from '../../stats/wilson'

/** What is known of a first order, as first-orders.sql names it. */
export type Feature = 'channel' | 'campaign' | 'discount' | 'amount' | 'month' | 'product' | 'category'

export interface Counts {
  readonly customers: number
  readonly back: number
}

/** Customers whose first order had one value of a feature, beside those whose first order had another. */
export interface FirstOrder extends Counts, Interval {
  readonly feature: Feature
  readonly value: string
  readonly share: number
  readonly others: Counts & { readonly share: number }
  /** share − the others' share. */
  readonly difference: Interval & { readonly value: number }
  /** Benjamini–Hochberg over all values of all features. */
  readonly q: number
}

export interface Counted extends Counts {
  readonly feature: Feature
  readonly value: string
  /** All customers of whom the feature is known, these among them. */
  readonly known: Counts
}

/** Each value against the others of its feature, those that differ most surely first. */
export function compareFirstOrders(rows: readonly Counted[]): FirstOrder[] {
  const q = benjaminiHochberg(rows.map(pValue))
  return rows
    .map(({ feature, value, customers, back, known }, index): FirstOrder => {
      const others = { customers: known.customers - customers, back: known.back - back }
      const share = back / customers
      const otherShare = others.back / others.customers
      return {
        feature,
        value,
        customers,
        back,
        share,
        ...wilson(back, customers),
        others: { ...others, share: otherShare },
        difference: { value: share - otherShare, ...newcombe(others.back, others.customers, back, customers) },
        q: q[index]!,
      }
    })
    .sort((a, b) => a.q - b.q || Math.abs(b.difference.value) - Math.abs(a.difference.value))
}

/** Pearson's χ² of the two by two table, 1 degree of freedom. */
function pValue({ customers, back, known }: Counted): number {
  const others = known.customers - customers
  const share = known.back / known.customers
  const variance = share * (1 - share) * (1 / customers + 1 / others)
  if (!(variance > 0)) return 1
  const difference = back / customers - (known.back - back) / others
  return chiSquareTail((difference * difference) / variance, 1)
}
