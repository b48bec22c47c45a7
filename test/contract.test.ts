import { beforeAll, describe, expect, test } from 'vitest'
import { ANALYSES, analysisById } from '../src/analyses'
import type { AnyAnalysis, CustomerSet } from '../src/analyses/contract/definition'
import { canRun, lackOf } from '../src/analyses/contract/needs'
import { selectCustomers } from '../src/analyses/customer-sets/customers'
import { COMPANIES, SECRETS } from './support/contract-companies'
import { environmentOf, lookAt, type Looked, type Opened } from './support/environment'

const readmes = import.meta.glob<string>('../src/analyses/*/README.md', { query: '?raw', import: 'default', eager: true })
const [readme] = Object.values(import.meta.glob<string>('../README.md', { query: '?raw', import: 'default', eager: true }))
const IDS = ANALYSES.map(({ id }) => id)

/** The columns of each table, in their order, as the README under the analysis names them. */
function namedColumns(id: string): Readonly<Record<string, readonly string[]>> {
  const [, list = ''] = readmes[`../src/analyses/${id}/README.md`]!.split('\n## Exports\n')
  const lines = list.split('\n').filter((line) => line.startsWith('- '))
  return Object.fromEntries(
    lines.map((line) => {
      const [table, ...columns] = [...line.matchAll(/`([^`]+)`/g)].map(([, name]) => name!)
      return [table!, columns]
    }),
  )
}

/** `mean_…` names every column that begins so: one for each feature that the data have. */
function isNamed(column: string, name: string): boolean {
  return name.endsWith('…') ? column.startsWith(name.slice(0, -1)) : column === name
}

/** Columns that exports were seen to have, by analysis and table. */
const seen = new Map<string, Set<string>>()

/** Whatever of the exports is not finite, not of the README's columns, or of another shape than the row before. */
function exportFaults(id: string, { tables }: Looked<unknown>): string[] {
  const named = namedColumns(id)
  return Object.entries(tables).flatMap(([table, rows]) => {
    const columns = Object.keys(rows[0] ?? {})
    for (const column of columns) seen.set(`${id}.${table}`, (seen.get(`${id}.${table}`) ?? new Set()).add(column))
    const inOrder = named[table]?.flatMap((name) => columns.filter((column) => isNamed(column, name))).join()
    return [
      ...(named[table] ? [] : [`the README has no table ${table}`]),
      ...(inOrder === columns.join() ? [] : [`${table} has ${columns.join()}, and the README says ${inOrder}`]),
      ...(rows.every((row) => Object.keys(row).join() === columns.join()) ? [] : [`rows of ${table} differ in their columns`]),
      ...rows.flatMap((row) =>
        Object.entries(row)
          .filter(([, value]) =>
            typeof value === 'number' ? !Number.isFinite(value) : !['string', 'boolean'].includes(typeof value) && value !== null,
          )
          .map(([column, value]) => `${table}.${column} is ${String(value)}`),
      ),
    ]
  })
}

function sentenceFaults({ findings, action }: Looked<unknown>): string[] {
  const texts = [...findings.flatMap(({ claim, evidence }) => [claim, evidence]), action?.text ?? '', action?.note ?? '']
  return [
    ...texts.filter((text) => /\b(NaN|undefined|null|Infinity)\b|\[object/.test(text)),
    ...findings.filter(({ claim }) => claim.split(/\s+/).length > 14).map(({ claim }) => `over 14 words: ${claim}`),
    ...findings
      .filter(({ certainty, money, customers }) => !(certainty >= 0 && certainty <= 1 && Number.isFinite(money) && customers >= 0))
      .map(({ claim }) => `cannot be ranked: ${claim}`),
  ]
}

describe.each(Object.entries(COMPANIES))('%s', (name, open) => {
  let opened: Opened
  const looks = new Map<string, Promise<Looked<unknown>>>()

  beforeAll(async () => {
    opened = await open()
  })

  /** What is exported under a breakdown too, where the page has one. */
  const look = (analysis: AnyAnalysis, by = '') => {
    const key = `${analysis.id} ${by}`
    if (!looks.has(key)) looks.set(key, lookAt({ ...opened, run: (other) => look(other) }, analysis, { by }))
    return looks.get(key)!
  }

  test.each(IDS)('%s says and exports what it may, and its sets have as many customers as they say', async (id) => {
    const analysis = analysisById(id)!
    if (!canRun(analysis, opened.company)) {
      expect(lackOf(analysis, opened.company)).toMatchObject({
        short: expect.stringMatching(/^needs /),
        sentence: expect.stringMatching(/\.$/),
      })
      return
    }
    const environment = environmentOf(opened)
    const isSplit = Object.values(analysis.options as Record<string, { kind: string }>).some(({ kind }) => kind === 'breakdown')
    const [attribute] = opened.company.attributes
    for (const by of isSplit && attribute ? ['', attribute.id] : ['']) {
      const looked = await look(analysis, by)
      const { settings, findings, action, tables, result } = looked
      expect(structuredClone(result)).toEqual(result)
      expect([...exportFaults(id, looked), ...sentenceFaults(looked)]).toEqual([])
      const sets = [...findings.map(({ who }) => who), action?.who].filter((who): who is CustomerSet => who !== undefined)
      for (const who of sets)
        expect([who.name, (await selectCustomers(environment, { analysis: id, settings, who }, 0, 1)).total]).toEqual([who.name, who.count])
      if (name === 'a masked shop') expect(JSON.stringify([findings, action, tables])).not.toMatch(SECRETS)
    }
  })
})

test('every analysis runs on the company of which everything is known', async () => {
  const [open] = Object.values(COMPANIES)
  const { company } = await open!()
  expect(ANALYSES.filter((analysis) => !canRun(analysis, company)).map(({ id }) => id)).toEqual([])
})

test.each(IDS)('%s: the README names no table or column that is never exported', (id) => {
  const absent = Object.entries(namedColumns(id)).flatMap(([table, columns]) =>
    columns
      .filter((column) => ![...(seen.get(`${id}.${table}`) ?? [])].some((one) => isNamed(one, column)))
      .map((column) => `${table}.${column}`),
  )
  expect(absent).toEqual([])
})

test('the README has a row for every page, in the order of the rail', () => {
  const rows = [...readme!.matchAll(/^\| `([a-z]+)` \|/gm)].map(([, id]) => id!)
  expect(rows.filter((id) => id !== 'sources')).toEqual(IDS)
})
