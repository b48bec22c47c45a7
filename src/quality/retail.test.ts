import { expect, test } from 'vitest'
import { hasRetail, openRetail, RETAIL_MAPPING } from '../../test/support/open-retail'
import { inspect } from './inspect'

test.skipIf(!hasRetail)(
  'Online Retail: 5,268 rows repeat an earlier one, as pandas.DataFrame.duplicated counts them, and the shop is closed over Christmas',
  async () => {
    const { engine, tables } = await openRetail()
    const mapping = { version: 1, tables: [RETAIL_MAPPING], returns: 'net', asOf: null, currency: 'GBP' } as const
    const { findings, merges } = await inspect(engine, tables, mapping, '2026-11-22')
    expect(findings.map(({ rule, rows, fix }) => [rule, rows, fix !== null])).toEqual([
      ['rows without a customer', 135_080, false],
      ['outlying amounts', 10, true],
      ['repeated rows', 5268, true],
      ['gaps in time', 0, false],
    ])
    expect(findings.at(-1)!.evidence).toContain('from 24 December 2010 to 3 January 2011 (11 days)')
    expect(merges.total).toBe(0)
  },
  180_000,
)
