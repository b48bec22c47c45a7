import { expect } from 'vitest'
import { TRUTHS } from '../../src/sample/truths'
import type { Sample } from '../support/open-sample'
import type { Checks } from './check'
import { expectAlike, expectClose, expectHigher, expectPlanted, share, type Rate } from './rates'

const { planLeaving, priceRise, lateDelivery, lostFavourite, quietOffices, brewingClass, otherChannels, loyalChannel, oneTimeChannel } =
  TRUTHS

/** What an ordinary share of late parcels adds to a chance of leaving. */
const withLateParcels = (leaving: number) => leaving + (1 - leaving) * lateDelivery.planted.ordinary * lateDelivery.planted.leavesExtra

/** Spells after which the customer was without a plan. */
const ENDS = `
  select customer_id, plan, mrr, ended_on from subscriptions
  where ended_on is not null
    and not exists (select 1 from subscriptions as next where next.customer_id = subscriptions.customer_id and next.started_on = subscriptions.ended_on + 1)`

/** One row per month of a subscription that began with a delivery and is over, outside trouble and the price rise. */
const MONTHS = `
  with ends as (${ENDS}), deliveries as (
    select customer_id, replace(product, ' box', '') as plan, order_date::date as delivered_on, source
    from orders join order_lines using (order_id) join customers using (customer_id)
    where channel = 'Subscription' and product like '% box'
      and delivered_on + interval 1 month <= timestamp '2026-01-01'
      and customers.country not in (${lateDelivery.planted.countries.map((name) => `'${name}'`).join(', ')})
      and joined_on < date '${brewingClass.planted.since}'
      and delivered_on not between date '${priceRise.planted.on}' - interval 1 month and date '${priceRise.planted.on}' + interval 3 month
  )
  select deliveries.*, (ends.customer_id is not null) as leaves
  from deliveries left join ends
    on ends.customer_id = deliveries.customer_id and ended_on >= delivered_on and ended_on < delivered_on + interval 1 month`

async function monthsOf(sample: Sample, where: string): Promise<Rate> {
  return sample.numbers(`select count(*) filter (leaves) as hits, count(*) as "of" from (${MONTHS}) where ${where}`, ['hits', 'of'])
}

const ORDINARY = `source not in ('${loyalChannel.planted.channel}', '${oneTimeChannel.planted.channel}')`

/** Subscribers of plans on a day who were without one within three months. */
async function leftFrom(sample: Sample, day: string, plans: string): Promise<Rate> {
  return sample.numbers(
    `with ends as (${ENDS}), there as (
       select distinct customer_id from subscriptions
       where plan in (${plans}) and started_on < date '${day}' and coalesce(ended_on, date '2099-01-01') >= date '${day}' - 1
     )
     select count(*) filter (customer_id in (select customer_id from ends where ended_on >= date '${day}' and ended_on < date '${day}' + interval 3 month)) as hits,
       count(*) as "of"
     from there`,
    ['hits', 'of'],
  )
}

/** People who never subscribed and joined before the last year, by whether they ordered again within a year. */
async function ordersAgain(sample: Sample, where: string): Promise<Rate> {
  return sample.numbers(
    `with purchases as (
       select customer_id, order_date, min(order_date) over (partition by customer_id) as first_at
       from orders where order_total > 0
     ), people as (
       select customer_id, max(order_date) > min(first_at) as again
       from purchases join customers using (customer_id)
       where customer_type = 'Person' and plan is null and first_at < timestamp '2025-01-01'
         and month(joined_on) < 11 and order_date < first_at + interval 365 day and ${where}
       group by customer_id
     )
     select count(*) filter (again) as hits, count(*) as "of" from people`,
    ['hits', 'of'],
  )
}

async function costPerCustomer(sample: Sample, channel: string): Promise<number> {
  const { cost } = await sample.numbers(
    `select (select sum(cost) from marketing_spend where channel = '${channel}') /
       count(*) filter (exists (select 1 from orders where orders.customer_id = customers.customer_id)) as cost
     from customers where source = '${channel}' and customer_type = 'Person'`,
    ['cost'],
  )
  return cost
}

export const LEAVING: Checks<
  | 'planLeaving'
  | 'priceRise'
  | 'loyalChannel'
  | 'oneTimeChannel'
  | 'otherChannels'
  | 'lateDelivery'
  | 'lostFavourite'
  | 'quietOffices'
  | 'brewingClass'
> = {
  async planLeaving(sample) {
    for (const plan of ['Taster', 'Regular', 'Barista'] as const)
      expectPlanted(await monthsOf(sample, `plan = '${plan}' and ${ORDINARY}`), withLateParcels(planLeaving.planted[plan]))
  },

  async priceRise(sample) {
    const { plan, on, from, to, leaving, months } = priceRise.planted
    const leftAfter = await leftFrom(sample, on, `'${plan}'`)
    expectPlanted(leftAfter, 1 - (1 - withLateParcels(leaving)) ** months)
    expectHigher(leftAfter, await leftFrom(sample, '2024-06-01', `'${plan}'`), 0.15)
    expectAlike(await leftFrom(sample, on, `'Taster', 'Regular'`), await leftFrom(sample, '2024-06-01', `'Taster', 'Regular'`))
    const prices = await sample.numbers(
      `select min(mrr) filter (started_on < date '${on}') as lowest_before, max(mrr) filter (started_on < date '${on}') as highest_before,
         min(mrr) filter (started_on >= date '${on}') as lowest_after, max(mrr) filter (started_on >= date '${on}') as highest_after
       from subscriptions where plan = '${plan}'`,
      ['lowest_before', 'highest_before', 'lowest_after', 'highest_after'],
    )
    expect(prices).toEqual({ lowest_before: from, highest_before: from, lowest_after: to, highest_after: to })
  },

  async loyalChannel(sample) {
    const { channel, costPerCustomer: cost } = loyalChannel.planted
    expectHigher(await ordersAgain(sample, `source = '${channel}'`), await ordersAgain(sample, ORDINARY), 0.05)
    expectHigher(await monthsOf(sample, ORDINARY), await monthsOf(sample, `source = '${channel}'`), 0.008)
    expectClose(await costPerCustomer(sample, channel), cost, 0.08)
  },

  async oneTimeChannel(sample) {
    const { channel, costPerCustomer: cost } = oneTimeChannel.planted
    expectHigher(await ordersAgain(sample, ORDINARY), await ordersAgain(sample, `source = '${channel}'`), 0.2)
    expectHigher(await monthsOf(sample, `source = '${channel}'`), await monthsOf(sample, ORDINARY), 0.02)
    expectClose(await costPerCustomer(sample, channel), cost, 0.08)
  },

  async otherChannels(sample) {
    const rates: Rate[] = []
    for (const channel of ['Organic search', 'Paid search', 'Social', 'Podcast', 'Market stall'])
      rates.push(await ordersAgain(sample, `source = '${channel}'`))
    const pooled = rates.reduce((sum, rate) => sum + rate.hits, 0) / rates.reduce((sum, rate) => sum + rate.of, 0)
    const chiSquare = rates.reduce((sum, rate) => sum + (rate.hits - rate.of * pooled) ** 2 / (rate.of * pooled * (1 - pooled)), 0)
    // The 0.999 quantile of χ² on 4 degrees of freedom.
    expect(chiSquare).toBeLessThan(18.47)
    expect(otherChannels.effect).toBe(false)
  },

  async lateDelivery(sample) {
    const { countries, from, until, trouble, ordinary, ticket } = lateDelivery.planted
    const inTrouble = `country in (${countries.map((name) => `'${name}'`).join(', ')}) and order_date >= date '${from}' and order_date < date '${until}'`
    const complaints = (where: string) =>
      sample.numbers(
        `select count(*) filter (exists (
             select 1 from tickets where category = 'Late delivery' and tickets.customer_id = orders.customer_id
               and opened_at::date between order_date::date + 1 and order_date::date + 6)) as hits,
           count(*) as "of"
         from orders where channel = 'Subscription' and order_date < date '2025-12-25' and ${where}`,
        ['hits', 'of'],
      )
    expectPlanted(await complaints(inTrouble), trouble * ticket)
    expectPlanted(await complaints(`not (${inTrouble})`), ordinary * ticket)
    const silent = (where: string) =>
      sample.numbers(
        `select count(*) filter (not exists (
             select 1 from orders where orders.customer_id = feedback.customer_id and order_total > 0
               and order_date > answered_at and order_date < answered_at + interval 120 day)) as hits,
           count(*) as "of"
         from feedback where touchpoint = 'After delivery' and answered_at < date '2025-09-01' and comment is not null and ${where}`,
        ['hits', 'of'],
      )
    expectHigher(await silent(ABOUT_LATENESS), await silent(`not ${ABOUT_LATENESS}`), 0.2)
  },

  async lostFavourite(sample) {
    const { product, on } = lostFavourite.planted
    const gone = (where: string) =>
      sample.numbers(
        `with fans as (
           select customer_id, product, count(*) as bought
           from orders join order_lines using (order_id)
           where category = 'Coffee beans' and quantity > 0 and order_date < date '${on}' and order_date >= date '${on}' - interval 1 year
           group by customer_id, product having count(*) >= 2 and max(order_date) >= date '${on}' - interval 120 day
         )
         select count(*) filter (customer_id not in (
             select customer_id from orders
             where customer_id is not null and order_total > 0 and order_date >= date '${on}' and order_date < date '${on}' + interval 180 day)) as hits,
           count(*) as "of"
         from fans where ${where}`,
        ['hits', 'of'],
      )
    expectHigher(await gone(`product = '${product}'`), await gone(`product <> '${product}'`), 0.2)
    const { sold } = await sample.numbers(
      `select count(*) as sold from orders join order_lines using (order_id) where product = '${product}' and quantity > 0 and order_date >= date '${on}'`,
      ['sold'],
    )
    expect(sold).toBe(0)
  },

  async quietOffices(sample) {
    const { country, on, leaving } = quietOffices.planted
    const silent = (where: string) =>
      sample.numbers(
        `with active as (
           select customer_id, max(order_date) as last_at
           from orders join customers using (customer_id)
           where customer_type = 'Office' and customers.${where}
           group by customer_id
           having count(*) filter (order_date >= date '${on}' - interval 2 month and order_date < date '${on}') > 0
         )
         select count(*) filter (last_at < date '${on}') as hits, count(*) as "of" from active`,
        ['hits', 'of'],
      )
    expectPlanted(await silent(`country = '${country}'`), leaving)
    expect(share(await silent(`country <> '${country}'`))).toBeLessThan(0.1)
  },

  async brewingClass(sample) {
    const { event, since, takes } = brewingClass.planted
    const newcomers = `
      select customer_id, min(started_on) as started_on, max(coalesce(ended_on, date '2099-01-01')) as ended_on,
        bool_or(customer_id in (select customer_id from events where event = '${event}')) as took
      from subscriptions group by customer_id
      having min(started_on) >= date '${since}' and min(started_on) < date '2025-07-01'`
    const left = (where: string) =>
      sample.numbers(
        `select count(*) filter (ended_on < started_on + interval 180 day) as hits, count(*) as "of" from (${newcomers}) where ${where}`,
        ['hits', 'of'],
      )
    expectHigher(await left('not took'), await left('took'), 0.05)
    expectPlanted(
      await sample.numbers(`select count(*) filter (took) as hits, count(*) as "of" from (${newcomers})`, ['hits', 'of']),
      takes,
    )
  },
}

/** The ways in which people say that a parcel was late. */
export const ABOUT_LATENESS = `regexp_matches(lower(comment), '\\blater?\\b|waited \\d+ days|still waiting')`
