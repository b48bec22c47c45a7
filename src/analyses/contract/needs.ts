import type { Company } from '../../model/company/company'
import type { AnyPage } from './definition'

type Needing = Pick<AnyPage, 'needs'>

/** Whether the company has what the page needs: one of the tables, with all of its roles filled, and customers where it is about them. */
export function canRun(analysis: Needing, company: Company): boolean {
  return lackOf(analysis, company) === null
}

/** What a page lacks: `short` for the rail, the palette and Home, `sentence` for the page; null where it can run. */
export function lackOf(
  { needs }: Needing,
  { tables, roles, subject }: Company,
): { readonly short: string; readonly sentence: string } | null {
  if (needs.isOfCustomers && subject.isCase) return CASES
  const hasRows = needs.anyOf.some(({ table, roles: needed }) => {
    const filled = roles[table] ?? []
    return (tables[table] ?? 0) > 0 && needed.every((role) => filled.includes(role))
  })
  return hasRows ? null : needs
}

const CASES = {
  short: 'needs customers, not cases',
  sentence:
    'Your file follows cases: each opens and closes, and none leaves or comes back. If its cases are your customers, choose their column as the customer on the mapping page.',
}
