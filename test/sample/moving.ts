import { expect } from 'vitest'
import { TRUTHS } from '../../src/sample/truths'
import type { Sample } from '../support/open-sample'
import type { Checks } from './check'
import { expectAlike, expectClose, expectHigher, expectPlanted, share, type Rate } from './rates'

const { brokenStep, deadSearch, podcastConverts, displayNull, winBack, postcardNull, bestCustomersMail } = TRUTHS

/** People who joined, by whether they bought; `where` sees their touches before joining. */
async function converts(sample: Sample, where: string): Promise<Rate> {
  return sample.numbers(
    `with journeys as (
       select customer_id, list(channel) as channels
       from touches join customers using (customer_id)
       where touched_at::date <= joined_on and customer_type = 'Person' and joined_on < date '2025-12-01'
       group by customer_id
     )
     select count(*) filter (customer_id in (select customer_id from orders where customer_id is not null)) as hits, count(*) as "of"
     from journeys where ${where}`,
    ['hits', 'of'],
  )
}

/** Customers of an arm who ordered within the campaign's days. */
async function orders(sample: Sample, campaign: string, days: number, where: string): Promise<Rate> {
  return sample.numbers(
    `with reached as (select customer_id, touched_at::date as day from touches where campaign = '${campaign}' and ${where})
     select count(*) filter (exists (
         select 1 from orders where orders.customer_id = reached.customer_id and order_total > 0
           and order_date >= day and order_date < day + interval ${days} day)) as hits,
       count(*) as "of"
     from reached`,
    ['hits', 'of'],
  )
}

export const MOVING: Checks<
  'brokenStep' | 'deadSearch' | 'podcastConverts' | 'displayNull' | 'winBack' | 'postcardNull' | 'bestCustomersMail'
> = {
  async brokenStep(sample) {
    const { device, on, from, to, before, after } = brokenStep.planted
    const goOn = (where: string) =>
      sample.numbers(
        `with visits as (
           select session_id, bool_or(event = '${to}') as goes_on
           from events where event in ('${from}', '${to}') and ${where}
           group by session_id having bool_or(event = '${from}')
         )
         select count(*) filter (goes_on) as hits, count(*) as "of" from visits`,
        ['hits', 'of'],
      )
    expectPlanted(await goOn(`device = '${device}' and timestamp < date '${on}'`), before)
    expectPlanted(await goOn(`device = '${device}' and timestamp >= date '${on}'`), after)
    expectPlanted(await goOn(`device <> '${device}' and timestamp < date '${on}'`), before)
    expectPlanted(await goOn(`device <> '${device}' and timestamp >= date '${on}'`), before)
    const comments = await sample.numbers(
      `select count(*) filter (answered_at < date '${on}') as before, count(*) filter (answered_at >= date '${on}') as after
       from feedback where regexp_matches(lower(comment), 'phone|mobile')`,
      ['before', 'after'],
    )
    expect(comments.before).toBe(0)
    expect(comments.after).toBeGreaterThan(30)
  },

  async deadSearch(sample) {
    const { event, goesOn, others } = deadSearch.planted
    const reaches = (where: string) =>
      sample.numbers(
        `with visits as (
           select session_id, arg_min(event, timestamp) as entrance, bool_or(event = 'View product') as reached
           from events group by session_id
         )
         select count(*) filter (reached) as hits, count(*) as "of" from visits where ${where}`,
        ['hits', 'of'],
      )
    expectPlanted(await reaches(`entrance = '${event}'`), goesOn)
    expectPlanted(await reaches(`entrance in ('Home', 'Category', 'Campaign page')`), others)
  },

  async podcastConverts(sample) {
    const { channel, converts: planted, others, closer, closes } = podcastConverts.planted
    expectPlanted(await converts(sample, `list_contains(channels, '${channel}')`), planted)
    expectPlanted(await converts(sample, `not list_contains(channels, '${channel}')`), others)
    const closed = await sample.numbers(
      `with journeys as (
         select customer_id, arg_max(channel, touched_at) as last_channel
         from touches join customers using (customer_id)
         where touched_at::date <= joined_on group by customer_id having bool_or(channel = '${channel}')
       )
       select count(*) filter (last_channel = '${closer}') as hits, count(*) as "of" from journeys`,
      ['hits', 'of'],
    )
    expect(share(closed)).toBeGreaterThan(closes)
    expect(share(closed)).toBeLessThan(closes + 0.12)
  },

  async displayNull(sample) {
    const { channel, weeklySpend } = displayNull.planted
    const others = `not list_contains(channels, '${podcastConverts.planted.channel}')`
    const withIt = await converts(sample, `list_contains(channels, '${channel}') and ${others}`)
    expectAlike(withIt, await converts(sample, `not list_contains(channels, '${channel}') and ${others}`))
    expect(withIt.of).toBeGreaterThan(1000)
    const { cost } = await sample.numbers(`select avg(cost) as cost from marketing_spend where channel = '${channel}'`, ['cost'])
    expectClose(cost, weeklySpend, 0.05)
  },

  async winBack(sample) {
    const { campaign, on, perArm, silentDays, withinDays, lift } = winBack.planted
    const voucher = await orders(sample, campaign, withinDays, `variant = 'Voucher'`)
    const control = await orders(sample, campaign, withinDays, `variant = 'Control'`)
    expect([voucher.of, control.of]).toEqual([perArm, perArm])
    expectHigher(voucher, control, 0)
    const error = Math.sqrt((share(voucher) * (1 - share(voucher)) + share(control) * (1 - share(control))) / perArm)
    expect(Math.abs(share(voucher) - share(control) - lift)).toBeLessThan(4 * error)
    const { recent } = await sample.numbers(
      `select count(*) as recent from touches join orders using (customer_id)
       where touches.campaign = '${campaign}' and order_date >= date '${on}' - interval ${silentDays} day and order_date < date '${on}' and order_total > 0`,
      ['recent'],
    )
    expect(recent).toBe(0)
  },

  async postcardNull(sample) {
    const { campaign, perArm, withinDays } = postcardNull.planted
    const postcard = await orders(sample, campaign, withinDays, `variant = 'Postcard'`)
    const control = await orders(sample, campaign, withinDays, `variant = 'Control'`)
    expect([postcard.of, control.of]).toEqual([perArm, perArm])
    expectAlike(postcard, control)
  },

  async bestCustomersMail(sample) {
    const { campaign, on, size, withinDays } = bestCustomersMail.planted
    const reached = await orders(sample, campaign, withinDays, 'true')
    expect(reached.of).toBe(size)
    const others = await sample.numbers(
      `with active as (
         select customer_id from orders join customers using (customer_id)
         where customer_type = 'Person' and order_date < date '${on}' and order_date >= date '${on}' - interval 180 day
           and customer_id not in (select customer_id from touches where campaign = '${campaign}')
         group by customer_id
       )
       select count(*) filter (customer_id in (
           select customer_id from orders where customer_id is not null and order_date >= date '${on}' and order_date < date '${on}' + interval ${withinDays} day)) as hits,
         count(*) as "of"
       from active`,
      ['hits', 'of'],
    )
    expectHigher(reached, others, 0.05)
  },
}
