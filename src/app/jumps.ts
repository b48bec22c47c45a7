import type { Options } from '../analyses/contract/definition'
import { pageById } from '../analyses/pages'
import { capital } from '../analyses/wording/fractions'
import { count } from '../shared/format'
import type { App } from './context'
import { pageEntry, railGroups } from './pages'
import { savePage } from './save'
import { savesAs } from './workbooks/saves-as.svelte'

/** One place or act of the palette. */
export interface Jump {
  readonly id: string
  readonly label: string
  /** What it is, at the right: "finding", "segment, 357". */
  readonly hint: string
  /** Also found under these words. */
  readonly words?: string
  go(): unknown
}

/** Everything the palette can reach: pages, findings read so far, kept segments, what to filter by, the page's settings, exports, and what changes the data. */
export function jumps(app: App): Jump[] {
  return [...pages(app), ...findings(app), ...segments(app), ...fields(app), ...settings(app), ...exports(app), ...acts(app)]
}

/** All words typed must occur; what begins with them stands first, the rest keep their order. */
export function matching(all: readonly Jump[], typed: string, most = 40): Jump[] {
  const words = plain(typed).split(/\s+/).filter(Boolean)
  const scored = all.flatMap((jump) => {
    const label = plain(jump.label)
    const text = `${label} ${plain(jump.words ?? '')} ${plain(jump.hint)}`
    if (!words.every((word) => text.includes(word))) return []
    return [{ jump, rank: label.startsWith(words[0] ?? '') ? 0 : 1 }]
  })
  return scored
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ jump }) => jump)
}

/** A customer by what was typed; the page finds who is meant. */
export function customerJump({ route, workspace }: App, typed: string): Jump[] {
  const words = typed.trim()
  if (!workspace.company || words.length < 2) return []
  return [
    { id: 'customer', label: `${capital(workspace.subject.one)} “${words}”`, hint: 'find', go: () => route.go('customer', { id: words }) },
  ]
}

const plain = (text: string) => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()

function pages({ route, workspace }: App): Jump[] {
  return railGroups(workspace.company).flatMap((group) =>
    group.pages.map((page) => ({
      id: `page ${page.id}`,
      label: page.name,
      hint: page.lacks ?? 'page',
      words: `${page.question} ${group.question}`,
      go: () => route.go(page.id),
    })),
  )
}

function findings({ route, workspace }: App): Jump[] {
  return workspace.findings.flatMap(({ page, name, findings }) =>
    findings.map((finding, index) => ({
      id: `finding ${page} ${index}`,
      label: finding.claim.replace(/\.$/, ''),
      hint: `finding, ${name}`,
      words: finding.evidence,
      go: () => route.go(page),
    })),
  )
}

function segments({ workspace }: App): Jump[] {
  const { filter, segments } = workspace
  const choices = segments.kept.map((segment) => ({
    id: `segment ${segment.id}`,
    label: segment.name,
    hint: `segment, ${count(segment.count)}`,
    words: 'filter by',
    go: () => filter.showOnly(segment.id),
  }))
  if (!filter.isOn) return choices
  return [...choices, { id: 'segment', label: 'All customers', hint: 'remove the filter', go: () => filter.apply([]) }]
}

/** Every attribute, number and date that customers can be filtered by: the editor opens at it. */
function fields({ workspace }: App): Jump[] {
  const { filter } = workspace
  return filter.fields
    .filter(({ kind }) => kind !== 'members')
    .map(({ id, label, hint, note }) => ({
      id: `filter ${id}`,
      label: `Filter by ${label}`,
      hint,
      words: `where only customers ${note ?? ''}`,
      go: () => filter.ask(id),
    }))
}

function settings(app: App): Jump[] {
  const { route, workspace, undo } = app
  const analysis = pageById(route.page)
  if (!analysis || !workspace.company) return []
  const { company, segments } = workspace
  const groups = [
    { value: '', label: 'all customers together' },
    ...company.attributes.map(({ id, label }) => ({ value: id, label })),
    ...segments.kept.map(({ id, name }) => ({ value: `segment:${id}`, label: `${name} and everyone else` })),
  ]
  return Object.entries(analysis.options as Options).flatMap(([name, option]) => {
    const choices = option.kind === 'choice' ? option.choices : option.kind === 'breakdown' ? groups : []
    return choices.map((choice) => ({
      id: `setting ${name} ${choice.value}`,
      label: `${option.label}: ${choice.label}`,
      hint: 'setting of this page',
      go: () => {
        const { page, params } = route
        undo.note(() => route.go(page, params))
        route.go(page, { ...params, [name]: choice.value })
      },
    }))
  })
}

function exports(app: App): Jump[] {
  const { route, workspace } = app
  const entry = pageEntry(route.page || 'insights', workspace.company)
  if (!entry || !workspace.company || ['privacy', 'sql'].includes(entry.id)) return []
  const kinds = [
    ['csv', 'Data (CSV)'],
    ['json', 'Data (JSON)'],
  ] as const
  return kinds.map(([kind, label]) => ({
    id: `export ${kind}`,
    label: `Export: ${label}`,
    hint: entry.name,
    words: 'download save',
    go: () => savePage(app, entry.id, kind, () => workspace.workbench.exportData(entry.id, route.params, kind)),
  }))
}

function acts(app: App): Jump[] {
  const { workspace } = app
  const files = { id: 'act files', label: 'Add files', hint: 'opens a dialog', words: 'open import csv', go: () => app.chooseFiles() }
  if (!workspace.company) return [files]
  const { isMasked } = workspace
  return [
    files,
    { id: 'act save', label: 'Save as a workbook file', hint: 'opens a dialog', words: 'backup share', go: () => savesAs.open() },
    {
      id: 'act mask',
      label: isMasked ? 'Show personal data' : 'Mask personal data',
      hint: 'every page and export',
      words: 'hide privacy names',
      go: () => workspace.mask(!isMasked),
    },
    { id: 'act new', label: 'New workbook', hint: 'this one stays on the device', go: () => workspace.workbooks.create() },
  ]
}
