import type { Company } from '../../model/company/company'
import { count, date, days, decimal, money, percent, plural } from '../../shared/format'
import type { Finding } from '../contract/definition'
import { FEW } from '../wording/certainty'
import type { ChurnSettings } from './options'
import { latestYear, pooled } from './rates'
import type { ChurnResult } from './result'
import { allWhoLeft, silentFor } from './sets'
import type { Silences } from './silences'
import { errorsAt, silentOver } from './thresholds'
import { spanOf } from './words'

/** Where no silence means leaving: who is silent, and why that is not said to be leaving. */
export function silent(result: ChurnResult): Finding {
  const { known, gone, silence } = result
  const length = silence!.days
  return {
    claim: `${count(gone)} of ${plural(known, 'customer')} ${gone === 1 ? 'has' : 'have'} been silent for over ${days(length)}.`,
    evidence: `${whyNotLeaving(result)} The other ${count(known - gone)} have ordered since.`,
    kind: 'fact',
    money: 0,
    customers: gone,
    certainty: 1,
    theme: 'silence',
    who: allWhoLeft(result, gone),
  }
}

function whyNotLeaving({ silence, known }: ChurnResult): string {
  const { comeBack, days: length } = silence!
  if (comeBack !== null)
    return `Of those silent for so long ${percent(comeBack, 0)} order again in the time the data show, so it is not called leaving.`
  return known < FEW
    ? 'There are too few customers to tell whether so long a silence is leaving.'
    : `The data show too short a time after ${plural(length, 'day')} of silence to tell how many order again, so it is not called leaving.`
}

/** What those who left had bought. */
export function silentMoney(result: ChurnResult, settings: ChurnSettings, { currency }: Pick<Company, 'currency'>): Finding | null {
  const year = latestYear(result.all, settings.period)
  const churned = year.reduce((sum, period) => sum + (period.money?.churned ?? 0), 0)
  const start = year.reduce((sum, period) => sum + (period.money?.start ?? 0), 0)
  if (churned <= 0 || start <= 0) return null
  const { lost } = pooled(year)
  return {
    claim: `Customers who left in ${spanOf(year, settings)} had brought ${money(Math.round(churned), currency)}.`,
    evidence: `${plural(lost, 'customer')} ordered last in ${year.length === 1 ? 'it' : 'them'}; counted is what they had bought in the 365 days before the ${settings.period} they left in. Of every 100 that all customers there had bought in such a year, ${decimal((100 * churned) / start, 1)} had been bought by those who left in the ${settings.period}.`,
    kind: 'fact',
    money: churned,
    customers: lost,
    certainty: 1,
    theme: 'revenue lost',
  }
}

/** Which silence means leaving or why none does, how often it would have been wrong, and how many hang on it. */
export function silenceRule(result: ChurnResult): Finding {
  const { lengths, days: length } = result.silences!
  const [shorter, gone, longer] = [silentOver(lengths, 0.8 * length), silentOver(lengths, length), silentOver(lengths, 1.2 * length)]
  const means = result.silence!.meansLeaving
  return {
    claim: means ? `Leaving means more than ${plural(length, 'day')} without an order here.` : 'No silence in these data means leaving.',
    evidence: `${means ? '' : 'Of those silent for half the time seen, more than one in five order again. '}${judged(result.silences!)}${count(gone)} are silent for over ${days(length)} now; ${shorter === longer ? 'none changes sides if it moves by a fifth.' : `${count(shorter - longer)} change sides if it moves by a fifth: ${count(shorter)} with a shorter silence, ${count(longer)} with a longer one.`}`,
    kind: 'warning',
    money: 0,
    customers: shorter - longer,
    certainty: 0.3,
    theme: 'silence',
    who: silentFor(Math.floor(0.8 * length), Math.floor(1.2 * length), 'Silent for about as long as counts', shorter - longer),
  }
}

/** Both errors on the day of the cut, as shares of those called gone and of those who never came back. */
function judged({ atCut, cut, days: length }: Silences): string {
  const { called, falseLost, falseKept } = errorsAt(atCut, length)
  const never = atCut.reduce((sum, one) => sum + one.gone, 0)
  if (cut === null || called === 0 || never === 0) return ''
  return `On ${date(cut)} it would have called ${count(called)} gone, of whom ${percent(falseLost / called)} came back; of ${count(never)} who never came back it would have called ${percent(falseKept / never)} there. `
}
