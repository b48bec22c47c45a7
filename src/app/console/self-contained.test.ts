import { expect, test } from 'vitest'
import { openCompany } from '../../../test/support/open-company'
import { runAnalysis } from '../../analyses/contract/run'
import { canRun } from '../../analyses/contract/needs'
import { ANALYSES } from '../../analyses'
import { openRun } from '../../model/runtime/session'
import { ask } from '../../worker/console'
import { selfContained } from './self-contained'

const LONG = ['insights', 'changes', 'risk', 'drivers', 'churn']

test('the SQL of every page runs in the console as it is opened there, and gives as many rows', async () => {
  const opened = await openCompany({
    orders: Array.from({ length: 240 }, (_, index) => ({
      order_id: `o${index}`,
      customer_id: `c${(index * 7) % 40}`,
      ordered_at: `2024-${String(1 + (index % 12)).padStart(2, '0')}-1${index % 10}`,
      revenue: 10 + (index % 17),
      channel: index % 3 ? 'web' : 'shop',
    })),
  })
  const environment = { ...opened, filter: null, segments: [], openRun }
  const faults: string[] = []
  for (const analysis of ANALYSES) {
    if (LONG.includes(analysis.id) || !canRun(analysis, opened.company)) continue
    const { queries } = await runAnalysis(environment, analysis, {})
    for (const [index, one] of queries.entries()) {
      if (/^create table|^insert into/i.test(one.sql)) continue
      const { rows } = await ask(environment, opened.tables, selfContained(queries, index), undefined).catch((error: Error) => {
        faults.push(`${analysis.id}, ${one.name}: ${error.message.split('\n')[0]!}`)
        return { rows: null }
      })
      const isMade = /^create or replace/i.test(one.sql)
      if (rows && !isMade && rows.length !== one.rows) faults.push(`${analysis.id}, ${one.name}: ${rows.length} rows, not ${one.rows}`)
    }
  }
  expect(faults).toEqual([])
})
