import { expect } from 'vitest'
import { TRUTHS } from '../../src/sample/truths'
import type { Checks } from './check'
import { expectAlike, expectClose, expectHigher, expectPlanted, share } from './rates'
import { ABOUT_LATENESS } from './leaving'

const { lowScores, slowTickets, boughtTogether, sachetsNull, refills, season, giftBuyers, lookalike, boughtList, genderNull } = TRUTHS

export const WORTH: Checks<
  | 'lowScores'
  | 'slowTickets'
  | 'boughtTogether'
  | 'sachetsNull'
  | 'refills'
  | 'season'
  | 'giftBuyers'
  | 'fewBigOnes'
  | 'lookalike'
  | 'boughtList'
  | 'genderNull'
> = {
  async lowScores(sample) {
    const { promoters, detractors, promotersLate, detractorsLate } = lowScores.planted
    const scored = (sign: string, where: string) =>
      sample.numbers(
        `select count(*) filter (score ${sign}) as hits, count(*) as "of" from feedback
         where kind = 'nps' and comment is not null and not regexp_matches(lower(comment), 'price') and ${where}`,
        ['hits', 'of'],
      )
    expectPlanted(await scored('>= 9', ABOUT_LATENESS), promotersLate)
    expectPlanted(await scored('<= 6', ABOUT_LATENESS), detractorsLate)
    expectPlanted(await scored('>= 9', `not ${ABOUT_LATENESS}`), promoters)
    expectPlanted(await scored('<= 6', `not ${ABOUT_LATENESS}`), detractors)
  },

  async slowTickets(sample) {
    const { perDoubling, fromHours, slowCategory, slowHours, otherHours } = slowTickets.planted
    const found = await sample.numbers(
      `with closed as (
         select category, score, date_diff('minute', opened_at, closed_at) / 60.0 as hours from tickets where closed_at is not null
       )
       select regr_slope(score, log2(hours)) filter (hours between ${fromHours} and ${fromHours * 8}) as slope,
         median(hours) filter (category = '${slowCategory}') as slow, median(hours) filter (category <> '${slowCategory}') as other
       from closed`,
      ['slope', 'slow', 'other'],
    )
    expectClose(found.slope, -perDoubling, 0.2)
    expectClose(found.slow, slowHours, 0.12)
    expectClose(found.other, otherHours, 0.08)
  },

  async boughtTogether(sample) {
    const { first, second, together } = boughtTogether.planted
    const found = await sample.numbers(
      `with baskets as (
         select order_id, bool_or(product = '${first}') as has_first, bool_or(product = '${second}') as has_second
         from order_lines where quantity > 0 group by order_id
       )
       select count(*) filter (has_first and has_second) as hits, count(*) filter (has_first) as "of",
         count(*) filter (has_first and has_second) * count(*) / (count(*) filter (has_first) * count(*) filter (has_second)) as lift
       from baskets`,
      ['hits', 'of', 'lift'],
    )
    expectPlanted(found, together)
    expect(found.lift).toBeGreaterThan(10)
  },

  async sachetsNull(sample) {
    const { first, second, firstShare, secondShare } = sachetsNull.planted
    const found = await sample.numbers(
      `with baskets as (
         select order_id, bool_or(product = '${first}') as has_first, bool_or(product = '${second}') as has_second
         from order_lines where quantity > 0 group by order_id
       )
       select count(*) filter (has_first) as firsts, count(*) filter (has_second) as seconds,
         count(*) filter (has_first and has_second) as both, count(*) as baskets
       from baskets`,
      ['firsts', 'seconds', 'both', 'baskets'],
    )
    expectPlanted({ hits: found.firsts, of: found.baskets }, firstShare)
    expectPlanted({ hits: found.seconds, of: found.baskets }, secondShare)
    expectPlanted({ hits: found.both, of: found.baskets }, firstShare * secondShare)
  },

  async refills(sample) {
    const { owns, buys, everyDays } = refills.planted
    const gaps = await sample.numbers(
      `with bought as (
         select customer_id, order_date::date as bought_on from orders join order_lines using (order_id) where product = '${buys}' and quantity > 0
       ), gaps as (
         select bought_on - lag(bought_on) over (partition by customer_id order by bought_on) as days from bought
       )
       select avg(days) as mean, stddev(days) as sd, count(days) as n,
         (select count(*) from bought where customer_id not in (
           select customer_id from orders join order_lines using (order_id) where product = '${owns}' and customer_id is not null)) as without_machine
       from gaps`,
      ['mean', 'sd', 'n', 'without_machine'],
    )
    expect(gaps.n).toBeGreaterThan(1000)
    expectClose(gaps.mean, everyDays, 0.03)
    expect(gaps.sd / gaps.mean).toBeLessThan(0.25)
    expect(gaps.without_machine).toBe(0)
  },

  async season(sample) {
    const months = await sample.numbers(
      `select count(*) filter (month(order_date) = 12) as december, count(*) filter (month(order_date) = 10) as october,
         count(*) filter (month(order_date) = 7) as july, count(*) filter (month(order_date) in (6, 9)) / 2 as around
       from orders where channel in ('Web', 'App') and order_total > 0 and year(order_date) >= 2024`,
      ['december', 'october', 'july', 'around'],
    )
    const [planted, found] = [season.planted.months, months]
    // New customers and presents of the season come on top.
    expect(found.december / found.october).toBeGreaterThan(0.85 * (planted[11] / planted[9]))
    expectClose(found.july / found.around, (2 * planted[6]) / (planted[5] + planted[8]), 0.15)
  },

  async giftBuyers(sample) {
    const { comesBackNextYear } = giftBuyers.planted
    const active = (where: string, from: string, until: string) =>
      sample.numbers(
        `with firsts as (
           select customer_id, bool_and(category in ('Gifts', 'Sachets')) and bool_or(category = 'Gifts') as is_gift
           from order_lines join orders using (order_id) join customers using (customer_id)
           where joined_on between date '2023-11-01' and date '2023-12-31' and order_date < date '2024-01-01' and plan is null and customer_type = 'Person'
           group by customer_id
         )
         select count(*) filter (customer_id in (
             select customer_id from orders where customer_id is not null and order_date between date '${from}' and date '${until}')) as hits,
           count(*) as "of"
         from firsts where ${where}`,
        ['hits', 'of'],
      )
    expect(share(await active('is_gift', '2024-01-01', '2024-10-31'))).toBeLessThan(0.12)
    expectHigher(await active('not is_gift', '2024-01-01', '2024-10-31'), await active('is_gift', '2024-01-01', '2024-10-31'), 0.3)
    expectPlanted(await active('is_gift', '2024-11-01', '2024-12-31'), comesBackNextYear)
  },

  async fewBigOnes(sample) {
    const found = await sample.numbers(
      `with spent as (
         select customer_id, customer_type, sum(order_total) as revenue
         from orders join customers using (customer_id) group by all
       ), ranked as (select *, row_number() over (order by revenue desc) / count(*) over () as place from spent)
       select sum(revenue) filter (place <= 0.1) / sum(revenue) as top_tenth, median(revenue) / avg(revenue) as median_to_mean,
         sum(revenue) filter (customer_type = 'Office') / sum(revenue) as offices, avg((customer_type = 'Office')::int) as office_count
       from ranked`,
      ['top_tenth', 'median_to_mean', 'offices', 'office_count'],
    )
    expect(found.top_tenth).toBeGreaterThan(0.5)
    expect(found.top_tenth).toBeLessThan(0.7)
    expect(found.median_to_mean).toBeLessThan(0.4)
    expect(found.offices).toBeGreaterThan(4 * found.office_count)
  },

  async lookalike(sample) {
    const { industries, employeesFrom, employeesTo, wins, otherWins, spends } = lookalike.planted
    const isWanted = `(industry in (${industries.map((name) => `'${name}'`).join(', ')}) and employees between ${employeesFrom} and ${employeesTo})`
    const won = (where: string) =>
      sample.numbers(`select count(*) filter (stage = 'Won') as hits, count(*) as "of" from leads where ${where}`, ['hits', 'of'])
    expectPlanted(await won(isWanted), wins)
    expectPlanted(await won(`not ${isWanted}`), otherWins)
    const { ratio } = await sample.numbers(
      `with offices as (
         select ${isWanted} as is_wanted, avg(order_total) / sqrt(any_value(employees)) as for_size
         from orders join customers using (customer_id) where customer_type = 'Office' and employees between ${employeesFrom} and ${employeesTo} group by customer_id, is_wanted
       )
       select avg(for_size) filter (is_wanted) / avg(for_size) filter (not is_wanted) as ratio from offices`,
      ['ratio'],
    )
    expectClose(ratio, spends, 0.2)
  },

  async boughtList(sample) {
    const { source, ofLost, ofWon } = boughtList.planted
    const from = (where: string) =>
      sample.numbers(`select count(*) filter (source = '${source}') as hits, count(*) as "of" from leads where ${where}`, ['hits', 'of'])
    expectPlanted(await from(`stage = 'Lost'`), ofLost)
    expectPlanted(await from(`stage = 'Won'`), ofWon)
  },

  async genderNull(sample) {
    const orders = (where: string) =>
      sample.numbers(
        `with people as (
           select customer_id, count(order_id) filter (order_total > 0) > 1 as again
           from customers left join orders using (customer_id)
           where customer_type = 'Person' and ${where} group by customer_id
         )
         select count(*) filter (again) as hits, count(*) as "of" from people`,
        ['hits', 'of'],
      )
    expectAlike(await orders(`gender = 'female'`), await orders(`gender = 'male'`))
    expectAlike(await orders('birth_year < 1975'), await orders('birth_year >= 1975'))
    expectAlike(await orders('newsletter'), await orders('not newsletter'))
    const promoters = (gender: string) =>
      sample.numbers(
        `select count(*) filter (score >= 9) as hits, count(*) as "of" from feedback join customers using (customer_id)
         where kind = 'nps' and gender = '${gender}'`,
        ['hits', 'of'],
      )
    expectAlike(await promoters('female'), await promoters('male'))
    expect(genderNull.planted.attributes).toEqual(['gender', 'birth_year', 'newsletter'])
  },
}
