import { expect, test } from 'vitest'
import { openReal } from '../../test/support/open-whole'
import { hasRealFile } from '../../test/support/real-file'
import { suggestInline } from '../../test/support/suggest-inline'
import { buildCompany } from '../model/company/build'
import { openRun } from '../model/runtime/session'
import { ANALYSES } from './index'
import { canRun, lackOf } from './contract/needs'
import { withRun, type Environment } from './contract/run'

/** 120 cases that open, are worked on, wait (one in three) and close. */
const log = Array.from({ length: 120 }, (_, place) => {
  const steps = place % 3 === 0 ? ['open', 'work', 'wait', 'work', 'close'] : ['open', 'work', 'close']
  return steps.map((Activity, minute) => ({
    'Case ID': `X${place}`,
    Activity,
    Timestamp: new Date(Date.UTC(2024, 0, 1 + place, 9, minute)).toISOString().slice(0, 19),
  }))
}).flat()

async function openLog(): Promise<Environment> {
  const { engine, tables, suggestion } = await suggestInline({ 'log.csv': log })
  return { engine, company: await buildCompany(engine, suggestion.mapping, tables), filter: null, segments: [], openRun }
}

/** All that the pages say, by page. */
async function said(environment: Environment): Promise<ReadonlyMap<string, readonly string[]>> {
  const pages = new Map<string, readonly string[]>()
  for (const analysis of ANALYSES.filter((one) => canRun(one, environment.company))) {
    const { findings, action } = await withRun(environment, analysis, {}, undefined, (run) => Promise.resolve(run.outcome()))
    pages.set(analysis.id, [
      ...findings.map(({ claim, evidence }) => `${claim} ${evidence}`),
      ...(action ? [`${action.text} ${action.note}`] : []),
    ])
  }
  return pages
}

const SHUT = ['churn', 'survival', 'lifecycle', 'drivers', 'risk']

test('M11: a log of cases is told as cases on every page that runs, and pages about leaving say why they stay shut', async () => {
  const environment = await openLog()
  expect(environment.company.subject.many).toBe('cases')
  const pages = await said(environment)
  expect([...pages.keys()]).toEqual(['insights', 'overview', 'clusters', 'rules', 'personas', 'explore', 'customer', 'paths'])
  for (const [page, texts] of pages) for (const text of texts) expect(text, page).not.toMatch(/customer|silent|come back|came back/i)
  expect(pages.get('overview')![0]).toMatch(/^120 cases are in the data\. They hold 440 events\./)
  for (const analysis of ANALYSES.filter(({ id }) => SHUT.includes(id)))
    expect(lackOf(analysis, environment.company)?.short, analysis.id).toBe('needs customers, not cases')
})

const HELPDESK = 'events/helpdesk.csv'

test.skipIf(!hasRealFile(HELPDESK))('M11: the helpdesk log says cases, never customers', async () => {
  const pages = await said({ ...(await openReal(HELPDESK)), filter: null, segments: [], openRun })
  expect(pages.get('overview')![0]).toMatch(/^4,580 cases are in the data\./)
  for (const [page, texts] of pages) for (const text of texts) expect(text, page).not.toMatch(/\bcustomers?\b/i)
})
