import { isGroup } from '../../model/runtime/breakdown'
import { newcombe } from '../../stats/newcombe'
import { count, decimal, interval, longSpan, money, percent, percentInterval, plural, probability } from '../../shared/format'
import { longName, rangeName, shortName } from '../wording/calendar-periods'
import { certainty, FEW, FIRST_INTERVAL, isSure, precision, SURE } from '../wording/certainty'
import type { Company } from '../../model/company/company'
import type { Action, Finding } from '../contract/definition'
import { capital, fractionOf, inWords } from '../wording/fractions'
import { fading, firstCohort, halves, rate, season, type Halves, type Rate } from './comparisons'
import { periodOf, type RetentionSettings } from './options'
import type { Pooled, RetentionResult } from './result'
import type { Pair } from './pair'
import { beganWith, boughtIn, everyoneAt, joinedIn, missedAt, returnedAt, silentOf } from './sets'
import { cameBack, firstOrderWords, nextPeriod, periodName } from './words'

/** More sentences than this are not read. */
const MOST = 5

/** Two cohorts that the reader chose are one question, not the pick of many. */
const CHOSEN = 0.05

export function findings(result: RetentionResult, settings: RetentionSettings, company: Pick<Company, 'currency'>): Finding[] {
  const first = result.pooled.find(({ period }) => period === 1)
  if (!first) return tooShort(result, settings)
  if (settings.of === 'revenue') return [revenueKept(first, settings, company)]
  if (first.size < FEW) return [tooFew(first, result, settings)]
  const found = [between(result, settings), nextShare(first, result, settings), comparedPair(result, settings)]
  if (settings.mode === 'bounded') {
    if (settings.counted === 'calendar') found.push(bestSeason(result, settings))
    found.push(laterCohorts(result, settings), leftCensored(result, settings))
  }
  found.push(firstOrderThatReturns(result, settings))
  return found.filter((finding) => finding !== null).slice(0, MOST)
}

export function action(result: RetentionResult, settings: RetentionSettings): Action | null {
  const { newest } = result
  if (!newest || newest.silent === 0) return null
  const name = longName(newest.cohort, periodOf(settings))
  const first = result.pooled.find(({ period }) => period === 1)
  const usual =
    first && first.size >= FEW && settings.of === 'customers'
      ? `: ${percent(first.share!)} of those before them came back ${nextPeriod(settings)}`
      : ''
  return {
    text: `Give the newest customers a reason for a second order${usual}.`,
    note:
      newest.silent === newest.size
        ? `${plural(newest.size, 'customer')} first bought in ${name}.`
        : `${plural(newest.silent, 'customer')} of the ${count(newest.size)} who first bought in ${name} ${newest.silent === 1 ? 'has' : 'have'} not ordered in a later ${settings.period}.`,
    who: silentOf(newest, settings),
  }
}

function tooShort(result: RetentionResult, settings: RetentionSettings): Finding[] {
  if (result.customers === 0 || !result.firstOn || !result.lastOn) return []
  const unit = settings.period
  return [
    {
      claim: `The orders are too short a time for retention by ${unit}.`,
      evidence: `${plural(result.customers, 'customer')} bought ${longSpan(result.firstOn, result.lastOn)}; no cohort has been observed for a whole second ${unit}.${unit === 'day' ? '' : ' A shorter period may show more.'}`,
      kind: 'warning',
      money: 0,
      customers: result.customers,
      certainty: 1,
    },
  ]
}

function tooFew(first: Pooled, result: RetentionResult, settings: RetentionSettings): Finding {
  return {
    claim: `${count(first.retained)} of ${count(first.size)} came back ${nextPeriod(settings)}.`,
    evidence: 'Too few for a rate.',
    kind: 'fact',
    money: 0,
    customers: first.retained,
    certainty: 1,
    who: everyoneAt(first, result, settings),
  }
}

const TRENDS = { falls: ', and the share fades', 'may fall': ', and the share may fade', holds: ', and the share does not fade' } as const

function nextShare(first: Pooled, result: RetentionResult, settings: RetentionSettings): Finding {
  const who = inWords(first.share!, 'customer')
  const verb = who.startsWith('one ') ? 'returns' : 'return'
  const fade = settings.mode === 'bounded' ? fading(result) : null
  const lead = first.retained === 0 ? `Nobody returns ${nextPeriod(settings)}` : `About ${who} ${verb} ${nextPeriod(settings)}`
  const sentences = [
    `${percent(first.share!)} return ${nextPeriod(settings)} (${FIRST_INTERVAL}${percentInterval(first.low!, first.high!)})`,
  ]
  const other = settings.mode === 'streak' || settings.mode === 'bracket' ? lastSure(result) : null
  if (other) sentences[0] += `, ${percent(other.share!)} ${cameBack(other.period, settings)} (${percentInterval(other.low!, other.high!)})`
  if (fade) {
    sentences[0] += `, ${percent(fade.later.share!)} in ${periodName(fade.later.period, settings)} (${percentInterval(fade.later.low!, fade.later.high!)})`
    if (fade.trend !== 'holds')
      sentences.push(`The cohorts that have got so far began with ${percent(fade.same.share)} (${ofRate(fade.same)})`)
    if (fade.trend === 'may fall') sentences.push('The intervals overlap, so this may be chance')
  }
  return {
    claim: `${lead}${fade && first.retained > 0 ? TRENDS[fade.trend] : ''}.`,
    evidence: `${sentences.join('. ')}.`,
    kind: 'fact',
    ...(fade?.trend === 'falls' && { claims: 'trend' as const }),
    money: first.revenue,
    customers: first.size,
    certainty: precision(first.share!, { low: first.low!, high: first.high! }),
    ...(first.retained > 0 && { who: everyoneAt(first, result, settings) }),
    picture: {
      kind: 'curve',
      caption: `Share returning, by ${settings.period}`,
      points: result.pooled.map(({ period, share }) => [period, share!] as const),
      mark: result.pooled.indexOf(first),
      label: percent(first.share!),
      percent: true,
    },
  }
}

/** The latest column that at least half of the cohorts have reached. */
function lastSure({ pooled }: RetentionResult): Pooled | null {
  const cohorts = pooled[0]?.cohorts ?? 0
  return pooled.findLast((row) => row.period > 1 && row.size >= FEW && row.cohorts >= Math.max(2, cohorts / 2)) ?? null
}

function revenueKept(first: Pooled, settings: RetentionSettings, { currency }: Pick<Company, 'currency'>): Finding {
  const later = periodName(1, settings)
  const share = first.share
  return {
    claim:
      share === null
        ? 'The first orders add up to no revenue to compare with.'
        : settings.mode !== 'unbounded'
          ? share >= 1
            ? `Customers bring more ${nextPeriod(settings)} than at first.`
            : `Customers bring ${fractionOf(share, 'their first revenue')} ${nextPeriod(settings)}.`
          : `For each 100 at first, ${count(share * 100)} follow ${nextPeriod(settings)}.`,
    evidence:
      share === null
        ? 'Choose customers to see how many came back.'
        : `${money(first.revenue, currency)} ${settings.mode !== 'unbounded' ? `in ${later}` : nextPeriod(settings)} from ${plural(first.size, 'customer')}, or ${percent(share)} of their revenue at first${first.low === null || first.high === null ? '' : ` (${FIRST_INTERVAL}${percentInterval(first.low, first.high)})`}.`,
    kind: 'fact',
    money: first.revenue,
    customers: first.size,
    certainty: first.low === null || first.high === null || !share ? 0 : precision(share, { low: first.low, high: first.high }),
  }
}

function bestSeason(result: RetentionResult, settings: RetentionSettings): Finding | null {
  const unit = periodOf(settings)
  const found = season(result, unit)
  if (!found || !isSure(found.best.share - found.runnerUp.rate.share, found.change, 0, found.periods.length)) return null
  const { best, runnerUp, bestIn, comparable, periods } = found
  const bought = result.calendar.find((row) => row.started_on === found.started_on)?.retained ?? best.retained
  const everywhere =
    comparable.length >= 3 && bestIn * 2 >= comparable.length
      ? ` It was the best ${unit} of ${count(bestIn)} of the ${count(comparable.length)} cohorts that can be compared.`
      : ''
  const shown = periods.slice(-24)
  const place = shown.findIndex(({ started_on }) => started_on === found.started_on)
  return {
    claim: `${capital(longName(found.started_on, unit))} brought back more customers than any other ${unit}.`,
    evidence: `Of the ${count(best.size)} who first bought by ${longName(found.lastCohort, unit)}, ${percent(best.share)} ordered in it (${ofRate(best)}), against ${percent(runnerUp.rate.share)} in the next best, ${longName(runnerUp.started_on, unit)} (${ofRate(runnerUp.rate)}).${everywhere}`,
    kind: 'fact',
    claims: 'extreme',
    theme: 'season',
    money: 0,
    customers: bought,
    certainty: certainty(best.share - runnerUp.rate.share, found.change, 0),
    who: boughtIn(found.started_on, bought, settings),
    picture: {
      kind: 'bars',
      caption: `Share of the same customers who ordered, by ${unit}`,
      bars: shown.map(({ started_on, rate }) => ({
        label: shortName(started_on, unit),
        value: rate.share,
        ...(started_on === found.started_on && { focus: true }),
      })),
      labels: place < 0 ? [] : [place],
      format: 'percent',
    },
  }
}

function laterCohorts(result: RetentionResult, settings: RetentionSettings): Finding | null {
  const found = halves(result)
  if (!found) return null
  const { earlier, later, change } = found
  const unit = periodOf(settings)
  const direction = later.share > earlier.share ? 'more' : 'less'
  const joined = `Joined ${rangeName(later.from, later.to, unit)}`
  if (!isSure(later.share - earlier.share, change, 0)) return null
  return {
    claim: `Customers who joined later return ${direction} ${nextPeriod(settings)}.`,
    evidence: `${half(later, unit)} against ${half(earlier, unit)}.`,
    kind: 'fact',
    claims: 'trend',
    money: 0,
    customers: later.size,
    certainty: certainty(later.share - earlier.share, change, 0),
    who:
      direction === 'more'
        ? returnedAt(later, 1, settings, `${joined}, came back ${nextPeriod(settings)}`, later.retained)
        : missedAt(later, 1, settings, `${joined}, did not come back ${nextPeriod(settings)}`, later.size - later.retained),
  }
}

function half(part: Halves['later'], unit: ReturnType<typeof periodOf>): string {
  return `${percent(part.share)} of those who joined in ${rangeName(part.from, part.to, unit)} (${ofRate(part)})`
}

function leftCensored(result: RetentionResult, settings: RetentionSettings): Finding | null {
  const found = firstCohort(result)
  if (!found || !(found.change.low > 0) || !isSure(found.first.share! - found.rest.share, found.change, 0)) return null
  const { first, rest, change } = found
  const name = longName(first.cohort, periodOf(settings))
  return {
    claim: 'The first cohort is not all new customers.',
    evidence: `${percent(first.share!)} of the ${count(first.size)} of ${name} came back ${nextPeriod(settings)} (${ofRate(rate([first]))}), against ${percent(rest.share)} of those who joined later (${ofRate(rest)}). The orders begin there, so whoever had bought before counts as new.`,
    kind: 'warning',
    claims: 'association',
    money: 0,
    customers: first.size,
    certainty: certainty(first.share! - rest.share, change, 0),
    who: joinedIn(first.cohort, settings, first.size),
  }
}

/** Under `by`: the group that returns most beside the one that returns least, where their intervals stay apart. */
function between(result: RetentionResult, settings: RetentionSettings): Finding | null {
  const rated = result.groups
    .filter(({ isRest, name }) => !isRest && isGroup(name))
    .flatMap(({ name, pooled }) => pooled.filter(({ period, size }) => period === 1 && size >= FEW).map((row) => ({ name, row })))
    .toSorted((a, b) => b.row.share! - a.row.share!)
  const [most, least] = [rated[0], rated.at(-1)]
  if (!most || !least || most === least) return null
  // The two ends of several groups: one pair of all that could be made.
  const pairs = (rated.length * (rated.length - 1)) / 2
  const gap = newcombe(least.row.retained, least.row.size, most.row.retained, most.row.size)
  const isApart = isSure(most.row.share! - least.row.share!, gap, 0, pairs)
  return {
    claim: isApart ? `${most.name} returns most ${nextPeriod(settings)}, ${least.name} least.` : 'No group differs by more than chance.',
    evidence: `${most.name}: ${percent(most.row.share!)} (${percentInterval(most.row.low!, most.row.high!)}); ${least.name}: ${percent(least.row.share!)} (${percentInterval(least.row.low!, least.row.high!)}).${isApart ? ` The two ends of ${count(rated.length)} groups; who is in them was not left to chance.` : ` They return most and least ${nextPeriod(settings)}, and are no further apart than chance takes them.`}`,
    kind: 'fact',
    ...(isApart && { claims: 'extreme' as const }),
    money: 0,
    customers: most.row.size + least.row.size,
    certainty: isApart ? 0.8 : 0.4,
  }
}

/** The two cohorts that the reader chose; the usual two only stand in the figure. */
function comparedPair({ pair }: RetentionResult, settings: RetentionSettings): Finding | null {
  if (!pair || (settings.first === '' && settings.second === '')) return null
  const unit = periodOf(settings)
  const { first, second, difference, test } = pair
  const [one, other] = [first, second].map(({ cohort }) => longName(cohort, unit)) as [string, string]
  const isTold = test.p < CHOSEN
  return {
    claim: isTold
      ? `Those of ${difference.value > 0 ? other : one} come back sooner than those of ${difference.value > 0 ? one : other}.`
      : `Those of ${one} and of ${other} take about equally long to come back.`,
    evidence: pairEvidence(pair, settings),
    kind: 'fact',
    ...(isTold && { claims: 'association' as const }),
    money: 0,
    customers: first.size + second.size,
    certainty: isTold ? certainty(difference.value, difference, 0) : 0.4,
    who: joinedIn(second.cohort, settings, second.size),
  }
}

/** "By month three 43.6 % of the 188 of July 2011 had come back, 47.9 % of the 169 of August 2011: …" */
export function pairEvidence({ first, second, period, difference, test }: Pair, settings: RetentionSettings): string {
  const unit = periodOf(settings)
  const [one, other] = [first, second].map(({ cohort, size, points }) => {
    const share = points[period - 1]!.share
    return `${percent(share)} of the ${count(size)} of ${longName(cohort, unit)}`
  })
  const { value, low, high } = difference
  const points = `${decimal(Math.abs(value) * 100, 1)} points ${value < 0 ? 'fewer' : 'more'}`
  return `By ${periodName(period, { ...settings, mode: 'bounded' })}, ${one} had come back and ${other}: ${points} (95\u202f% interval ${interval(low * 100, high * 100, (bound) => decimal(bound, 1))}). A log-rank test of the time to coming back gives ${probability(test.p)}.`
}

/** The first orders that go with coming back most surely, the better side of the difference first. */
function firstOrderThatReturns({ firstOrders }: RetentionResult, { within }: RetentionSettings): Finding | null {
  const sure = firstOrders.filter(({ q }) => q < SURE)
  const best = sure.find(({ difference }) => difference.value > 0)
  const shown = best ?? sure[0]
  if (!shown) return null
  const { feature, share, low, high, others, difference, q } = shown
  return {
    claim: `A first order ${firstOrderWords(shown)} goes with coming back ${difference.value > 0 ? 'more' : 'less'} often.`,
    evidence: `${percent(share)} of ${plural(shown.customers, 'customer')} ordered again within ${count(within)} days (${percentInterval(low, high)}), against ${percent(others.share)} of the others. ${sure.length === 1 ? 'The only one' : `The surest of ${count(sure.length)}`} among ${count(firstOrders.length)} ${firstOrders.length === 1 ? 'value' : 'values'} compared (q ${q < 0.001 ? '< 0.001' : `= ${decimal(q, 3)}`}); it need not be the cause.`,
    kind: 'fact',
    claims: 'extreme',
    theme: `first ${feature}`,
    money: 0,
    customers: shown.customers,
    certainty: certainty(difference.value, difference, 0),
    who: beganWith(shown, difference.value > 0),
  }
}

function ofRate({ interval: { low, high } }: Rate): string {
  return percentInterval(low, high)
}
