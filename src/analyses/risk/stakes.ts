import { query, type Database } from '../../engine/database'
import { errorOf, expectedPurchases, purchasesWithoutLeaving, type BgNbd, type Purchases } from '../../stats/bg-nbd'
import { Z95, type Interval } from '../../stats/wilson'
import { buyingModel, type BuyingModel, type Missing } from './buying-model'
import type { Design } from './design'
import { withOrderGaps } from '../buying/buying'
import followedBuyingText from './followed-buying.sql?raw'

const followedBuying = query('how they buy', withOrderGaps(followedBuyingText), {
  customer_id: 'text',
  repeats: 'number',
  recency: 'number',
  age: 'number',
  spent: 'number',
})

/** What is at stake with each customer who is foreseen. */
export interface Stakes {
  /** Days over which a loss is counted. */
  readonly days: number
  /** Why no loss can be told; null where it can. */
  readonly missing: Missing | null
  /** What is expected to be lost by leaving: with no leaving, less with it. */
  lossOf(id: string, risk: number, yearValue: number | null): number | null
  /** 95 % interval of the sum of losses. */
  intervalOf(
    customers: readonly { readonly id: string; readonly risk: number; readonly value: number | null; readonly loss: number | null }[],
  ): Interval | null
}

const YEAR = 365

/** Of those who are foreseen; where orders tell of leaving, from a model of buying and never from the risk of silence. */
export async function stakesOf(database: Database, design: Design): Promise<Stakes> {
  return design.source === 'orders' && design.cuts
    ? ofOrders(database, design, await buyingModel(database, design.cuts))
    : ofContracts(design)
}

/** Twelve prices a year; who leaves within the days that are foreseen pays, on average, for half of them. A mark has no days: all twelve. */
function ofContracts({ cuts, horizon }: Design): Stakes {
  const lost = cuts ? 1 - Math.min(horizon, YEAR) / 2 / YEAR : 1
  const value = (yearValue: number) => lost * Math.max(0, yearValue)
  return {
    days: YEAR,
    missing: null,
    lossOf: (_id, risk, yearValue) => (yearValue === null ? null : risk * value(yearValue)),
    // If the risks are right: who of them leaves is chance.
    intervalOf: (customers) => {
      const sum = customers.reduce((total, { loss }) => total + (loss ?? 0), 0)
      const variance = customers.reduce((total, { risk, value: own }) => total + risk * (1 - risk) * value(own ?? 0) ** 2, 0)
      return aboutSum(sum, Math.sqrt(variance))
    },
  }
}

interface Buyer extends Purchases {
  /** Of one order: their own mean, drawn towards everybody's by one order. */
  readonly orderValue: number
}

async function ofOrders(database: Database, { horizon }: Design, found: BuyingModel | Missing): Promise<Stakes> {
  const rows = typeof found === 'string' ? [] : await database.rows(followedBuying)
  const days = rows.reduce((sum, { repeats }) => sum + repeats! + 1, 0)
  const spent = rows.reduce((sum, row) => sum + (row.spent ?? 0), 0)
  const isPriced = rows.some((row) => row.spent !== null)
  if (typeof found === 'string' || !isPriced)
    return {
      days: horizon,
      missing: typeof found === 'string' ? found : 'amounts',
      lossOf: () => null,
      intervalOf: () => null,
    }
  const typical = spent / Math.max(1, days)
  const buyers = new Map(
    rows.map((row): [string, Buyer] => [
      row.customer_id!,
      { repeats: row.repeats!, recency: row.recency!, age: row.age!, orderValue: ((row.spent ?? 0) + typical) / (row.repeats! + 2) },
    ]),
  )
  const loss = (model: BgNbd, id: string) => {
    const buyer = buyers.get(id)
    if (!buyer) return null
    const lost = purchasesWithoutLeaving(model, buyer, horizon) - expectedPurchases(model, buyer, horizon)
    return Math.max(0, lost) * buyer.orderValue
  }
  return {
    days: horizon,
    missing: null,
    lossOf: (id) => loss(found.fit, id),
    intervalOf: (customers) => {
      const sum = (model: BgNbd) => customers.reduce((total, { id }) => total + (loss(model, id) ?? 0), 0)
      return aboutSum(sum(found.fit), errorOf(found.fit, found.covariance, sum))
    },
  }
}

/** On the logarithm: a loss is never under 0. */
function aboutSum(sum: number, error: number): Interval | null {
  if (!(sum > 0) || !Number.isFinite(error)) return null
  const factor = Math.exp((Z95 * error) / sum)
  return { low: sum / factor, high: sum * factor }
}
