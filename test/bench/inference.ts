import { findingsOf, trueOf, type Claimed } from '../support/claims'
import { generateCompany, KINDS } from '../support/generated-companies'
import { coverages } from '../support/coverage'

/**
 * What is claimed of companies made by chance: of those without an effect, how many get a claim on each page; of those with a hazard
 * ratio of 1.8, one to every two without, in how many it is found, and what else is named beside it; and how often printed intervals
 * cover what they are of. Seeds from `first` on, so that a long run can be had in parts; each company is told as soon as it is known.
 */
export async function measureInference(companies = 200, first = 1): Promise<void> {
  const nothing = new Map<string, number>()
  let withClaim = 0
  let [found, beside, planted] = [0, 0, 0]
  for (let seed = first; seed < first + companies; seed++) {
    const claims = await claimsOf(seed, 1)
    if (claims.length > 0) withClaim++
    for (const page of new Set(claims.map((claim) => claim.page))) nothing.set(page, (nothing.get(page) ?? 0) + 1)
    for (const { page, finding } of claims) console.log(`seed ${seed}, nothing planted: ${page} says “${finding.claim}”`)
    if (seed % 2 === 1) continue
    planted++
    const own = 1_000 + seed / 2
    const withPlant = await claimsOf(own, 1.8)
    const isFound = withPlant.some((one) => one.page === 'drivers' && isPlanted(one))
    const others = withPlant.filter((one) => !isPlanted(one))
    if (isFound) found++
    if (others.length > 0) beside++
    const noise = others.map(({ page, finding }) => `; ${page} says “${finding.claim}”`).join('')
    console.log(`seed ${own}: the planted effect was ${isFound ? '' : 'not '}found${noise}`)
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

function isPlanted({ finding }: Claimed): boolean {
  return /tariff/i.test(finding.claim)
}

/** Kinds take turns, so that seeds of each are the same whatever their number. */
async function claimsOf(seed: number, hazardRatio: number) {
  const company = generateCompany(KINDS[seed % KINDS.length]!, seed, { hazardRatio })
  return (await findingsOf(company)).filter((one) => one.finding.claims !== undefined && !trueOf(company, one))
}
