import type { Company } from '../model/company'
import type { AnyAnalysis } from './definition'

/** Whether the company has what the page needs: one of the tables, with all of its roles filled. */
export function canRun(analysis: Pick<AnyAnalysis, 'needs'>, company: Company): boolean {
  return analysis.needs.anyOf.some(({ table, roles }) => {
    const filled = company.roles[table] ?? []
    return (company.tables[table] ?? 0) > 0 && roles.every((role) => filled.includes(role))
  })
}
