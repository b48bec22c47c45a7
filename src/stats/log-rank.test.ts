import { expect, test } from 'vitest'
import { reference } from '../../test/support/real-file'
import { AML, groupsOf, hasSurvivalFile, readSurvivalFile } from '../../test/support/survival-data'
import type { Stay } from './kaplan-meier'
import { logRank } from './log-rank'
import { random } from './random'

test('aml (R survival 3.5.3): 7 and 11 left, 10.689336 and 7.310664 expected, χ² 3.396389, p 0.0653393', () => {
  const found = logRank(Object.values(groupsOf(AML, 'x')))
  expect(found.observed).toEqual([7, 11])
  expect(found.expected[0]).toBeCloseTo(10.689336, 6)
  expect(found.expected[1]).toBeCloseTo(7.310664, 6)
  expect(found.statistic).toBeCloseTo(3.396389, 6)
  expect(found.p).toBeCloseTo(0.0653393, 7)
  expect(found.df).toBe(1)
})

interface Published {
  readonly chisq: number
  readonly df: number
  readonly p: number
  readonly n?: readonly number[]
  readonly observed?: readonly number[]
  readonly expected?: readonly number[]
}

const TELCO = 'customers/telco_customer_churn.csv'
const yes = (value: string) => value === 'Yes'

const COMPARISONS = [
  ...['Contract', 'InternetService', 'PaymentMethod', 'gender'].map(
    (column) => [`telco by ${column}`, TELCO, 'tenure', 'Churn', yes, column, ['telco', 'logrank', column]] as const,
  ),
  ['waltons', 'survival/lifelines_waltons_dataset.csv', 'T', 'E', undefined, 'group', ['waltons', 'logrank']],
  ['gbsg2 by horTh', 'survival/lifelines_gbsg2.csv', 'time', 'cens', undefined, 'horTh', ['gbsg2', 'logrank_horTh']],
  ['veteran by trt', 'survival/R_survival_veteran.csv', 'time', 'status', undefined, 'trt', ['veteran', 'logrank_trt']],
  ['veteran by celltype', 'survival/R_survival_veteran.csv', 'time', 'status', undefined, 'celltype', ['veteran', 'logrank_celltype']],
  ['dd by regime', 'survival/lifelines_dd.csv', 'duration', 'observed', undefined, 'regime', ['more_logrank', 'dd_regime']],
  ['dd by democracy', 'survival/lifelines_dd.csv', 'duration', 'observed', undefined, 'democracy', ['more_logrank', 'dd_democracy']],
  ['lymphoma by stage', 'survival/lifelines_lymphoma.csv', 'Time', 'Censor', undefined, 'Stage_group', ['more_logrank', 'lymphoma_stage']],
] as const

for (const [name, path, time, event, isEvent, column, place] of COMPARISONS)
  test.skipIf(!hasSurvivalFile(path))(`${name}: the log-rank test of reference.json (R survival 3.5.3)`, () => {
    const groups = groupsOf(readSurvivalFile(path, time, event, isEvent), column)
    const found = logRank(Object.values(groups))
    const { chisq, df, p, observed, expected } = reference<Published>('survival', ...place)
    expect(found.statistic).toBeCloseTo(chisq, 4)
    expect(found.df).toBe(df)
    if (p > 0) expect(found.p / p).toBeCloseTo(1, 4)
    else expect(found.p).toBe(0)
    // The reference orders groups as R orders levels; sums by size compare whatever the order.
    const sorted = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)
    if (observed) expect(sorted(found.observed)).toEqual(sorted(observed))
    if (expected) for (const [index, value] of sorted(expected).entries()) expect(sorted(found.expected)[index]).toBeCloseTo(value, 4)
  })

test('as many leave as are expected to, and the order of groups does not matter', () => {
  const groups = Object.values(groupsOf(AML, 'x'))
  const found = logRank(groups)
  const total = (numbers: readonly number[]) => numbers.reduce((sum, value) => sum + value, 0)
  expect(total(found.expected)).toBeCloseTo(total(found.observed), 9)
  expect(logRank(groups.toReversed()).statistic).toBeCloseTo(found.statistic, 9)
})

test('groups that nobody can leave from are not compared; one group is no comparison', () => {
  const [one, other] = Object.values(groupsOf(AML, 'x')) as [Stay[], Stay[]]
  expect(logRank([one, other, []]).df).toBe(1)
  expect(logRank([one, other, []]).statistic).toBeCloseTo(3.396389, 6)
  expect(logRank([one])).toMatchObject({ statistic: 0, df: 0, p: 1 })
  expect(logRank([])).toMatchObject({ statistic: 0, df: 0, p: 1 })
})

test('of groups that leave alike, about 5 in 100 differ at p < 0.05', () => {
  const next = random(11)
  let differing = 0
  for (let round = 0; round < 1000; round++) {
    const group = () => {
      const stays = new Map<number, { left: number; staying: number }>()
      for (let person = 0; person < 40; person++) {
        const [leaves, seen] = [Math.ceil(-20 * Math.log(next())), Math.ceil(30 * next())]
        const time = Math.min(leaves, seen)
        const stay = stays.get(time) ?? { left: 0, staying: 0 }
        stays.set(time, leaves <= seen ? { ...stay, left: stay.left + 1 } : { ...stay, staying: stay.staying + 1 })
      }
      return [...stays].map(([time, stay]) => ({ time, ...stay })).sort((a, b) => a.time - b.time)
    }
    if (logRank([group(), group(), group()]).p < 0.05) differing++
  }
  expect(differing).toBeGreaterThan(30)
  expect(differing).toBeLessThan(75)
})
