import { expect, test } from 'vitest'
import { pageById } from '../analyses/pages'
import type { Company } from '../model/company/company'
import { CUSTOMERS } from '../model/company/subject'
import { pageEntry, railGroups } from './pages'

const NOBODY = { tables: {}, roles: {}, subject: CUSTOMERS } as unknown as Company

test('U3: what a question needs is said in the words of one of its pages, everywhere', () => {
  for (const { group, needs, lacks, pages } of railGroups(NOBODY).filter((one) => one.group !== 'data')) {
    const analyses = pages.map(({ id }) => pageById(id)!)
    expect(
      analyses.some((one) => one.needs.sentence === needs && one.needs.short === lacks),
      group,
    ).toBe(true)
  }
  expect(pageEntry('segments', NOBODY)!.lacks).toBe(pageById('segments')!.needs.short)
})

test('U3: a question lacks nothing where one of its pages can answer', () => {
  const company = {
    tables: { customers: 3 },
    roles: { customers: ['customer_id', 'is_churned'] },
    subject: CUSTOMERS,
  } as unknown as Company
  const lacking = railGroups(company).map(({ group, lacks }) => [group, lacks !== null])
  expect(Object.fromEntries(lacking)).toMatchObject({ know: false, leaving: false, who: false, worth: true })
})
