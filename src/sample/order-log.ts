import { DAY_MS, FIRST_DAY } from './calendar'

/** Why an order was made: decides its basket and its channel. */
export const ORIGIN = { shop: 0, gift: 1, refill: 2, guest: 3, subscription: 4, office: 5, return: 6 } as const

/** Index into DEVICES; of orders made on the web or in the app. */
export const DEVICE = { desktop: 0, mobile: 1, tablet: 2, app: 3, none: 4 } as const
export const DEVICES = ['Desktop', 'Mobile', 'Tablet', 'App', ''] as const

export const CHANNEL = { web: 0, app: 1, stall: 2, subscription: 3, account: 4 } as const
export const ORDER_CHANNELS = ['Web', 'App', 'Market stall', 'Subscription', 'Account manager'] as const

export interface NewOrder {
  /** Index into Customers, or −1 for a guest. */
  readonly customer: number
  readonly origin: number
  readonly isLate?: boolean
  readonly isFirst?: boolean
  /** Index into PLANS. */
  readonly plan?: number
  /** A product that is in the basket whatever else is drawn. */
  readonly product?: number
  readonly campaign?: string
}

/** Orders as they are thought up, customer by customer; put in order of time at the end. */
export class OrderLog {
  readonly at: number[] = []
  readonly customer: number[] = []
  readonly origin: number[] = []
  readonly isLate: number[] = []
  readonly isFirst: number[] = []
  readonly plan: number[] = []
  readonly product: number[] = []
  readonly campaign: (string | null)[] = []
  readonly channel: number[] = []
  readonly device: number[] = []

  add(at: number, order: NewOrder): void {
    this.at.push(at)
    this.customer.push(order.customer)
    this.origin.push(order.origin)
    this.isLate.push(Number(order.isLate ?? false))
    this.isFirst.push(Number(order.isFirst ?? false))
    this.plan.push(order.plan ?? -1)
    this.product.push(order.product ?? -1)
    this.campaign.push(order.campaign ?? null)
    this.channel.push(CHANNEL.web)
    this.device.push(DEVICE.none)
  }
}

const LIMIT = 2 ** 20

/** The indices of moments, earliest first; ties as they stand. Sorting numbers that hold both is many times faster than comparing. */
export function inOrderOfTime(moments: readonly number[]): Uint32Array {
  if (moments.length > LIMIT) throw new Error(`at most ${LIMIT} moments can be sorted`)
  const keys = new Float64Array(moments.length)
  for (let index = 0; index < keys.length; index++) keys[index] = Math.round((moments[index]! - FIRST_DAY * DAY_MS) / 1000) * LIMIT + index
  keys.sort()
  const order = new Uint32Array(keys.length)
  for (let place = 0; place < order.length; place++) order[place] = keys[place]! % LIMIT
  return order
}
