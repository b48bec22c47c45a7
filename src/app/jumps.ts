import type { Options } from '../analyses/definition'
import { analysisById } from '../analyses/index'
import { count } from '../shared/format'
import type { App } from './context'
import { railGroups } from './pages'

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

/** Everything the palette can reach: pages, findings read so far, kept segments, the page's settings, and acts. */
export function jumps(app: App): Jump[] {
  return [...pages(app), ...findings(app), ...segments(app), ...settings(app), ...acts(app)]
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

function settings({ route, workspace }: App): Jump[] {
  const analysis = analysisById(route.page)
  if (!analysis || !workspace.company) return []
  return Object.entries(analysis.options as Options).flatMap(([name, option]) =>
    option.kind === 'choice'
      ? option.choices.map((choice) => ({
          id: `setting ${name} ${choice.value}`,
          label: `${option.label}: ${choice.label}`,
          hint: 'setting of this page',
          go: () => route.go(route.page, { ...route.params, [name]: choice.value }),
        }))
      : [],
  )
}

function acts(app: App): Jump[] {
  return [{ id: 'act files', label: 'Add files', hint: 'opens a dialog', words: 'open import csv', go: () => app.chooseFiles() }]
}
