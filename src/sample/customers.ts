import { DAY_MS, DAYS, FIRST_DAY, momentOn, MONTH_OF } from './calendar'
import { CHANNELS, channelIndex } from './channels'
import { COFFEE, PRODUCTS } from './catalogue'
import { HOURS } from './hours'
import { drawIndustry, drawStaff, isLookalike } from './firms'
import { makeJourney } from './journeys'
import { COUNTRIES } from './places'
import { openStream, weighted, type Random } from './random'
import { DIRT, TRUTHS } from './truths'

/** How a customer buys: fixed for life, and in no exported column. */
export const KIND = { shopper: 0, subscriber: 1, gifts: 2, office: 3, visitor: 4 } as const

/** Customers in the order in which they joined, one array per property. Lists and numbers are indices into catalogues. */
export interface Customers {
  readonly count: number
  readonly kind: Uint8Array
  /** Milliseconds of wall clock. */
  readonly joinedAt: Float64Array
  readonly source: Uint8Array
  readonly country: Uint8Array
  readonly city: Uint8Array
  /** Product. */
  readonly favourite: Uint8Array
  /** Multiplies what goes into a basket; mean 1. */
  readonly appetite: Float64Array
  readonly newsletter: Uint8Array
  /** Index into INDUSTRIES, and people employed; only for offices. */
  readonly industry: Uint8Array
  readonly employees: Int32Array
  readonly lookalike: Uint8Array
  /** The customer this one is another account of, or −1. */
  readonly twinOf: Int32Array
  /** Contacts before joining: channels and moments of customer i stand from journeyStart[i] to journeyStart[i + 1]. */
  readonly journeyStart: Int32Array
  readonly journeyChannel: readonly number[]
  readonly journeyAt: readonly number[]
}

const COUNT = 20_000
const OFFICE_SHARE = 1 / 14
const SUBSCRIBER_SHARE = 0.28
const OFFICE_SOURCES = ['Sales team', 'Organic search', 'Referral', 'Paid search'].map(channelIndex)
const OFFICE_SOURCE_WEIGHTS = weighted([52, 25, 15, 8])
const JOIN_WEIGHTS = [1, 0.9, 0.95, 0.9, 0.9, 0.85, 0.75, 0.8, 1, 1.05, 1.35, 1.45]

export function makeCustomers(seed: number): Customers {
  const random = openStream(seed, 'customers')
  const count = COUNT
  const journeyStart = new Int32Array(count + 1)
  const journeyChannel: number[] = []
  const journeyAt: number[] = []
  const bytes = () => new Uint8Array(count)
  const customers = {
    count,
    kind: bytes(),
    joinedAt: joiningMoments(random, count),
    source: bytes(),
    country: bytes(),
    city: bytes(),
    favourite: bytes(),
    appetite: new Float64Array(count),
    newsletter: bytes(),
    industry: bytes(),
    employees: new Int32Array(count),
    lookalike: bytes(),
    twinOf: new Int32Array(count).fill(-1),
    journeyStart,
    journeyChannel,
    journeyAt,
  }

  const sources = weighted(CHANNELS.map((channel) => channel.first))
  const countries = weighted(COUNTRIES.map((country) => country.weight))
  const coffees = PRODUCTS.flatMap((product, index) => (product.category === COFFEE ? [index] : []))
  const favourites = weighted(coffees.map(favouriteWeight))
  for (let index = 0; index < count; index++) {
    const isOffice = random.chance(OFFICE_SHARE)
    const country = random.index(countries)
    customers.country[index] = country
    customers.city[index] = random.below(COUNTRIES[country]!.cities.length)
    customers.favourite[index] = coffees[random.index(favourites)]!
    customers.appetite[index] = random.gamma(TRUTHS.fewBigOnes.planted.appetiteShape, 1 / TRUTHS.fewBigOnes.planted.appetiteShape)
    customers.newsletter[index] = Number(random.chance(0.55))
    if (isOffice) {
      const source = OFFICE_SOURCES[random.index(OFFICE_SOURCE_WEIGHTS)]!
      const isFit = random.chance(source === OFFICE_SOURCES[0] ? 0.5 : 0.2)
      customers.source[index] = source
      customers.industry[index] = drawIndustry(random, isFit)
      customers.employees[index] = drawStaff(random, customers.industry[index]!, isFit)
      customers.lookalike[index] = Number(isLookalike(customers.industry[index]!, customers.employees[index]!))
      customers.kind[index] = KIND.office
    } else {
      const source = random.index(sources)
      makeJourney(random, source, customers.joinedAt[index]!, journeyChannel, journeyAt)
      customers.source[index] = source
      customers.kind[index] = consumerKind(random, source, customers.joinedAt[index]!)
    }
    journeyStart[index + 1] = journeyChannel.length
  }
  openSecondAccounts(random, customers)
  return customers
}

/** Growing from 0.7 to 1.3 times the average over the years. */
function joiningMoments(random: Random, count: number): Float64Array {
  const weights = weighted(Array.from({ length: DAYS }, (_, day) => JOIN_WEIGHTS[MONTH_OF[day]!]! * (0.7 + (0.6 * day) / DAYS)))
  const total = weights[DAYS - 1]!
  const moments = new Float64Array(count)
  // Even steps through the running total: about as many people join in a month as its weight says, in order.
  let day = 0
  for (let index = 0; index < count; index++) {
    const target = ((index + random.unit()) / count) * total
    while (weights[day]! <= target) day++
    moments[index] = momentOn(random, FIRST_DAY + day, HOURS)
  }
  return moments.sort()
}

function favouriteWeight(product: number): number {
  const { product: lost, favouredBy } = TRUTHS.lostFavourite.planted
  if (PRODUCTS[product]!.name === lost) return favouredBy
  const others = PRODUCTS.filter((one) => one.category === COFFEE && one.name !== lost).reduce((sum, one) => sum + one.weight, 0)
  return ((1 - favouredBy) * PRODUCTS[product]!.weight) / others
}

function consumerKind(random: Random, source: number, joinedAt: number): number {
  const { channel, converts, others } = TRUTHS.podcastConverts.planted
  if (!random.chance(CHANNELS[source]!.name === channel ? converts : others)) return KIND.visitor
  const month = MONTH_OF[Math.floor(joinedAt / DAY_MS) - FIRST_DAY]!
  if (month >= 10 && random.chance(TRUTHS.giftBuyers.planted.shareOfNewcomers)) return KIND.gifts
  return random.chance(SUBSCRIBER_SHARE) ? KIND.subscriber : KIND.shopper
}

function openSecondAccounts(random: Random, customers: Customers): void {
  let left = DIRT.customersUnderTwoIds
  while (left > 0) {
    const twin = random.between(customers.count / 2, customers.count - 1)
    const first = random.below(twin)
    const areShoppers = customers.kind[twin] === KIND.shopper && customers.kind[first] === KIND.shopper
    if (!areShoppers || customers.twinOf[twin]! >= 0 || customers.twinOf[first]! >= 0) continue
    customers.twinOf[twin] = first
    customers.country[twin] = customers.country[first]!
    customers.city[twin] = customers.city[first]!
    left--
  }
}
