import { query, type Database } from '../../engine/database'
import { covarianceOf, expectedPurchases, type BgNbdFit } from '../../stats/bg-nbd'
import { buyingBefore, fitBefore, withOrderGaps } from '../buying/buying'
import type { Design } from './design'
import orderedSinceText from './ordered-since.sql?raw'

const orderedSince = query('orders since the test', withOrderGaps(orderedSinceText), { order_days: 'number' })

/** Orders that would come with and without leaving: BG/NBD, where it holds. */
export interface BuyingModel {
  readonly fit: BgNbdFit
  /** Of the logarithms of its parameters. */
  readonly covariance: Float64Array
}

/** Why orders with and without leaving cannot be told apart. */
export type Missing = 'amounts' | 'fit' | 'nobody leaves' | 'test'

/** The model says little of leaving where fewer than one in two hundred stop after an order. */
const LEAST_STOPPING = 0.005
/** Made on the day of the test, it must tell the orders that followed to within a fifth. */
const FARTHEST_OFF = 0.2
const EVERYBODY = 200_000

/** The model as of now, or why it does not hold; reads and keeps order_gaps. */
export async function buyingModel(database: Database, cuts: NonNullable<Design['cuts']>): Promise<BuyingModel | Missing> {
  const fit = await fitBefore(database, cuts.score)
  const then = await fitBefore(database, cuts.test)
  if (fit && fit.a / (fit.a + fit.b) < LEAST_STOPPING) return 'nobody leaves'
  if (!fit?.isConverged || !then?.isConverged) return 'fit'
  const covariance = covarianceOf(await buyingBefore(database, cuts.score), fit)
  if (covariance === null) return 'fit'
  const days = (Date.parse(cuts.score) - Date.parse(cuts.test)) / 86_400_000
  const known = await buyingBefore(database, cuts.test, EVERYBODY)
  const expected = known.reduce((sum, one) => sum + one.customers * expectedPurchases(then, one, days), 0)
  const [row] = await database.rows(orderedSince, { since: cuts.test })
  const seen = row!.order_days!
  return seen > 0 && Math.abs(expected / seen - 1) <= FARTHEST_OFF ? { fit, covariance } : 'test'
}
