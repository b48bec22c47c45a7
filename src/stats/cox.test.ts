import { expect, test } from 'vitest'
import { reference } from '../../test/support/real-file'
import { AML, hasSurvivalFile, readSurvivalFile, type Followed } from '../../test/support/survival-data'
import { cox } from './cox'
import { proportionality } from './proportional-hazards'
import { random } from './random'
import type { CoxRows } from './risk-sets'

function rowsOf(followed: readonly Followed[], terms: readonly ((one: Followed) => number)[]): CoxRows {
  return {
    time: followed.map(({ time }) => time),
    hasLeft: followed.map(({ hasLeft }) => Number(hasLeft)),
    customers: followed.map(() => 1),
    terms: terms.map((term) => followed.map(term)),
  }
}

const maintained = rowsOf(AML, [({ row }) => Number(row.x === 'Nonmaintained')])

test('aml (R survival 3.5.3, Efron): coefficient 0.9155 (0.5119), ratio 2.498 (0.9159 to 6.813), log-likelihood −42.72484 to −41.03262, C 0.61904762', async () => {
  const fit = (await cox(maintained))!
  const [hazard] = fit.hazards
  expect(hazard!.coefficient).toBeCloseTo(0.9155, 4)
  expect(hazard!.error).toBeCloseTo(0.5119, 4)
  expect(hazard!.ratio).toBeCloseTo(2.498, 3)
  expect(hazard!.low).toBeCloseTo(0.9159, 4)
  expect(hazard!.high).toBeCloseTo(6.813, 3)
  expect(fit.logLikelihood.none).toBeCloseTo(-42.72483926, 7)
  expect(fit.logLikelihood.fitted).toBeCloseTo(-41.0326156, 7)
  expect(fit.concordance).toBeCloseTo(0.61904762, 8)
})

interface Published {
  readonly n: number
  readonly events: number
  readonly coef: Record<string, number>
  readonly se: Record<string, number>
  readonly loglik: readonly [number, number]
  readonly lr_test: number
  readonly concordance: number
}

async function expectPublished(rows: CoxRows, { n, events, coef, se, loglik, lr_test, concordance }: Published) {
  const fit = (await cox(rows))!
  expect([fit.customers, fit.left]).toEqual([n, events])
  for (const [index, name] of Object.keys(coef).entries()) {
    expect(fit.hazards[index]!.coefficient).toBeCloseTo(coef[name]!, 5)
    expect(fit.hazards[index]!.error).toBeCloseTo(se[name]!, 5)
  }
  expect(fit.logLikelihood.none).toBeCloseTo(loglik[0], 3)
  expect(fit.logLikelihood.fitted).toBeCloseTo(loglik[1], 3)
  expect(fit.test.statistic).toBeCloseTo(lr_test, 3)
  expect(fit.concordance).toBeCloseTo(concordance, 4)
}

const LARYNX = 'survival/lifelines_larynx.csv'
test.skipIf(!hasSurvivalFile(LARYNX))('larynx ~ age + stage (R survival 3.5.3, Efron)', async () => {
  const followed = readSurvivalFile(LARYNX, 'time', 'death')
  const columns = ['age', 'Stage_II', 'Stage_III', 'Stage_IV']
  await expectPublished(
    rowsOf(
      followed,
      columns.map(
        (column) =>
          ({ row }) =>
            Number(row[column]),
      ),
    ),
    reference('survival', 'larynx', 'cox_efron'),
  )
})

const TELCO = 'customers/telco_customer_churn.csv'
const readTelco = () => readSurvivalFile(TELCO, 'tenure', 'Churn', (value) => value === 'Yes')
const TELCO_TERMS: ((one: Followed) => number)[] = [
  ({ row }) => Number(row.Contract === 'One year'),
  ({ row }) => Number(row.Contract === 'Two year'),
  ({ row }) => Number(row.MonthlyCharges),
  ({ row }) => Number(row.SeniorCitizen),
  ({ row }) => Number(row.Partner === 'Yes'),
  ({ row }) => Number(row.PaperlessBilling === 'Yes'),
]

test.skipIf(!hasSurvivalFile(TELCO))('telco, 1,869 who left in 72 months, up to 380 at once (R survival 3.5.3, Efron)', async () => {
  await expectPublished(rowsOf(readTelco(), TELCO_TERMS), reference('survival', 'telco', 'cox_efron'))
})

test.skipIf(!hasSurvivalFile(TELCO))('patterns with counts give what their customers one by one give', async () => {
  const terms = [TELCO_TERMS[0]!, TELCO_TERMS[1]!, TELCO_TERMS[4]!]
  const followed = readTelco()
  const patterns = new Map<string, { one: Followed; customers: number }>()
  for (const one of followed) {
    const key = [one.time, one.hasLeft, ...terms.map((term) => term(one))].join()
    patterns.set(key, { one, customers: (patterns.get(key)?.customers ?? 0) + 1 })
  }
  const grouped = [...patterns.values()]
  expect(grouped.length).toBeLessThan(followed.length / 4)
  const whole = (await cox(rowsOf(followed, terms)))!
  const counted = (await cox({
    ...rowsOf(
      grouped.map(({ one }) => one),
      terms,
    ),
    customers: grouped.map(({ customers }) => customers),
  }))!
  for (const [index, hazard] of whole.hazards.entries()) expect(counted.hazards[index]!.coefficient).toBeCloseTo(hazard!.coefficient, 9)
  expect(counted.logLikelihood.fitted).toBeCloseTo(whole.logLikelihood.fitted, 6)
  expect(counted.concordance).toBeCloseTo(whole.concordance!, 10)
})

test('a term that repeats another says nothing of its own, and takes nothing from it', async () => {
  const fit = (await cox({ ...maintained, terms: [maintained.terms[0]!, maintained.terms[0]!] }))!
  expect(fit.hazards[0]!.coefficient).toBeCloseTo(0.9155, 4)
  expect(fit.hazards[1]).toBeNull()
  expect(fit.test.df).toBe(1)
})

test('a term that all who left share, and nobody else, grows without end and gets no ratio', async () => {
  const time = Array.from({ length: 60 }, (_, index) => 1 + (index % 20))
  const hasLeft = time.map((_, index) => Number(index < 30))
  const fit = (await cox({ time, hasLeft, customers: time.map(() => 1), terms: [hasLeft] }))!
  expect(fit.hazards[0]).toBeNull()
})

test('nobody who left, or no term: no fit', async () => {
  expect(await cox({ ...maintained, hasLeft: AML.map(() => 0) })).toBeNull()
  expect(await cox({ ...maintained, terms: [] })).toBeNull()
})

test('units do not matter: a term in thousandths has a thousandth of the coefficient', async () => {
  const milli = { ...maintained, terms: [Array.from(maintained.terms[0]!, (value) => value * 1000)] }
  const fit = (await cox(milli))!
  expect(fit.hazards[0]!.coefficient * 1000).toBeCloseTo((await cox(maintained))!.hazards[0]!.coefficient, 9)
})

const VETERAN = 'survival/R_survival_veteran.csv'
test.skipIf(!hasSurvivalFile(VETERAN))(
  'veteran: the Karnofsky score loses its weight with time, treatment does not (Grambsch & Therneau 1994)',
  async () => {
    const followed = readSurvivalFile(VETERAN, 'time', 'status')
    const fit = (await cox(
      rowsOf(followed, [({ row }) => Number(row.trt), ({ row }) => Number(row.prior), ({ row }) => Number(row.karno)]),
    ))!
    const [trt, , karno, all] = proportionality(fit, [[0], [1], [2], [0, 1, 2]])
    expect(fit.hazards[2]!.coefficient).toBeLessThan(0)
    expect(karno!.drift).toBeGreaterThan(0)
    expect(karno!.p).toBeLessThan(0.01)
    expect(trt!.p).toBeGreaterThan(0.1)
    expect(all!.df).toBe(3)
    expect(all!.p).toBeLessThan(0.01)
  },
)

test('the check of proportionality finds a ratio that fades and, of ratios that hold, about 5 in 100', async () => {
  const next = random(5)
  /** Ratios to the first group up to 0.3 of its mean stay, and after. */
  const draw = (ratios: readonly [early: number, late: number]) => {
    const group = Array.from({ length: 400 }, (_, index) => index % 2)
    const time = group.map((one) => {
      const [early, late] = one ? ratios : [1, 1]
      const wait = -Math.log(next())
      return Math.round(100 * (wait < 0.3 * early ? wait / early : 0.3 + (wait - 0.3 * early) / late))
    })
    const seen = time.map(() => Math.round(300 * next()))
    return {
      time: time.map((value, index) => Math.min(value, seen[index]!)),
      hasLeft: time.map((value, index) => Number(value <= seen[index]!)),
      customers: time.map(() => 1),
      terms: [group],
    }
  }
  const check = async (ratios: readonly [number, number]) => proportionality((await cox(draw(ratios)))!, [[0]])[0]!
  const faded = await check([4, 1])
  expect(faded.p).toBeLessThan(0.001)
  expect(faded.drift).toBeLessThan(0)
  let wrong = 0
  for (let round = 0; round < 200; round++) if ((await check([2, 2])).p < 0.05) wrong++
  expect(wrong).toBeGreaterThan(2)
  expect(wrong).toBeLessThan(22)
})
