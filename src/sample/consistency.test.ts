import { beforeAll, expect, test } from 'vitest'
import { expectPlanted } from '../../test/sample/rates'
import { openSample, type Sample } from '../../test/support/open-sample'
import { DIRT } from './truths'

let sample: Sample

beforeAll(async () => {
  sample = await openSample()
})

/** Each select finds the rows that break what its title promises. */
const LAWS: readonly [law: string, offenders: string][] = [
  [
    'an order is worth what its lines add up to, to the cent',
    `select order_id from orders join order_lines using (order_id) group by order_id having abs(any_value(order_total) - sum(quantity * unit_price)) > 0.001`,
  ],
  ['every order has lines', `select order_id from orders where order_id not in (select order_id from order_lines)`],
  ['every line belongs to an order', `select order_id from order_lines where order_id not in (select order_id from orders)`],
  ['an order number is given once', `select order_id from orders group by order_id having count(*) > 1`],
  [
    'order numbers follow time',
    `select order_id from (select order_id, order_date, lag(order_date) over (order by order_id) as before from orders) where order_date < before`,
  ],
  [
    'who orders, says or does something is a listed customer',
    ['orders', 'events', 'feedback', 'tickets', 'subscriptions', 'touches', 'leads']
      .map(
        (table) =>
          `select customer_id from ${table} where customer_id is not null and customer_id not in (select customer_id from customers)`,
      )
      .join(' union all '),
  ],
  ['nobody orders before joining', `select order_id from orders join customers using (customer_id) where order_date::date < joined_on`],
  [
    'nobody complains, answers or subscribes before joining',
    `select customer_id from tickets join customers using (customer_id) where opened_at::date < joined_on
     union all select customer_id from feedback join customers using (customer_id) where answered_at::date < joined_on
     union all select customer_id from subscriptions join customers using (customer_id) where started_on < joined_on`,
  ],
  [
    'nothing is dated outside the three years',
    [
      ['customers', 'joined_on'],
      ['orders', 'order_date'],
      ['events', 'timestamp'],
      ['feedback', 'answered_at'],
      ['tickets', 'opened_at'],
      ['tickets', 'closed_at'],
      ['subscriptions', 'started_on'],
      ['subscriptions', 'ended_on'],
      ['leads', 'created_at'],
      ['leads', 'closed_on'],
      ['touches', 'touched_at'],
      ['marketing_spend', 'date'],
    ]
      .map(
        ([table, column]) => `select 1 from ${table} where "${column}" < timestamp '2023-01-01' or "${column}" >= timestamp '2026-01-01'`,
      )
      .join(' union all '),
  ],
  [
    'spells of a subscription do not overlap',
    `select customer_id from (select customer_id, started_on, lag(coalesce(ended_on, date '2099-01-01')) over (partition by customer_id order by started_on) as before from subscriptions)
     where started_on <= before`,
  ],
  ['a spell ends after it starts', `select customer_id from subscriptions where ended_on < started_on`],
  [
    'a subscription delivers only while it runs',
    `select order_id from orders where channel = 'Subscription' and not exists (
       select 1 from subscriptions where subscriptions.customer_id = orders.customer_id
         and order_date::date between started_on and coalesce(ended_on, date '2099-01-01'))`,
  ],
  [
    'the box delivered costs what the plan costs on that day',
    `select order_id from orders join order_lines using (order_id) join subscriptions using (customer_id)
     where product like '% box' and channel = 'Subscription' and order_date::date between started_on and coalesce(ended_on, date '2099-01-01')
       and (unit_price <> mrr or product <> plan || ' box')`,
  ],
  [
    'a web or app order of the tracked year is one visit with that order as its last event',
    `select order_id from orders
     where channel in ('Web', 'App') and order_total > 0 and customer_id is not null and order_date >= date '2025-01-01'
       and (select count(*) from events where event = 'Order placed' and events.customer_id = orders.customer_id
         and events.timestamp = order_date and value = order_total) <> 1`,
  ],
  [
    'a visit is of one customer on one device, from one source',
    `select session_id from events group by session_id having count(distinct customer_id) > 1 or count(distinct device) > 1 or count(distinct source) > 1`,
  ],
  ['a score lies on its scale', `select customer_id from feedback where score not between scale_low and scale_high`],
  ['a ticket closes after it opens', `select ticket_id from tickets where closed_at < opened_at`],
  [
    'a lead that was won is an office that joined when it closed, and no other lead is a customer',
    `select lead_id from leads left join customers using (customer_id)
     where (stage = 'Won') <> (customers.customer_id is not null) or (stage = 'Won' and (customer_type <> 'Office' or joined_on <> closed_on))`,
  ],
  [
    'the steps of a lead follow each other',
    `select lead_id from leads where contacted_on < created_at::date or tasting_on < contacted_on or quoted_on < tasting_on or closed_on < quoted_on`,
  ],
  [
    'a return takes back no more than was bought',
    `select customer_id, product from orders join order_lines using (order_id)
     where customer_id is not null group by customer_id, product having sum(quantity) < 0`,
  ],
  ['e-mail addresses lead nowhere', `select email from customers where not regexp_matches(lower(email), '@example\\.(com|org|net)$')`],
]

test.each(LAWS)('%s', async (_, offenders) => {
  const { found } = await sample.numbers(`select count(*) as found from (${offenders})`, ['found'])
  expect(found).toBe(0)
})

test('it is as dirty as planned: guests, returns, missing values and people under two ids', async () => {
  const rate = (sql: string) => sample.numbers(`select ${sql}`, ['hits', 'of'])
  expectPlanted(
    await rate(
      `count(*) filter (order_total < 0) as hits, count(*) filter (order_total > 0 and channel in ('Web', 'App', 'Market stall')) as "of" from orders where order_date < date '2025-12-10'`,
    ),
    DIRT.returnedOrders,
  )
  const { guests } = await sample.numbers(`select count(*) filter (customer_id is null) / count(*) as guests from orders`, ['guests'])
  expect(Math.abs(guests / DIRT.guestOrders - 1)).toBeLessThan(0.05)
  const people = (column: string) =>
    rate(`count(*) filter (${column} is null) as hits, count(*) as "of" from customers where customer_type = 'Person'`)
  for (const [column, planted] of Object.entries(DIRT.missing)) expectPlanted(await people(column), planted)
  const { twins } = await sample.numbers(
    `select count(*) as twins from customers as one join customers as other
       on one.joined_on > other.joined_on and one.postcode = other.postcode and one.customer_type = 'Person' and other.customer_type = 'Person'
       and split_part(one.name, ' ', -1) = split_part(other.name, ' ', -1) and one.name[1] = other.name[1]`,
    ['twins'],
  )
  expect(twins).toBeGreaterThanOrEqual(DIRT.customersUnderTwoIds * 0.9)
})
