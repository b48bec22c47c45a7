import { count, decimal, longDate, percent } from '../shared/format'

/** Something put into the sample company on purpose, or kept out of it on purpose. The generator reads `planted`, so that words and data cannot drift. */
export interface Truth<Planted> {
  /** Routes of the pages that should find it. */
  readonly look: readonly string[]
  /** False: there is nothing to find, and a page that finds something is wrong. */
  readonly effect: boolean
  readonly planted: Planted
  readonly sentence: string
}

function effect<const Planted>(look: readonly string[], planted: Planted, say: (planted: Planted) => string): Truth<Planted> {
  return { look, effect: true, planted, sentence: say(planted) }
}

function noEffect<const Planted>(look: readonly string[], planted: Planted, say: (planted: Planted) => string): Truth<Planted> {
  return { look, effect: false, planted, sentence: say(planted) }
}

const share = (value: number) => percent(value, value * 100 === Math.round(value * 100) ? 0 : 1)
const euros = (value: number) => `€${value}`

export const TRUTHS = {
  /** Leaving is per month of a subscription. */
  planLeaving: effect(
    ['survival', 'churn', 'drivers'],
    { Taster: 0.06, Regular: 0.038, Barista: 0.026, upgrade: 0.012 },
    (n) =>
      `The dearer the plan, the longer people stay: ${share(n.Taster)} of Taster, ${share(n.Regular)} of Regular and ${share(n.Barista)} of Barista subscribers leave in a month, before other reasons; ${share(n.upgrade)} a month move one plan up.`,
  ),
  priceRise: effect(
    ['churn', 'survival', 'drivers', 'themes'],
    { plan: 'Barista', on: '2024-09-01', from: 29, to: 35, leaving: 0.13, months: 3, comment: 0.5 },
    (n) =>
      `On ${longDate(n.on)} ${n.plan} went from ${euros(n.from)} to ${euros(n.to)} a month; for ${n.months} months ${share(n.leaving)} of its subscribers left in each. The other plans kept their price and their subscribers.`,
  ),
  /** Chance of leaving after a shop order, and what subscribers' monthly leaving is multiplied by. */
  loyalChannel: effect(
    ['channels', 'retention', 'lifetime', 'drivers', 'personas'],
    { channel: 'Referral', leavesAfterOrder: 0.1, subscriptionFactor: 0.45, costPerCustomer: 12 },
    (n) =>
      `Customers who came by ${n.channel} stay: after a shop order only ${share(n.leavesAfterOrder)} never come back, and as subscribers they leave ${n.subscriptionFactor} times as often as others.`,
  ),
  oneTimeChannel: effect(
    ['channels', 'retention', 'lifetime', 'drivers', 'personas'],
    {
      channel: 'Deal site',
      leavesAfterOrder: 0.62,
      subscriptionFactor: 2,
      costPerCustomer: 7,
      welcomeDiscount: 0.2,
      discountedFirstOrders: 0.8,
    },
    (n) =>
      `The cheapest channel is the dearest: a ${n.channel} customer costs ${euros(n.costPerCustomer)}, but ${share(n.leavesAfterOrder)} leave after each order, so that most buy once, with ${share(n.welcomeDiscount)} off.`,
  ),
  /** Every other consumer channel: what is ordinary. */
  otherChannels: noEffect(
    ['channels', 'drivers'],
    { leavesAfterOrder: 0.24, subscriptionFactor: 1 },
    (n) =>
      `Organic search, Paid search, Social, Podcast and Market stall bring customers of one kind: ${share(n.leavesAfterOrder)} leave after a shop order.`,
  ),
  podcastConverts: effect(
    ['attribution', 'channels'],
    { channel: 'Podcast', converts: 0.97, others: 0.87, closer: 'Paid search', closes: 0.65 },
    (n) =>
      `${share(n.converts)} of those who signed up after a ${n.channel} touch went on to buy, against ${share(n.others)} of the others; ${share(n.closes)} of these journeys end with ${n.closer}, so counting last touches hides what the ${n.channel} does.`,
  ),
  displayNull: noEffect(
    ['attribution', 'channels'],
    { channel: 'Display', weeklySpend: 900 },
    (n) => `${n.channel} costs ${euros(n.weeklySpend)} a week and is in many journeys, but people with and without it buy equally often.`,
  ),
  brokenStep: effect(
    ['funnel', 'paths', 'process', 'themes'],
    { device: 'Mobile', on: '2025-06-02', from: 'Choose delivery', to: 'Pay', before: 0.86, after: 0.5, comment: 0.35 },
    (n) =>
      `Since ${longDate(n.on)} the journey breaks on the phone: from ${n.from} to ${n.to} go ${share(n.after)} of ${n.device.toLowerCase()} sessions, ${share(n.before)} before. Desktop and tablet are as they were.`,
  ),
  deadSearch: effect(
    ['paths', 'process'],
    { event: 'Search', goesOn: 0.48, others: 0.8 },
    (n) =>
      `Visits that begin with ${n.event} reach a product in ${share(n.goesOn)} of cases, those that begin elsewhere in ${share(n.others)}.`,
  ),
  lateDelivery: effect(
    ['themes', 'drivers', 'scores', 'tickets', 'churn', 'personas'],
    {
      ordinary: 0.03,
      trouble: 0.3,
      countries: ['Spain', 'Italy'],
      from: '2024-11-15',
      until: '2025-02-15',
      leavesExtra: 0.38,
      comment: 0.95,
      ticket: 0.3,
    },
    (n) =>
      `A late parcel loses customers: ${share(n.leavesExtra)} of those who would have stayed leave. ${share(n.ordinary)} of orders come late, but ${share(n.trouble)} in ${n.countries.join(' and ')} from ${longDate(n.from)} to ${longDate(n.until)}. ${share(n.comment)} of the comments after one speak of it.`,
  ),
  lowScores: effect(
    ['scores'],
    { promoters: 0.54, detractors: 0.16, promotersLate: 0.05, detractorsLate: 0.76 },
    (n) =>
      `The Net Promoter Score is ${Math.round((n.promoters - n.detractors) * 100)} after an ordinary order and ${Math.round(
        (n.promotersLate - n.detractorsLate) * 100,
      )
        .toString()
        .replace('-', '−')} after a late one.`,
  ),
  slowTickets: effect(
    ['tickets', 'scores'],
    { best: 4.8, perDoubling: 0.45, fromHours: 6, slowCategory: 'Invoice', slowHours: 60, otherHours: 12 },
    (n) =>
      `Each doubling of the hours until a ticket is closed, from ${n.fromHours} hours on, takes ${n.perDoubling} off its score; ${n.slowCategory} tickets take ${n.slowHours} hours at the median, others ${n.otherHours}.`,
  ),
  lostFavourite: effect(
    ['drivers', 'basket', 'themes', 'personas'],
    { product: 'Highland Dusk', on: '2025-02-01', leaving: 0.75, favouredBy: 0.12, comment: 0.45 },
    (n) => `${n.product} was taken off the list on ${longDate(n.on)}; ${share(n.leaving)} of those whose favourite it was never came back.`,
  ),
  quietOffices: effect(
    ['segments', 'insights', 'risk', 'personas'],
    { country: 'Austria', on: '2025-07-01', leaving: 0.75 },
    (n) => `Offices in ${n.country}, among the best customers, went silent: ${share(n.leaving)} have not ordered since ${longDate(n.on)}.`,
  ),
  brewingClass: effect(
    ['journey', 'survival', 'drivers'],
    { event: 'Brewing class', since: '2025-01-01', takes: 0.3, withinDays: 30, leavingFactor: 0.3 },
    (n) =>
      `New subscribers who take the ${n.event.toLowerCase()} in their first ${n.withinDays} days leave ${n.leavingFactor} times as often as those who do not; ${share(n.takes)} take it since ${longDate(n.since)}.`,
  ),
  winBack: effect(
    ['experiments', 'targets'],
    { campaign: 'Win-back April 2025', on: '2025-04-01', silentDays: 120, perArm: 1500, withinDays: 30, lift: 0.09 },
    (n) =>
      `${n.campaign} works: of ${count(n.perArm)} silent customers drawn by lot for a voucher, ${share(n.lift)} more ordered within ${n.withinDays} days than of ${count(n.perArm)} left alone.`,
  ),
  postcardNull: noEffect(
    ['experiments', 'targets'],
    { campaign: 'Tea postcard September 2025', on: '2025-09-15', activeDays: 180, perArm: 1500, withinDays: 30 },
    (n) =>
      `${n.campaign} does nothing: ${count(n.perArm)} customers drawn by lot to get it order as often as ${count(n.perArm)} who did not.`,
  ),
  bestCustomersMail: noEffect(
    ['experiments', 'targets'],
    { campaign: 'Thank-you e-mail May 2025', on: '2025-05-12', size: 900, withinDays: 30 },
    (n) =>
      `${n.campaign} looks strong and is not: it went to the ${count(n.size)} customers with the most recent orders, who would have bought anyway.`,
  ),
  boughtTogether: effect(
    ['basket', 'recommend'],
    { first: 'Pour-over kit', second: 'Hand grinder', together: 0.42 },
    (n) => `Who buys the ${n.first.toLowerCase()} adds the ${n.second.toLowerCase()} in ${share(n.together)} of orders.`,
  ),
  sachetsNull: noEffect(
    ['basket', 'recommend'],
    { first: 'Matcha sachet', second: 'Decaf sachet', firstShare: 0.04, secondShare: 0.05 },
    (n) =>
      `${n.first} and ${n.second.toLowerCase()} are ticked in ${share(n.firstShare)} and ${share(n.secondShare)} of all orders, independently: their lift is 1.`,
  ),
  refills: effect(
    ['rhythm', 'recommend'],
    { owns: 'Home espresso machine', buys: 'Descaling kit', everyDays: 80, shape: 25, goesOn: 0.92 },
    (n) => `Owners of the ${n.owns.toLowerCase()} buy a ${n.buys.toLowerCase()} every ${n.everyDays} days or so.`,
  ),
  season: effect(
    ['overview', 'rhythm'],
    { months: [0.95, 0.9, 0.95, 0.95, 0.95, 0.9, 0.72, 0.8, 1, 1.05, 1.5, 2] },
    (n) =>
      `Shop orders peak before Christmas: a December has ${decimal(n.months[11] / n.months[9], 1)} times an October's, before growth, and a July ${share(n.months[6])} of an ordinary month's.`,
  ),
  giftBuyers: effect(
    ['retention', 'segments', 'clusters', 'personas'],
    { shareOfNewcomers: 0.18, comesBackNextYear: 0.45, secondGift: 0.3 },
    (n) =>
      `${share(n.shareOfNewcomers)} of those who join in November and December buy gifts only: nothing until the next season, when ${share(n.comesBackNextYear)} return.`,
  ),
  fewBigOnes: effect(
    ['concentration', 'lifetime', 'segments', 'personas'],
    { appetiteShape: 1.1, rateShape: 0.8, ordersPerYear: 5.2 },
    () => 'Spending is heavy-tailed: most customers are small, and offices, one customer in fourteen, bring far more than their share.',
  ),
  lookalike: effect(
    ['prospects', 'clusters', 'personas'],
    { industries: ['Design studio', 'Coworking'], employeesFrom: 20, employeesTo: 199, wins: 0.34, otherWins: 0.08, spends: 2.2 },
    (n) =>
      `${n.industries.join('s and ')} with ${n.employeesFrom} to ${n.employeesTo} people are the customers to look for: ${share(n.wins)} of such leads are won, ${share(n.otherWins)} of the others, and as customers they order ${n.spends} times as much as others of their size.`,
  ),
  boughtList: effect(
    ['prospects', 'channels'],
    { source: 'Bought list', ofLost: 0.42, ofWon: 0.12 },
    (n) =>
      `${n.source} fills the pipeline and wins little: ${share(n.ofLost)} of the leads that were lost, ${share(n.ofWon)} of those that were won.`,
  ),
  genderNull: noEffect(
    ['drivers', 'risk', 'churn', 'personas'],
    { attributes: ['gender', 'birth_year', 'newsletter'] },
    () => 'Of a person, gender, year of birth and newsletter have nothing to do with buying, staying or scores.',
  ),
} as const

/** Dirt that a real export has, as shares or counts. */
export const DIRT = {
  guestOrders: 0.012,
  returnedOrders: 0.025,
  customersUnderTwoIds: 60,
  missing: { birth_year: 0.35, gender: 0.2, source: 0.02, email: 0.01, postcode: 0.02 },
} as const
