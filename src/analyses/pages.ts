import type { AnyPage } from './contract/definition'
import { page as changes } from './changes/page'
import { page as churn } from './churn/page'
import { page as clusters } from './clusters/page'
import { page as concentration } from './concentration/page'
import { page as customer } from './customer/page'
import { page as drivers } from './drivers/page'
import { page as explore } from './explore/page'
import { page as insights } from './insights/page'
import { page as lifecycle } from './lifecycle/page'
import { page as overview } from './overview/page'
import { page as paths } from './paths/page'
import { page as relationships } from './relationships/page'
import { page as personas } from './personas/page'
import { page as retention } from './retention/page'
import { page as rhythm } from './rhythm/page'
import { page as risk } from './risk/page'
import { page as rules } from './rules/page'
import { page as segments } from './segments/page'
import { page as survival } from './survival/page'

/** The table of contents: every page of analysis, in the order of the rail. */
export const PAGES: readonly AnyPage[] = [
  insights,
  overview,
  segments,
  clusters,
  rules,
  personas,
  relationships,
  explore,
  customer,
  retention,
  churn,
  survival,
  drivers,
  risk,
  lifecycle,
  paths,
  changes,
  concentration,
  rhythm,
]

export function pageById(id: string): AnyPage | null {
  return PAGES.find((page) => page.id === id) ?? null
}
