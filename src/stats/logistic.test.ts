import { expect, test } from 'vitest'
import { hasRealFile, reference } from '../../test/support/real-file'
import { readSurvivalFile } from '../../test/support/survival-data'
import { brier, logLoss } from './predictions'
import { fitLogistic, logistic, logOdds } from './logistic'
import { random } from './random'
import { aucOf } from './roc'

/** Motor Trend's 32 cars as R has them: weight, horsepower, manual gear. */
const MTCARS =
  '2.62,110,1 2.875,110,1 2.32,93,1 3.215,110,0 3.44,175,0 3.46,105,0 3.57,245,0 3.19,62,0 3.15,95,0 3.44,123,0 3.44,123,0 4.07,180,0 3.73,180,0 3.78,180,0 5.25,205,0 5.424,215,0 5.345,230,0 2.2,66,1 1.615,52,1 1.835,65,1 2.465,97,0 3.52,150,0 3.435,150,0 3.84,245,0 3.845,175,0 1.935,66,1 2.14,91,1 1.513,113,1 3.17,264,1 2.77,175,1 3.57,335,1 2.78,109,1'
    .split(' ')
    .map((row) => row.split(',').map(Number))

const [weight, power, manual] = [0, 1, 2].map((place) => Float64Array.from(MTCARS, (row) => row[place]!))

test('mtcars, am ~ wt + hp without a penalty (R 4.2.2): 18.8662987, −8.0834752, 0.0362556, deviance 10.0591105', () => {
  const fit = fitLogistic([weight!, power!], manual!)
  expect(fit.isConverged).toBe(true)
  expect(fit.intercept).toBeCloseTo(18.8662987, 6)
  expect(fit.coefficients[0]).toBeCloseTo(-8.0834752, 6)
  expect(fit.coefficients[1]).toBeCloseTo(0.0362556, 6)
  expect(fit.deviance).toBeCloseTo(10.0591105, 6)
})

test('mtcars: AUC 0.9838057, Brier 0.0465924, log loss 0.1571736', () => {
  const fit = fitLogistic([weight!, power!], manual!)
  const p = Float64Array.from(manual!, (_, row) => logistic(logOdds(fit, [weight!, power!], row)))
  expect(aucOf(p, manual!)!.auc).toBeCloseTo(0.9838057, 7)
  expect(brier(p, manual!)).toBeCloseTo(0.0465924, 6)
  expect(logLoss(p, manual!)).toBeCloseTo(0.1571736, 6)
})

const TELCO = 'customers/telco_customer_churn.csv'

test.skipIf(!hasRealFile(TELCO))(
  'Telco, churn ~ tenure + MonthlyCharges + Contract (R 4.2.2): coefficients and standard errors to 1e-5',
  () => {
    const rows = readSurvivalFile(TELCO, 'tenure', 'Churn', (value) => value === 'Yes')
    const column = (of: (row: Readonly<Record<string, string>>) => number) => Float64Array.from(rows, ({ row }) => of(row))
    const fit = fitLogistic(
      [
        column((row) => Number(row.tenure)),
        column((row) => Number(row.MonthlyCharges)),
        column((row) => Number(row.Contract === 'One year')),
        column((row) => Number(row.Contract === 'Two year')),
      ],
      rows.map(({ hasLeft }) => Number(hasLeft)),
    )
    const expected = reference<{ coef: Record<string, number>; se: Record<string, number>; deviance: number }>(
      'survival',
      'telco',
      'glm_small',
    )
    for (const [index, value] of Object.values(expected.coef).entries())
      expect([fit.intercept, ...fit.coefficients][index]).toBeCloseTo(value, 5)
    for (const [index, value] of Object.values(expected.se).entries()) expect(fit.errors[index]).toBeCloseTo(value, 5)
    expect(fit.deviance).toBeCloseTo(expected.deviance, 4)
  },
)

function made(rows: number) {
  const next = random(3)
  const columns = [0, 1, 2].map(() => Float64Array.from({ length: rows }, () => next() * 4 - 2))
  const labels = Uint8Array.from({ length: rows }, (_, row) => Number(next() < 1 / (1 + Math.exp(1 - columns[0]![row]! * 2))))
  return { columns, labels }
}

test('the probabilities add up to those who left, with and without a penalty', () => {
  const { columns, labels } = made(500)
  const left = labels.reduce((sum, label) => sum + label, 0)
  for (const penalty of [0, 1, 100]) {
    const fit = fitLogistic(columns, labels, { penalty })
    const foreseen = labels.reduce((sum, _, row) => sum + logistic(logOdds(fit, columns, row)), 0)
    expect(foreseen).toBeCloseTo(left, 4)
  }
})

test('a penalty without end gives everybody the base rate', () => {
  const { columns, labels } = made(300)
  const fit = fitLogistic(columns, labels, { penalty: 1e12 })
  const rate = labels.reduce((sum, label) => sum + label, 0) / 300
  for (const coefficient of fit.coefficients) expect(Math.abs(coefficient)).toBeLessThan(1e-8)
  expect(logistic(fit.intercept)).toBeCloseTo(rate, 6)
})

test('a column of one value, a copy of another and a perfect one leave finite coefficients', () => {
  const { columns, labels } = made(200)
  const flat = new Float64Array(200).fill(3)
  const fit = fitLogistic([columns[0]!, columns[0]!, flat], labels)
  expect(fit.coefficients[1]).toBe(0)
  expect(fit.coefficients[2]).toBe(0)
  const perfect = fitLogistic([Float64Array.from(labels)], labels, { penalty: 1 })
  expect([...perfect.coefficients, perfect.intercept].every(Number.isFinite)).toBe(true)
  const separated = fitLogistic([Float64Array.from(labels)], labels)
  expect([...separated.coefficients, separated.intercept].every(Number.isFinite)).toBe(true)
})
