import type { Group } from '../analyses/contract/definition'
import { PAGES } from '../analyses/pages'
import { canRun, lackOf } from '../analyses/contract/needs'
import type { Company } from '../model/company/company'

/** One line of the rail. */
export interface PageEntry {
  readonly id: string
  readonly name: string
  readonly question: string
  /** What is missing, short; null when the page can answer. */
  readonly lacks: string | null
}

export interface GroupEntry {
  readonly group: Group
  readonly question: string
  /** For readers without data: what the page that asks least needs, in that page's own words. */
  readonly needs: string
  /** The same, short, where no page of it can answer. */
  readonly lacks: string | null
  readonly pages: readonly PageEntry[]
}

const QUESTIONS: readonly Pick<GroupEntry, 'group' | 'question'>[] = [
  { group: 'know', question: 'What should I know?' },
  { group: 'who', question: 'Who are they?' },
  { group: 'leaving', question: 'Who is leaving?' },
  { group: 'move', question: 'How do they move?' },
  { group: 'worth', question: 'What are they worth?' },
  { group: 'say', question: 'What do they say?' },
  { group: 'next', question: 'Who comes next? What worked?' },
]

/** The pages on the data themselves, in their order; what draws each is in pages/data-views.ts. */
const DATA_PAGES = [
  { id: 'sources', name: 'Sources', question: 'Which files are open?', lacks: null },
  { id: 'mapping', name: 'Mapping', question: 'What do the columns mean?', lacks: null },
  { id: 'quality', name: 'Quality', question: 'What looks wrong in the data?', lacks: null },
  { id: 'sql', name: 'SQL', question: 'What else do you want to know?', lacks: null },
  { id: 'privacy', name: 'Privacy', question: 'What can this page send?', lacks: null },
] as const satisfies readonly PageEntry[]

export type DataPage = (typeof DATA_PAGES)[number]['id']

/** The rail: questions that have pages, in their order, then the data behind them. */
export function railGroups(company: Company | null): readonly GroupEntry[] {
  const groups = QUESTIONS.map((entry) => {
    const analyses = PAGES.filter(({ group }) => group === entry.group)
    const [easiest] = analyses.toSorted((one, other) => other.needs.anyOf.length - one.needs.anyOf.length)
    return {
      ...entry,
      needs: easiest?.needs.sentence ?? '',
      lacks: company && easiest && analyses.every((analysis) => !canRun(analysis, company)) ? easiest.needs.short : null,
      pages: analyses.map((analysis) => ({
        id: analysis.id,
        name: analysis.name,
        question: analysis.question,
        lacks: company && (lackOf(analysis, company)?.short ?? null),
      })),
    }
  })
  return [
    ...groups.filter((group) => group.pages.length > 0),
    { group: 'data', question: 'Data', needs: '', lacks: null, pages: DATA_PAGES },
  ]
}

/** The page's name in the rail and its question; null for an address that leads nowhere. */
export function pageEntry(id: string, company: Company | null): PageEntry | null {
  return (
    railGroups(company)
      .flatMap((group) => group.pages)
      .find((page) => page.id === id) ?? null
  )
}
