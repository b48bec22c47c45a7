/**
 * q-values in the order given: the smallest false discovery rate at which each test still counts (Benjamini & Hochberg 1995).
 * q₍ᵢ₎ = min over j ≥ i of p₍ⱼ₎ · m / j, for the m p-values in increasing order.
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const order = pValues.map((_, index) => index).sort((a, b) => pValues[b]! - pValues[a]!)
  const q: number[] = []
  let smallest = 1
  for (const [place, index] of order.entries()) {
    smallest = Math.min(smallest, pValues[index]! * (pValues.length / (pValues.length - place)))
    q[index] = smallest
  }
  return q
}
