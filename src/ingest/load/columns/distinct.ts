/** Distinct hashes that are counted one by one. */
export const EXACT_UP_TO = 1000
const SLOTS = 4096
const REGISTER_BITS = 14
const REGISTERS = 1 << REGISTER_BITS

/** The hashes of values counted one by one, or the registers of an estimate. */
export type DistinctSketch = Int32Array | Uint8Array

/**
 * Counts distinct values by their 32-bit hashes: up to 1,000 one by one, beyond by HyperLogLog
 * with 16,384 registers and the estimator of Ertl (2017, "New cardinality estimation algorithms", algorithm 6): standard error 0.8 %.
 */
export class DistinctCount {
  private seen = 0
  private sawZero = false
  private slots = new Int32Array(64)
  private registers: Uint8Array | null = null

  /** True when it is the first of its value, as long as values are counted one by one. */
  add(hash: number): boolean {
    if (!this.registers) return this.insert(hash)
    this.estimate(this.registers, hash)
    return false
  }

  /** Values are counted one by one. */
  get isExact(): boolean {
    return this.registers === null
  }

  /** What was counted, as plain data. */
  get sketch(): DistinctSketch {
    if (this.registers) return this.registers
    const hashes = this.slots.filter((hash) => hash !== 0)
    return this.sawZero ? Int32Array.of(0, ...hashes) : hashes
  }

  /** As if every value that the sketch was made of were added. */
  addAll(sketch: DistinctSketch): void {
    if (sketch instanceof Int32Array) {
      for (const hash of sketch) this.add(hash)
      return
    }
    if (!this.registers) this.startEstimating()
    const registers = this.registers!
    for (let register = 0; register < REGISTERS; register++)
      if (registers[register]! < sketch[register]!) registers[register] = sketch[register]!
  }

  count(): number {
    return this.registers ? Math.max(EXACT_UP_TO + 1, Math.round(estimated(this.registers))) : this.seen
  }

  private insert(hash: number): boolean {
    if (hash === 0) {
      const isNew = !this.sawZero
      if (isNew) this.seen++
      this.sawZero = true
      return isNew
    }
    const mask = this.slots.length - 1
    let slot = hash & mask
    let found = this.slots[slot]
    while (found !== 0) {
      if (found === hash) return false
      slot = (slot + 1) & mask
      found = this.slots[slot]
    }
    this.slots[slot] = hash
    this.seen++
    if (this.seen > EXACT_UP_TO) this.startEstimating()
    else if (this.seen * 2 > this.slots.length && this.slots.length < SLOTS) this.grow()
    return true
  }

  private grow(): void {
    const old = this.slots
    this.slots = new Int32Array(old.length * 4)
    const mask = this.slots.length - 1
    for (const hash of old) {
      if (hash === 0) continue
      let slot = hash & mask
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask
      this.slots[slot] = hash
    }
  }

  private startEstimating(): void {
    const registers = new Uint8Array(REGISTERS)
    for (const hash of this.slots) if (hash !== 0) this.estimate(registers, hash)
    if (this.sawZero) this.estimate(registers, 0)
    this.registers = registers
    this.slots = new Int32Array(0)
  }

  private estimate(registers: Uint8Array, hash: number): void {
    const register = hash >>> (32 - REGISTER_BITS)
    const rank = Math.clz32((hash << REGISTER_BITS) | (1 << (REGISTER_BITS - 1))) + 1
    if (registers[register]! < rank) registers[register] = rank
  }
}

function estimated(registers: Uint8Array): number {
  const most = 32 - REGISTER_BITS + 1
  const times = new Float64Array(most + 1)
  for (const rank of registers) times[rank]!++
  let z = REGISTERS * tau(1 - times[most]! / REGISTERS)
  for (let rank = most - 1; rank >= 1; rank--) z = 0.5 * (z + times[rank]!)
  z += REGISTERS * sigma(times[0]! / REGISTERS)
  return (REGISTERS * REGISTERS) / (2 * Math.LN2 * z)
}

function sigma(share: number): number {
  if (share === 1) return Infinity
  let factor = 1
  let sum = share
  for (let before = -1; before !== sum; factor *= 2) {
    share *= share
    before = sum
    sum += share * factor
  }
  return sum
}

function tau(share: number): number {
  if (share === 0 || share === 1) return 0
  let factor = 1
  let sum = 1 - share
  for (let before = -1; before !== sum;) {
    share = Math.sqrt(share)
    before = sum
    factor *= 0.5
    sum -= (1 - share) ** 2 * factor
  }
  return sum / 3
}

/** Spreads the bits of a hash (the finaliser of MurmurHash3). */
export function mix(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
