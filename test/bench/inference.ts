import { findingsOf, trueOf } from '../support/claims'
import { generateCompany, KINDS } from '../support/generated-companies'
import { coverages } from '../support/coverage'

/**
 * What is claimed of companies made by chance: of those without an effect, how many get a claim on each page; of those with a hazard
 * ratio of 1.8, in how many it is found, and what else is named beside it; and how often printed intervals cover what they are of.
 */
export async function measureInference(companies = 200): Promise<void> {
  const nothing = new Map<string, number>()
  let withClaim = 0
  for (let seed = 1; seed <= companies; seed++) {
    const claims = await claimsOf(seed, 1)
    if (claims.length > 0) withClaim++
    for (const page of new Set(claims.map((claim) => claim.page))) nothing.set(page, (nothing.get(page) ?? 0) + 1)
    for (const { page, finding } of claims) console.log(`seed ${seed}, nothing planted: ${page} says “${finding.claim}”`)
  }
  let [found, beside, planted] = [0, 0, 0]
  for (let seed = 1; seed <= companies / 2; seed++) {
    planted++
    const claims = await claimsOf(1_000 + seed, 1.8)
    const isPlanted = ({ finding }: (typeof claims)[number]) => /tariff/i.test(finding.claim)
    if (claims.some((one) => one.page === 'drivers' && isPlanted(one))) found++
    else console.log(`seed ${1_000 + seed}: the planted effect was not found`)
    if (claims.some((one) => !isPlanted(one))) beside++
  }
  console.table({
    companies,
    'without an effect, with any claim': withClaim,
    ...Object.fromEntries([...nothing].map(([page, count]) => [`of these on ${page}`, count])),
    'with a hazard ratio of 1.8': planted,
    found,
    'with noise beside it': beside,
  })
  console.table(coverages(1_000))
}

/** Kinds take turns, so that seeds of each are the same whatever their number. */
async function claimsOf(seed: number, hazardRatio: number) {
  const company = generateCompany(KINDS[seed % KINDS.length]!, seed, { hazardRatio })
  return (await findingsOf(company)).filter((one) => one.finding.claims !== undefined && !trueOf(company, one))
}
