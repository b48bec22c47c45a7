import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reference } from '../../test/support/real-file'
import { AML, groupsOf, hasSurvivalFile, readSurvivalFile, staysOf } from '../../test/support/survival-data'
import { random } from './random'
import { atRiskAt, curveAfter, kaplanMeier, medianStay, stepAt, type Stay } from './kaplan-meier'

const aml = groupsOf(AML, 'x')

test('aml, maintained (R survival 3.5.3): at risk, S, standard error and log-log interval at every death', () => {
  const steps = kaplanMeier(aml.Maintained!).filter(({ left }) => left > 0)
  const expected = [
    [9, 11, 0.9090909, 0.0866784, 0.5080802, 0.9866738],
    [13, 10, 0.8181818, 0.1162913, 0.4474286, 0.9511622],
    [18, 8, 0.7159091, 0.139665, 0.3501904, 0.899024],
    [23, 7, 0.6136364, 0.1526323, 0.265752, 0.8352992],
    [31, 5, 0.4909091, 0.1641933, 0.1673309, 0.7533998],
    [34, 4, 0.3681818, 0.1626689, 0.0928296, 0.6570408],
    [48, 2, 0.1840909, 0.1534928, 0.0117385, 0.5250148],
  ]
  expect(steps).toHaveLength(expected.length)
  for (const [index, [time, atRisk, survival, error, low, high]] of expected.entries()) {
    const step = steps[index]!
    expect([step.time, step.atRisk]).toEqual([time, atRisk])
    expect(step.survival).toBeCloseTo(survival!, 6)
    expect(step.error).toBeCloseTo(error!, 6)
    expect(step.low).toBeCloseTo(low!, 6)
    expect(step.high).toBeCloseTo(high!, 6)
  }
})

test('aml medians: 31 (13, not reached) and 23 (5, 33)', () => {
  expect(medianStay(kaplanMeier(aml.Maintained!))).toEqual({ median: 31, low: 13, high: null })
  expect(medianStay(kaplanMeier(aml.Nonmaintained!))).toEqual({ median: 23, low: 5, high: 33 })
})

test('where the last one leaves the curve ends at nothing and has no interval there', () => {
  const last = kaplanMeier(aml.Nonmaintained!).at(-1)!
  expect(last).toMatchObject({ time: 45, atRisk: 1, survival: 0, error: null, low: null, high: null })
})

test('a curve between its steps holds the last value, and counts who is still followed', () => {
  const curve = kaplanMeier(aml.Maintained!)
  expect(stepAt(curve, 8.9)).toBeNull()
  expect(stepAt(curve, 9)!.survival).toBe(stepAt(curve, 12.9)!.survival)
  expect([0, 9, 9.1, 13, 45, 48, 161, 162].map((time) => atRiskAt(curve, time))).toEqual([11, 11, 10, 10, 3, 2, 1, 0])
})

test('exactly a half is a median, whatever the rounding', () => {
  const tenths = Array.from({ length: 10 }, (_, index) => ({ time: index + 1, left: 1, staying: 0 }))
  expect(medianStay(kaplanMeier(tenths)).median).toBe(5)
})

test('nobody, nobody who left, and all at once', () => {
  expect(kaplanMeier([])).toEqual([])
  expect(medianStay([])).toEqual({ median: null, low: null, high: null })
  // Four who all stay: the share there that lets that happen in one case of twenty, not 1 for sure (Clopper & Pearson 1934).
  expect(kaplanMeier([{ time: 3, left: 0, staying: 4 }])).toMatchObject([{ atRisk: 4, survival: 1, low: 0.05 ** (1 / 4), high: 1 }])
  expect(medianStay(kaplanMeier([{ time: 3, left: 4, staying: 0 }]))).toEqual({ median: 3, low: 3, high: null })
})

const stays = fc
  .uniqueArray(fc.record({ time: fc.integer({ min: 0, max: 60 }), left: fc.nat(9), staying: fc.nat(9) }), {
    selector: ({ time }) => time,
    maxLength: 20,
  })
  .map((list): Stay[] => list.sort((a, b) => a.time - b.time))

test('a curve never rises, stays within its interval, and without censoring is the share still there', () => {
  fc.assert(
    fc.property(stays, (list) => {
      const curve = kaplanMeier(list)
      let before = 1
      for (const { survival, low, high, atRisk, left } of curve) {
        expect(survival).toBeLessThanOrEqual(before)
        expect(left).toBeLessThanOrEqual(atRisk)
        if (low !== null && high !== null) {
          expect(low).toBeLessThanOrEqual(survival + 1e-12)
          expect(high).toBeGreaterThanOrEqual(survival - 1e-12)
          expect(low >= 0 && high <= 1).toBe(true)
        }
        before = survival
      }
      const whole = list.map((stay) => ({ ...stay, staying: 0 }))
      const all = whole.reduce((sum, { left }) => sum + left, 0)
      let gone = 0
      for (const [index, step] of kaplanMeier(whole).entries()) {
        gone += whole[index]!.left
        if (all > 0) expect(step.survival).toBeCloseTo(1 - gone / all, 9)
      }
    }),
  )
})

test('the curve from a time on times the share there is the whole curve', () => {
  fc.assert(
    fc.property(stays, fc.integer({ min: 0, max: 60 }), (list, time) => {
      const curve = kaplanMeier(list)
      const there = stepAt(curve, time)?.survival ?? 1
      for (const step of curveAfter(curve, time)) expect(step.survival * there).toBeCloseTo(stepAt(curve, step.time)!.survival, 12)
    }),
  )
})

interface Published {
  readonly n: number
  readonly events: number
  readonly median: number | null
  readonly at: readonly { readonly t: number; readonly n_risk: number; readonly S: number; readonly se: number | null }[]
}

const FILES = [
  ['waltons', 'survival/lifelines_waltons_dataset.csv', 'T', 'E', 'by_group', 'group'],
  ['gbsg2', 'survival/lifelines_gbsg2.csv', 'time', 'cens', 'by_horTh', 'horTh'],
  ['veteran', 'survival/R_survival_veteran.csv', 'time', 'status', 'by_celltype', 'celltype'],
] as const

for (const [name, path, time, event, key, column] of FILES)
  test.skipIf(!hasSurvivalFile(path))(`${name} by ${column} (R survival 3.5.3): medians, at risk, S and standard errors`, () => {
    const groups = groupsOf(readSurvivalFile(path, time, event), column)
    const published = reference<Record<string, Published>>('survival', name, key)
    for (const [label, { n, events, median, at }] of Object.entries(published))
      expectPublished(groups[label.slice(column.length + 1)]!, { n, events, median, at })
  })

test.skipIf(!hasSurvivalFile('survival/lifelines_larynx.csv'))('larynx by stage, whose times have decimals (R survival 3.5.3)', () => {
  const followed = readSurvivalFile('survival/lifelines_larynx.csv', 'time', 'death').map((one) => ({
    ...one,
    row: { ...one.row, stage: String(1 + 1 * Number(one.row.Stage_II) + 2 * Number(one.row.Stage_III) + 3 * Number(one.row.Stage_IV)) },
  }))
  const groups = groupsOf(followed, 'stage')
  for (const [label, group] of Object.entries(reference<Record<string, Published>>('survival', 'larynx', 'by_stage')))
    expectPublished(groups[label.slice('stage='.length)]!, group)
})

test.skipIf(!hasSurvivalFile('customers/telco_customer_churn.csv'))(
  'Telco month-to-month: median 35 (32 to 38) and log-log intervals at 12, 24 and 36 months',
  () => {
    const followed = readSurvivalFile('customers/telco_customer_churn.csv', 'tenure', 'Churn', (value) => value === 'Yes')
    const curve = kaplanMeier(groupsOf(followed, 'Contract')['Month-to-month']!)
    const { median, low, high } = medianStay(curve)
    const known = reference<{ telco_month_to_month: number[]; telco_mtm_loglog: number[][] }>('survival', 'log_log_confidence_intervals')
    expect([median, low, high]).toEqual(known.telco_month_to_month)
    for (const [time, survival, from, to] of known.telco_mtm_loglog) {
      const step = stepAt(curve, time!)!
      expect(step.survival).toBeCloseTo(survival!, 6)
      expect(step.low).toBeCloseTo(from!, 6)
      expect(step.high).toBeCloseTo(to!, 6)
    }
    expectPublished(staysOf(followed), reference('survival', 'telco', 'overall'), 7032)
  },
)

function expectPublished(list: readonly Stay[], { n, events, median, at }: Published, atFirst?: number) {
  const curve = kaplanMeier(list)
  expect(curve[0]!.atRisk).toBe(n)
  expect(list.reduce((sum, { left }) => sum + left, 0)).toBe(events)
  expect(medianStay(curve).median).toBe(median)
  if (atFirst !== undefined) expect(atRiskAt(curve, 1)).toBe(atFirst)
  for (const { t, n_risk, S, se } of at) {
    expect(atRiskAt(curve, t)).toBe(n_risk)
    expect(stepAt(curve, t)!.survival).toBeCloseTo(S, 5)
    if (se !== null) expect(stepAt(curve, t)!.error).toBeCloseTo(se, 5)
  }
}

test('of twenty customers followed, the interval covers the truth in 92 to 97 of 100 cases, also while nobody has left (82 before)', () => {
  const next = random(20)
  for (const truth of [0.95, 0.9, 0.8, 0.5]) {
    const rate = -Math.log(truth)
    let covered = 0
    const cases = 2000
    for (let one = 0; one < cases; one++) {
      const ends = Array.from({ length: 20 }, () => ({ left: -Math.log(1 - next()) / rate, seen: 0.3 + 1.7 * next() }))
        .map(({ left, seen }) => ({ time: Math.min(left, seen), left: Number(left <= seen), staying: Number(left > seen) }))
        .toSorted((a, b) => a.time - b.time)
      const step = stepAt(kaplanMeier(ends), 1)
      if ((step?.low ?? 0) <= truth && truth <= (step?.high ?? 1)) covered++
    }
    expect(covered / cases, String(truth)).toBeGreaterThan(0.92)
    expect(covered / cases, String(truth)).toBeLessThan(0.98)
  }
})
