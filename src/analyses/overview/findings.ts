import { isGroup } from '../../model/runtime/breakdown'
import type { Company } from '../../model/company/company'
import { count, days, longSpan, money, month, percent, percentInterval, plural } from '../../shared/format'
import { newcombe } from '../../stats/newcombe'
import { wilson } from '../../stats/wilson'
import { certainty, FEW, FIRST_INTERVAL, isSure, precision } from '../wording/certainty'
import type { Action, Context, Finding } from '../contract/definition'
import { capital, fractionOf, inWords } from '../wording/fractions'
import { largestDifference } from '../wording/largest-difference'
import { growth, type Change, type Growth } from './growth'
import { losing } from './losses'
import type { Concentration, Month, OverviewResult, Totals } from './result'
import { TOP_SHARE } from './result'

type Known = Pick<Context, 'company' | 'filter'>

export function findings(result: OverviewResult, { company, filter }: Known): Finding[] {
  const { totals } = result
  const compared = breakdown(result)
  if (!totals) return [...(compared ? [compared] : []), ...withoutOrders(result, company.subject)]
  if (!totals.customers) return totals.customers_without_purchase ? [nobodyBought(totals)] : []
  return [
    compared,
    size(totals, company),
    result.concentration && totals.customers >= FEW ? concentrated(result.concentration, totals, company.currency) : null,
    filter ? null : nameless(totals, company.currency),
    filter ? null : oneLarge(totals),
    losing(result.margins, company.currency),
    growing(result.months, company.currency),
    filter && FROM_FILTER.includes((totals.repeat_customers ?? 0) / totals.customers) ? null : repeating(totals),
    returning(totals, company.currency),
  ].filter((finding) => finding !== null)
}

/** Under `by`: who left, where the files tell, or else who bought again. */
function breakdown({ groups, totals }: OverviewResult): Finding | null {
  const known = groups.filter(({ value }) => value !== null && isGroup(value))
  const tellsLeaving = known.some(({ with_outcome }) => with_outcome)
  if (!tellsLeaving && !totals) return null
  return largestDifference([
    known.map(({ value, customers, with_outcome, churned, repeat_customers }) => ({
      name: value!,
      part: (tellsLeaving ? churned : repeat_customers) ?? 0,
      of: (tellsLeaving ? with_outcome : customers) ?? 0,
      does: tellsLeaving ? 'left' : 'bought more than once',
      who: { set: 'group', values: { value, has_orders: totals !== null }, name: value!, count: customers ?? 0 },
    })),
  ])
}

/** Everybody and nobody: under a filter that is what was asked for. */
const FROM_FILTER: readonly number[] = [0, 1]

export function action(result: OverviewResult): Action | null {
  const { totals, base } = result
  if (totals?.customers) {
    const once = totals.customers - (totals.repeat_customers ?? 0)
    if (once === 0) return null
    return {
      text: `Ask the ${plural(once, 'customer')} who ordered once for a second order.`,
      note: 'The list begins with those who spent most. Segments says which of them ordered lately.',
      who: { set: 'orders', values: { orders_from: 1, orders_to: 1 }, name: 'Ordered once', count: once },
    }
  }
  const there = (base.with_outcome ?? 0) - (base.churned ?? 0)
  if (!totals && base.churned && there > 0) {
    return {
      text: `Look after the ${plural(there, 'customer')} who ${there === 1 ? 'is' : 'are'} still there.`,
      note: 'Drivers says which of them are like those who left, and Risk whom an offer is worth.',
      who: { set: 'outcome', values: { has_left: false }, name: 'Still there', count: there },
    }
  }
  return null
}

function size(totals: Totals, { currency, currencies }: Known['company']): Finding {
  const customers = totals.customers!
  const from = totals.first_order_at ? ` ${longSpan(totals.first_order_at, totals.last_order_at!)}` : ''
  const without = totals.customers_without_purchase
  const left = without ? ` ${plural(without, 'customer')} without a purchase ${without === 1 ? 'is' : 'are'} left out.` : ''
  const others = currencies.filter((one) => one.currency !== currency)
  const rows = others.reduce((sum, one) => sum + one.rows, 0)
  const apart =
    rows > 0
      ? ` Only ${currency} counts: ${plural(rows, 'row')} in ${others.map((one) => one.currency).join(', ')} ${rows === 1 ? 'is' : 'are'} left out.`
      : ''
  return {
    claim: `${plural(customers, 'customer')} brought ${money(totals.revenue_net ?? 0, currency)}.`,
    evidence: `They placed ${plural(totals.orders ?? 0, 'order')}${from}.${left}${apart}`,
    kind: 'fact',
    theme: 'size',
    money: 0,
    customers,
    certainty: 1,
    who: { set: 'orders', values: { orders_from: 1, orders_to: null }, name: 'Customers with a purchase', count: customers },
  }
}

function concentrated(found: Concentration, totals: Totals, currency: string | null): Finding {
  const bounds = found.interval ? ` (${FIRST_INTERVAL}${percentInterval(found.interval.low, found.interval.high)})` : ''
  return {
    claim: `A tenth of the customers ${found.customers === 1 ? 'brings' : 'bring'} ${fractionOf(found.share, 'the revenue')}.`,
    evidence:
      `${count(found.customers)} of ${plural(totals.customers!, 'customer')} brought ${money(found.revenue, currency)} of ` +
      `${money(totals.revenue_net!, currency)}: ${percent(found.share)}${bounds}. ` +
      `Half of all revenue comes from ${count(found.halfFrom)} of them.`,
    kind: 'fact',
    theme: 'concentration',
    money: found.revenue,
    customers: found.customers,
    certainty: precision(found.share, found.interval),
    ...(!(found.interval && found.interval.low > CHANCE_SHARE) && { leads: false as const }),
    who: { set: 'top', values: { top_share: TOP_SHARE }, name: 'The tenth with most revenue', count: found.customers },
    picture: {
      kind: 'curve',
      caption: 'Revenue by share of customers, largest first',
      points: found.curve,
      mark: found.curveAt,
      label: `${percent(found.share, 0)} of revenue from a tenth of customers`,
      percent: true,
    },
  }
}

/** What the top tenth brings where spending is spread by nothing but chance (exponentially): 0.1 × (1 + ln 10). */
const CHANCE_SHARE = TOP_SHARE * (1 - Math.log(TOP_SHARE))

function nameless(totals: Totals, currency: string | null): Finding | null {
  const lost = totals.revenue_without_customer ?? 0
  const all = lost + totals.revenue_net!
  if (lost <= 0 || all <= 0) return null
  const share = lost / all
  const rows = totals.rows_without_customer
  return {
    claim: `${capital(fractionOf(share, 'sales'))} cannot be tied to a customer.`,
    evidence:
      `${plural(rows, 'row')} ${rows === 1 ? 'has' : 'have'} no customer number. They hold ${money(lost, currency)} of sales, ` +
      `${percent(share)} of the total, so every figure for one customer on these pages is a floor.`,
    kind: 'warning',
    theme: 'coverage',
    money: lost,
    customers: totals.customers!,
    certainty: 1,
    picture: {
      kind: 'split',
      caption: 'Sales with and without a customer',
      share,
      label: `${percent(share)} not`,
      rest: `${money(totals.revenue_net!, currency)} tied to a customer`,
    },
  }
}

/** With fewer orders, or among fewer customers, one may well hold half. */
const ENOUGH_ORDERS = 30
const MANY_CUSTOMERS = 10

/** One account that holds half of everything: averages over customers say little then, or it is no customer at all. */
function oneLarge({ customers, orders, revenue_net, most_orders, most_revenue }: Totals): Finding | null {
  if (customers! < MANY_CUSTOMERS || orders! < ENOUGH_ORDERS) return null
  const ofOrders = most_orders! / orders!
  const ofRevenue = revenue_net! > 0 ? Math.min(1, Math.max(0, most_revenue! / revenue_net!)) : 0
  const isOrders = ofOrders >= 0.5
  const share = isOrders ? ofOrders : ofRevenue
  if (share < 0.5) return null
  return {
    claim: `One customer ${isOrders ? 'placed' : 'brought'} ${fractionOf(share, isOrders ? 'the orders' : 'the revenue')}.`,
    evidence: `${isOrders ? `${count(most_orders!)} of ${count(orders!)} orders: ${percent(ofOrders)}` : `${percent(ofRevenue)} of the revenue`}, among ${count(customers!)} customers. A till, a marketplace or guests who share one number look like that. Numbers about all customers are largely about this one.`,
    kind: 'warning',
    theme: 'one large customer',
    money: most_revenue ?? 0,
    customers: customers!,
    certainty: 1,
    who: {
      set: 'largest',
      values: { largest_by: isOrders ? 'orders' : 'revenue' },
      name: `The customer with most ${isOrders ? 'orders' : 'revenue'}`,
      count: 1,
    },
    picture: {
      kind: 'split',
      caption: `${isOrders ? 'Orders' : 'Revenue'} of one customer and of all others`,
      share,
      label: `${percent(share)} one customer`,
      rest: 'all others',
    },
  }
}

function growing(months: readonly Month[], currency: string | null): Finding | null {
  const found = growth(months)
  if (!found) return null
  const { from, to, revenue, customers, each } = found
  const change = to.revenue! - from.revenue!
  if (from.customers! + to.customers! < FEW) return null
  const rose = change > 0
  const isTold = isSure(revenue.log, revenue, 0)
  const open = months.filter((one) => !one.is_complete && one.month! > to.month!).at(0)
  return {
    claim: isTold
      ? `Revenue ${rose ? 'rose' : 'fell'} from ${month(from.month!)} to ${month(to.month!)}${cameFrom(found, rose)}.`
      : `Revenue in ${month(to.month!)} was about the same as in ${month(from.month!)}.`,
    evidence:
      `It ${moved(revenue)} (${FIRST_INTERVAL}${changes(revenue)}). Customers who bought ${moved(customers)} (${changes(customers)}), from ` +
      `${count(from.customers!)} to ${count(to.customers!)}; revenue for each ${moved(each)} (${changes(each)}), from ` +
      `${money(Math.round(from.revenue! / from.customers!), currency)} to ${money(Math.round(to.revenue! / to.customers!), currency)}.${isTold ? '' : ' Months differ by as much by chance.'}${open ? ` ${openMonth(open)}` : ''}`,
    kind: 'fact',
    ...(isTold ? { claims: 'trend' as const } : { leads: false as const }),
    theme: 'growth',
    money: Math.abs(change),
    customers: to.customers!,
    certainty: certainty(revenue.log, revenue, 0),
    who: { set: 'month', values: { month: to.month!, new_only: false }, name: `Bought in ${month(to.month!)}`, count: to.customers! },
    picture: monthPicture(months, from, to),
  }
}

/** Where the change lies, as far as the two parts' own intervals tell. */
function cameFrom({ customers, each }: Growth, rose: boolean): string {
  const parts = [
    isSure(customers.log, customers, 0) && customers.log > 0 === rose ? `${rose ? 'more' : 'fewer'} customers` : null,
    isSure(each.log, each, 0) && each.log > 0 === rose ? `${rose ? 'more' : 'less'} from each` : null,
  ].filter((part) => part !== null)
  return parts.length > 0 ? `: ${parts.join(' and ')}` : ''
}

/** "−12 % to 4 %" */
function changes({ low, high }: Change): string {
  return percentInterval(Math.expm1(low), Math.expm1(high))
}

function monthPicture(months: readonly Month[], from: Month, to: Month): NonNullable<Finding['picture']> {
  const shown = months.slice(-24)
  return {
    kind: 'bars',
    caption: 'Revenue a month',
    bars: shown.map((one) => ({
      label: month(one.month!),
      value: one.revenue ?? 0,
      focus: one === from || one === to,
      open: !one.is_complete,
    })),
    labels: [shown.indexOf(from), shown.indexOf(to)].filter((index) => index >= 0),
    format: 'money',
  }
}

/** "rose 80 %", "fell 12 %", "stayed the same". */
function moved({ log }: Change): string {
  const change = Math.expm1(log)
  if (Math.abs(change) < 0.005) return 'stayed the same'
  return `${change > 0 ? 'rose' : 'fell'} ${percent(Math.abs(change), 0)}`
}

/** "Dec 2011 has 9 days so far and is left out of comparisons." */
export function openMonth(open: Month): string {
  const covered = 1 + (Date.parse(open.last_day!) - Date.parse(open.first_day!)) / 86_400_000
  return `${month(open.month!)} has ${days(covered)} so far and is left out of comparisons.`
}

function repeating(totals: Totals): Finding | null {
  const customers = totals.customers!
  const repeat = totals.repeat_customers ?? 0
  if (customers < FEW) return null
  const interval = wilson(repeat, customers)
  const share = repeat / customers
  const revenueShare =
    totals.revenue_net! > 0 ? ` They brought ${percent(totals.revenue_of_repeat! / totals.revenue_net!)} of revenue.` : ''
  const who =
    repeat === 0
      ? 'Nobody has'
      : share > 0.95
        ? 'Almost everyone has'
        : `${capital(inWords(share, 'customer'))} ${share < 0.18 ? 'has' : 'have'}`
  return {
    claim: `${who} bought more than once.`,
    evidence: `${count(repeat)} of ${count(customers)}: ${percent(share)} (${percentInterval(interval.low, interval.high)}).${revenueShare}`,
    kind: 'fact',
    theme: 'repeat',
    money: 0,
    customers: repeat,
    certainty: precision(share, interval),
    ...(repeat > 0
      ? { who: { set: 'orders', values: { orders_from: 2, orders_to: null }, name: 'Bought more than once', count: repeat } }
      : {}),
    picture: {
      kind: 'split',
      caption: 'Customers by number of orders',
      share,
      label: `${percent(share)} more than once`,
      rest: `${count(customers - repeat)} once`,
    },
  }
}

function returning(totals: Totals, currency: string | null): Finding | null {
  const returned = totals.revenue_gross! - totals.revenue_net!
  const who = totals.customers_with_returns ?? 0
  if (returned <= 0 || who === 0) return null
  const share = returned / totals.revenue_gross!
  const interval = wilson(who, totals.customers!)
  const few = totals.customers! < FEW
  return {
    claim: `Returns take ${percent(share)} of sales.`,
    evidence: `${plural(totals.returns!, 'return')} took back ${money(returned, currency)} of ${money(totals.revenue_gross!, currency)}. ${count(who)} of ${count(totals.customers!)} customers sent something back${few ? '' : `: ${percent(who / totals.customers!)} (${percentInterval(interval.low, interval.high)})`}.`,
    kind: 'fact',
    theme: 'returns',
    money: returned,
    customers: who,
    certainty: 0.9,
    who: { set: 'returned', values: {}, name: 'Sent something back', count: who },
    picture: {
      kind: 'split',
      caption: 'Sales kept and taken back',
      share,
      label: `${percent(share)} taken back`,
      rest: `${money(Math.round(totals.revenue_net!), currency)} kept`,
    },
  }
}

function nobodyBought(totals: Totals): Finding {
  return {
    claim: 'Nobody has bought yet.',
    evidence: `${plural(totals.customers_without_purchase!, 'customer')} ${totals.customers_without_purchase === 1 ? 'is' : 'are'} known, without a single order above zero.`,
    kind: 'warning',
    money: 0,
    customers: totals.customers_without_purchase!,
    certainty: 1,
  }
}

const THINGS: Readonly<Record<string, string>> = {
  events: 'event',
  answers: 'answer',
  tickets: 'ticket',
  subscriptions: 'subscription',
  leads: 'lead',
  touches: 'touch',
}

function withoutOrders(result: OverviewResult, { one, isCase }: Company['subject']): Finding[] {
  const { base, activity } = result
  const customers = base.customers ?? 0
  if (customers === 0) return []
  const kinds = [...new Set(activity.map(({ kind }) => kind!))].filter((kind) => kind in THINGS)
  const happened = kinds.map((kind) => {
    const rows = activity.filter((row) => row.kind === kind).reduce((sum, row) => sum + (row.rows_in_month ?? 0), 0)
    return plural(rows, THINGS[kind]!, kind === 'touches' ? 'touches' : undefined)
  })
  const has = happened.length > 0 ? ` They ${isCase ? 'hold' : 'left'} ${happened.join(', ').replace(/, ([^,]*)$/, ' and $1')}.` : ''
  return [
    {
      claim: `${plural(customers, one)} ${customers === 1 ? 'is' : 'are'} in the data${isCase ? '' : ', without orders'}.`,
      evidence: isCase
        ? `${has.trim()} A case opens and closes: pages about leaving, orders and money have nothing to say of it.`.trim()
        : `${has.trim()} Revenue and segments need a table with a customer, a date and an amount.`.trim(),
      kind: 'fact' as const,
      theme: 'size',
      money: 0,
      customers,
      certainty: 1,
    },
    leaving(base),
    leftMost(result),
  ].filter((finding) => finding !== null)
}

function leaving({ with_outcome, churned, mrr, mrr_churned }: OverviewResult['base']): Finding | null {
  if (!with_outcome || !churned) return null
  const share = churned / with_outcome
  const interval = wilson(churned, with_outcome)
  const few = with_outcome < FEW
  const monthly = mrr && mrr_churned ? ` They held ${percent(mrr_churned / mrr)} of monthly revenue.` : ''
  return {
    claim: few ? `${count(churned)} of ${count(with_outcome)} customers left.` : `${capital(inWords(share, 'customer'))} left.`,
    evidence: few
      ? 'Too few for a rate.'
      : `${count(churned)} of ${count(with_outcome)}: ${percent(share)} (${FIRST_INTERVAL}${percentInterval(interval.low, interval.high)}).${monthly}`,
    kind: 'fact',
    theme: 'leaving',
    money: mrr_churned ?? 0,
    customers: churned,
    certainty: precision(share, interval),
    who: { set: 'outcome', values: { has_left: true }, name: 'Left', count: churned },
    picture: {
      kind: 'split',
      caption: 'Customers who left',
      share,
      label: `${percent(share)} left`,
      rest: `${count(with_outcome - churned)} stayed`,
    },
  }
}

const KINDS: Readonly<Record<string, string>> = {
  plan: 'plan',
  country: 'country',
  region: 'region',
  city: 'city',
  industry: 'industry',
  source: 'source',
  gender: 'gender',
}

/** The value whose customers left most often beside all others, by more than the largest of so many values differs by chance. A status may be the leaving itself. */
function leftMost({ tops, base }: OverviewResult): Finding | null {
  const all = base.with_outcome ?? 0
  const left = base.churned ?? 0
  const compared = tops
    .filter(({ kind }) => kind in KINDS)
    .flatMap(({ kind, rows }) => rows.map((row) => ({ kind, name: row.name, own: row.customers ?? 0, lost: row.churned ?? 0 })))
    .filter(({ name, own }) => name !== null && own >= FEW && all - own >= FEW)
    .map((one) => ({ ...one, gap: newcombe(left - one.lost, all - one.own, one.lost, one.own) }))
    .toSorted((a, b) => b.gap.low - a.gap.low)
  const most = compared.find(
    ({ own, lost, gap }) => gap.low > 0 && isSure(lost / own - (left - lost) / (all - own), gap, 0, compared.length),
  )
  if (!most) return null
  const { kind, name, own, lost, gap } = most
  const [inside, outside] = [wilson(lost, own), wilson(left - lost, all - own)]
  const [share, others] = [lost / own, (left - lost) / (all - own)]
  return {
    claim: `Customers with the ${KINDS[kind]} “${name}” left more often than others.`,
    evidence:
      `${count(lost)} of ${count(own)}: ${percent(share)} (${percentInterval(inside.low, inside.high)}), against ${percent(others)} ` +
      `(${percentInterval(outside.low, outside.high)}) of all others.`,
    kind: 'fact',
    claims: 'extreme',
    theme: `driver ${kind}`,
    money: 0,
    customers: own,
    certainty: certainty(share - others, gap, 0),
    who: { set: 'value', values: { kind, value: name }, name: String(name), count: own },
    picture: {
      kind: 'intervals',
      caption: 'Share that left',
      rows: [
        { label: 'all others', value: others, ...outside },
        { label: String(name), value: share, ...inside, focus: true },
      ],
      percent: true,
      unit: '',
    },
  }
}
