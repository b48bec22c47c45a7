import { TRUTHS } from './truths'

export interface Product {
  readonly name: string
  readonly category: string
  /** List price and cost, in cents. */
  readonly price: number
  readonly cost: number
  /** How often it is the next thing put into a shop basket. */
  readonly weight: number
}

const product = (name: string, category: string, euros: number, margin: number, weight: number): Product => {
  const price = Math.round(euros * 100)
  return { name, category, price, cost: Math.round(price * (1 - margin)), weight }
}

export const COFFEE = 'Coffee beans'
export const GIFTS = 'Gifts'

/** Prices and margins are invented. Weight 0: sold by a rule of its own, not drawn. */
export const PRODUCTS: readonly Product[] = [
  product(TRUTHS.lostFavourite.planted.product, COFFEE, 13.5, 0.48, 7),
  product('Morning Ferry', COFFEE, 11.9, 0.46, 12),
  product('Harbour Blend', COFFEE, 10.9, 0.44, 14),
  product('Slate Ridge', COFFEE, 14.5, 0.49, 8),
  product('Orchard Light', COFFEE, 13.9, 0.47, 7),
  product('Copper Kettle Espresso', COFFEE, 12.4, 0.46, 11),
  product('Quiet Water Decaf', COFFEE, 12.9, 0.45, 6),
  product('Long Meadow', COFFEE, 15.9, 0.5, 4),
  product('Lantern Tea', 'Tea', 8.9, 0.55, 6),
  product('Fern Green Tea', 'Tea', 9.4, 0.55, 5),
  product('Chamomile Field', 'Tea', 7.9, 0.57, 5),
  product('Black Peak Tea', 'Tea', 8.4, 0.54, 4),
  product(TRUTHS.boughtTogether.planted.first, 'Brewing gear', 39, 0.4, 2.2),
  product(TRUTHS.boughtTogether.planted.second, 'Brewing gear', 64, 0.36, 1.2),
  product('French press', 'Brewing gear', 34, 0.41, 1.8),
  product('Gooseneck kettle', 'Brewing gear', 72, 0.33, 0.9),
  product('Kitchen scale', 'Brewing gear', 29, 0.38, 1),
  product('Moka pot', 'Brewing gear', 32, 0.4, 1.5),
  product(TRUTHS.refills.planted.owns, 'Brewing gear', 349, 0.24, 0),
  product('Paper filters', 'Filters and care', 6.5, 0.6, 6),
  product('Water filter', 'Filters and care', 14.9, 0.52, 2.5),
  product(TRUTHS.refills.planted.buys, 'Filters and care', 18.5, 0.56, 0),
  product('Enamel mug', GIFTS, 14, 0.58, 2.2),
  product('Gift box, small', GIFTS, 24, 0.45, 1.2),
  product('Gift box, large', GIFTS, 49, 0.43, 0.8),
  product('Advent calendar', GIFTS, 42, 0.44, 0),
  product(TRUTHS.sachetsNull.planted.first, 'Sachets', 1.5, 0.5, 0),
  product(TRUTHS.sachetsNull.planted.second, 'Sachets', 1.2, 0.5, 0),
  product('Taster box', 'Subscription', 14, 0.4, 0),
  product('Regular box', 'Subscription', 21, 0.42, 0),
  product('Barista box', 'Subscription', 29, 0.43, 0),
  product('Office beans, 1 kg', 'Office', 19, 0.38, 0),
  product('Office filter, 1 kg', 'Office', 17, 0.37, 0),
  product('Oat drink, 12 pack', 'Office', 27, 0.22, 0),
  product('Sugar sticks, 1,000', 'Office', 12, 0.35, 0),
  product('Tea selection, 100 bags', 'Office', 24, 0.4, 0),
]

export function productIndex(name: string): number {
  const index = PRODUCTS.findIndex((one) => one.name === name)
  if (index < 0) throw new Error(`no product is called ${name}`)
  return index
}

export const PLANS = [
  { name: 'Taster', monthly: 14, product: productIndex('Taster box'), starters: 0.42 },
  { name: 'Regular', monthly: 21, product: productIndex('Regular box'), starters: 0.32 },
  { name: 'Barista', monthly: TRUTHS.priceRise.planted.from, product: productIndex('Barista box'), starters: 0.26 },
] as const
