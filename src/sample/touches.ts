import { DAY_MS, END_DAY, FIRST_DAY, momentOn } from './calendar'
import type { Contact } from './campaigns'
import { CHANNELS, channelIndex } from './channels'
import { KIND, type Customers } from './customers'
import { HOURS } from './hours'
import { inOrderOfTime } from './order-log'
import { openStream } from './random'
import { coded, MISSING, numbersOf, numeric, text, type SampleTable } from './table'

const NEWSLETTER_CLICKS_PER_YEAR = 1.7
const BANNER_CLICKS_PER_YEAR = 0.3
const EMAIL = channelIndex('E-mail')
const BANNER = channelIndex('Display')
/** What one contact costs where it is paid by contact, in euros. */
const COSTS: Readonly<Record<string, number>> = { 'Paid search': 0.9, Social: 0.7, Display: 0.2, 'E-mail': 0.01 }

/** Contacts before joining, mailings, and clicks on newsletters and banners, which come whether or not one buys. */
export function touchTable(seed: number, customers: Customers, ids: readonly string[], mailings: readonly Contact[]): SampleTable {
  const random = openStream(seed, 'touches')
  const customer: number[] = []
  const at: number[] = []
  const channel: number[] = []
  const campaign: (string | null)[] = []
  const cost: number[] = []
  const variant: (string | null)[] = []
  const add = (one: number, moment: number, by: number, name: string | null = null, paid?: number, arm: string | null = null) => {
    if (moment < FIRST_DAY * DAY_MS || moment >= END_DAY * DAY_MS) return
    const { name: channelName, campaigns } = CHANNELS[by]!
    customer.push(one)
    at.push(moment)
    channel.push(by)
    campaign.push(name ?? (campaigns.length > 0 ? random.pick(campaigns) : null))
    cost.push(paid ?? COSTS[channelName] ?? MISSING)
    variant.push(arm)
  }
  for (let one = 0; one < customers.count; one++) {
    for (let step = customers.journeyStart[one]!; step < customers.journeyStart[one + 1]!; step++)
      add(one, customers.journeyAt[step]!, customers.journeyChannel[step]!)
    if (customers.kind[one] === KIND.office) continue
    const joined = customers.joinedAt[one]! / DAY_MS
    const clicks = (perYear: number, by: number) => {
      for (let day = joined + random.exponential(365 / perYear); day < END_DAY; day += random.exponential(365 / perYear))
        add(one, momentOn(random, day, HOURS), by)
    }
    if (customers.newsletter[one]) clicks(NEWSLETTER_CLICKS_PER_YEAR, EMAIL)
    clicks(BANNER_CLICKS_PER_YEAR, BANNER)
  }
  for (const mail of mailings) add(mail.customer, mail.at, mail.channel, mail.campaign, mail.cost, mail.variant)

  const order = inOrderOfTime(at)
  return {
    file: 'touches.csv',
    rows: order.length,
    columns: [
      coded(
        'customer_id',
        ids,
        order.map((row) => customer[row]!),
      ),
      numeric(
        'touched_at',
        'timestamp',
        numbersOf(order, (row) => at[row]!),
      ),
      coded(
        'channel',
        CHANNELS.map((one) => one.name),
        order.map((row) => channel[row]!),
      ),
      text(
        'campaign',
        Array.from(order, (row) => campaign[row]!),
      ),
      text(
        'variant',
        Array.from(order, (row) => variant[row]!),
      ),
      numeric(
        'cost',
        'number',
        numbersOf(order, (row) => cost[row]!),
      ),
    ],
  }
}
