import { TRUTHS } from './truths'

export interface Channel {
  readonly name: string
  /** Share of the people who first heard of the company there; 0: it is only met later in a journey. */
  readonly first: number
  /** Share of later steps of a journey. */
  readonly later: number
  /** Spent for each customer who came by it, in euros; a fixed sum a week where it is null. */
  readonly costPerCustomer: number | null
  readonly weekly: number
  readonly campaigns: readonly string[]
}

const { loyalChannel, oneTimeChannel, podcastConverts, displayNull } = TRUTHS

/** Where consumers come from. Index is the code in tables. Costs of the ordinary channels are invented. */
export const CHANNELS: readonly Channel[] = [
  { name: 'Organic search', first: 26, later: 20, costPerCustomer: null, weekly: 0, campaigns: [] },
  { name: 'Paid search', first: 20, later: 30, costPerCustomer: 24, weekly: 0, campaigns: ['Brand words', 'Coffee words', 'Gift words'] },
  { name: 'Social', first: 18, later: 12, costPerCustomer: 28, weekly: 0, campaigns: ['Always on', 'Video'] },
  {
    name: loyalChannel.planted.channel,
    first: 13,
    later: 0,
    costPerCustomer: loyalChannel.planted.costPerCustomer,
    weekly: 0,
    campaigns: ['Bring a friend'],
  },
  {
    name: oneTimeChannel.planted.channel,
    first: 9,
    later: 0,
    costPerCustomer: oneTimeChannel.planted.costPerCustomer,
    weekly: 0,
    campaigns: ['Half-price week'],
  },
  { name: podcastConverts.planted.channel, first: 8, later: 0, costPerCustomer: 21, weekly: 0, campaigns: ['Slow Mornings'] },
  { name: 'Market stall', first: 6, later: 0, costPerCustomer: 15, weekly: 0, campaigns: ['Saturday market'] },
  {
    name: displayNull.planted.channel,
    first: 0,
    later: 20,
    costPerCustomer: null,
    weekly: displayNull.planted.weeklySpend,
    campaigns: ['Banner'],
  },
  { name: 'E-mail', first: 0, later: 18, costPerCustomer: null, weekly: 120, campaigns: ['Newsletter'] },
  { name: 'Post', first: 0, later: 0, costPerCustomer: null, weekly: 0, campaigns: [] },
  { name: 'Sales team', first: 0, later: 0, costPerCustomer: null, weekly: 0, campaigns: [] },
  { name: 'Hold-out', first: 0, later: 0, costPerCustomer: null, weekly: 0, campaigns: [] },
]

export function channelIndex(name: string): number {
  const index = CHANNELS.findIndex((one) => one.name === name)
  if (index < 0) throw new Error(`no channel is called ${name}`)
  return index
}

/** Chance of leaving after a shop order, by channel. */
export const LEAVES_AFTER_ORDER: readonly number[] = CHANNELS.map(({ name }) => pickTruth(name).leavesAfterOrder)

/** What a subscriber's monthly leaving is multiplied by, by channel. */
export const SUBSCRIPTION_FACTOR: readonly number[] = CHANNELS.map(({ name }) => pickTruth(name).subscriptionFactor)

function pickTruth(channel: string): { readonly leavesAfterOrder: number; readonly subscriptionFactor: number } {
  if (channel === loyalChannel.planted.channel) return loyalChannel.planted
  if (channel === oneTimeChannel.planted.channel) return oneTimeChannel.planted
  return TRUTHS.otherChannels.planted
}
