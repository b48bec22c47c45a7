/** Uniform numbers in [0, 1): the same seed gives the same numbers on every machine (sfc32, Doty-Humphrey 2014). */
export type Random = () => number

export function random(seed: number): Random {
  let a = seed | 0
  let b = 0x9e3779b9 | 0
  let c = 0x243f6a88 | 0
  let d = 1
  const next = () => {
    const sum = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    c |= 0
    return (sum >>> 0) / 4294967296
  }
  // The first numbers of neighbouring seeds resemble each other.
  for (let round = 0; round < 12; round++) next()
  return next
}

export function normal(next: Random): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
}

/** Exact under a mean of 30 (Knuth's product of uniforms), a rounded normal from there. */
export function poisson(next: Random, mean: number): number {
  if (mean >= 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(next)))
  const limit = Math.exp(-mean)
  let count = 0
  for (let product = next(); product > limit; product *= next()) count++
  return count
}
