import { FEW } from '../wording/certainty'
import type { Action, Finding, PageFindings } from '../contract/definition'

export interface Ranked {
  readonly page: string
  readonly name: string
  /** Its `who`, if any, names the set with its page: 'segments/members'. */
  readonly finding: Finding
}

/** Themes that the row of facts above the findings says already. */
const SAID = ['size', 'repeat']

const MOST_WITH_MONEY = 6
const MOST = 7

/** Money under this share of all is not worth a place. */
const LEAST_MONEY = 0.01

/**
 * What is worth knowing first. Chosen are findings that touch money by money × certainty, up to six, then others by customers ×
 * certainty, up to seven in all: one a theme, none with fewer than thirty customers behind it or less than one per cent of `revenue`,
 * and no hint or truism. Shown are those with money by their money, then the others by their customers.
 */
export function rank(pages: readonly PageFindings[], revenue = 0): readonly Ranked[] {
  const all = pages.flatMap((page) =>
    page.findings.map((finding) => ({ page: page.id, name: page.name, finding: ofPage(page.id, finding) })),
  )
  const worthy = all.filter(
    ({ finding }) => finding.customers >= FEW && finding.certainty > 0 && finding.leads !== false && !SAID.includes(finding.theme ?? ''),
  )
  const matters = worthy.filter(({ finding: { money } }) => money === 0 || Math.abs(money) >= LEAST_MONEY * revenue)
  const byMoney = onePerTheme(matters, sureMoney)
  const first = byMoney.filter(({ finding }) => finding.money !== 0).slice(0, MOST_WITH_MONEY)
  const rest = matters.filter((one) => one.finding.money === 0 && !first.some((shown) => themeOf(shown) === themeOf(one)))
  const others = onePerTheme(rest, ({ customers, certainty }) => customers * certainty).slice(0, MOST - first.length)
  return [
    ...first.toSorted((a, b) => Math.abs(b.finding.money) - Math.abs(a.finding.money)),
    ...others.toSorted((a, b) => b.finding.customers - a.finding.customers),
  ]
}

function sureMoney({ money, certainty }: Finding): number {
  return Math.abs(money) * certainty
}

function onePerTheme(ranked: readonly Ranked[], weight: (finding: Finding) => number): Ranked[] {
  const sorted = ranked.toSorted((a, b) => weight(b.finding) - weight(a.finding))
  return sorted.filter((one, index) => sorted.findIndex((other) => themeOf(other) === themeOf(one)) === index)
}

function themeOf({ page, finding }: Ranked): string {
  return finding.theme ?? page
}

/** The action of the weightiest finding's page, if it has one about enough customers, or of the next one's; else the first page's. */
export function firstAction(pages: readonly PageFindings[], ranked: readonly Ranked[]): Action | null {
  const actions = pages.flatMap(({ id, action }) => (action ? [{ page: id, action: actionOf(id, action) }] : []))
  const weighty = ranked.toSorted((a, b) => sureMoney(b.finding) - sureMoney(a.finding))
  const own = (page: string) => actions.find((one) => one.page === page && (one.action.who?.count ?? 0) >= FEW)?.action
  const near = weighty.find(({ page }) => own(page) !== undefined)
  return (near && own(near.page)) ?? actions[0]?.action ?? null
}

function ofPage(page: string, finding: Finding): Finding {
  return finding.who ? { ...finding, who: { ...finding.who, set: `${page}/${finding.who.set}` } } : finding
}

function actionOf(page: string, action: Action): Action {
  return action.who ? { ...action, who: { ...action.who, set: `${page}/${action.who.set}` } } : action
}
