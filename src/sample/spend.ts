import { DAY_MS, DAYS, FIRST_DAY } from './calendar'
import { CHANNELS } from './channels'
import { KIND, type Customers } from './customers'
import { openStream } from './random'
import { coded, numeric, text, type SampleTable } from './table'

const WEEKS = Math.floor(DAYS / 7)
/** The spread of a week's cost around what its newcomers should have cost. */
const NOISE = 0.15

/** One row per week and campaign, dated on the week's first day. */
export function spendTable(seed: number, customers: Customers): SampleTable {
  const random = openStream(seed, 'spend')
  const newcomers = countNewcomers(customers)
  const day: number[] = []
  const channel: number[] = []
  const campaign: string[] = []
  const cost: number[] = []
  for (let week = 0; week < WEEKS; week++)
    CHANNELS.forEach(({ costPerCustomer, weekly, campaigns }, index) => {
      if (costPerCustomer === null && weekly === 0) return
      const total = (costPerCustomer ?? 0) * newcomers[week * CHANNELS.length + index]! + weekly
      for (const name of campaigns) {
        const spent = (total / campaigns.length) * Math.exp(NOISE * random.normal() - NOISE ** 2 / 2)
        if (spent === 0) continue
        day.push(FIRST_DAY + week * 7)
        channel.push(index)
        campaign.push(name)
        cost.push(Math.round(spent * 100) / 100)
      }
    })
  return {
    file: 'marketing_spend.csv',
    rows: day.length,
    columns: [
      numeric('date', 'date', day),
      coded(
        'channel',
        CHANNELS.map((one) => one.name),
        channel,
      ),
      text('campaign', campaign),
      numeric('cost', 'number', cost),
    ],
  }
}

/** People who bought at least once, by week and channel of origin. */
function countNewcomers(customers: Customers): Float64Array {
  const counts = new Float64Array((WEEKS + 1) * CHANNELS.length)
  for (let customer = 0; customer < customers.count; customer++) {
    if (customers.kind[customer] === KIND.visitor || customers.kind[customer] === KIND.office) continue
    const week = Math.floor((customers.joinedAt[customer]! / DAY_MS - FIRST_DAY) / 7)
    counts[week * CHANNELS.length + customers.source[customer]!]!++
  }
  return counts
}
