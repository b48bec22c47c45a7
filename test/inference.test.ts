import { expect, test } from 'vitest'
import { findingsOf, trueOf } from './support/claims'
import { generateCompany, KINDS, type Kind } from './support/generated-companies'

const claimsOf = async (kind: Kind, seed: number, hazardRatio: number, pages?: readonly string[]) => {
  const company = generateCompany(kind, seed, { hazardRatio, customers: 500 })
  return (await findingsOf(company, pages)).filter((one) => one.finding.claims !== undefined && !trueOf(company, one))
}

/** What is found in each, said with the seed it was found at. */
const told = (seed: number, claims: Awaited<ReturnType<typeof claimsOf>>) =>
  claims.map(({ page, finding }) => `seed ${seed}: ${page} says “${finding.claim}”`)

// The pages are made so that one company in twenty gets a claim: two of twelve are chance, three or more come once in fifty runs of other seeds.
test('companies made by chance, in which nothing goes with anything: no more than two of twelve get a claim, seeds 1 to 12', async () => {
  const all: string[][] = []
  for (let seed = 1; seed <= 12; seed++) {
    const kind = KINDS[seed % KINDS.length]!
    all.push(
      told(
        seed,
        await claimsOf(kind, seed, 1, ['overview', 'segments', 'retention', 'churn', 'survival', 'drivers', 'lifecycle', 'paths']),
      ),
    )
  }
  expect(all.filter((claims) => claims.length > 0).length, all.flat().join('\n')).toBeLessThanOrEqual(2)
}, 300_000)

test('a trait of two in five of 500 customers that makes them leave twice as often is named, seeds 101 to 106', async () => {
  const found: string[] = []
  for (let seed = 101; seed <= 106; seed++) {
    const claims = told(seed, await claimsOf(KINDS[seed % KINDS.length]!, seed, 2, ['drivers']))
    if (claims.some((claim) => /tariff/.test(claim))) found.push(`${seed}`)
  }
  expect(found.length, `found at ${found.join(', ')}`).toBeGreaterThanOrEqual(5)
}, 300_000)
