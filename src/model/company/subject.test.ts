import { expect, test } from 'vitest'
import { suggestInline } from '../../../test/support/suggest-inline'
import { buildCompany } from './build'
import { subjectOf } from './subject'

test.each([
  ['case:concept:name', 'concept:name', 'case'],
  ['Case ID', 'Activity', 'case'],
  ['Fallnummer', 'Aktivität', 'case'],
  ['user_id', 'event', 'customer'],
])('a log by %s is about a %s (M11)', async (id, event, subject) => {
  const log = Array.from({ length: 60 }, (_, index) => ({
    [id]: `X${index >> 2}`,
    [event]: ['open', 'work', 'wait', 'close'][index % 4]!,
    timestamp: `2024-01-${10 + (index >> 2)}T1${index % 4}:00:00`,
  }))
  const { engine, tables, suggestion } = await suggestInline({ 'log.csv': log })
  const { mapping } = suggestion
  expect((await buildCompany(engine, mapping, tables)).subject.one).toBe(subject)
  const [table] = mapping.tables
  const chosen = { ...table!, bindings: table!.bindings.map((binding) => ({ ...binding, confidence: 1 })) }
  expect(subjectOf({ tables: [chosen] }, tables).one).toBe('customer')
})
