/** Foreign data that are no workbook, or one that cannot be trusted. The message is a sentence for readers. */
export class NotAWorkbook extends Error {
  override readonly name = 'NotAWorkbook'
}

/** Deeper than any recipe: beyond it, checking would end in a full stack. */
const DEEPEST = 40
const MOST_VALUES = 2_000_000
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])

/** Refuses what JSON cannot hold, keys that reach into prototypes, and more than any workbook needs. */
export function checkPlain(value: unknown): void {
  let values = 0
  const check = (one: unknown, depth: number): void => {
    if (++values > MOST_VALUES || depth > DEEPEST) throw new NotAWorkbook('It holds more than a workbook can.')
    if (one === null || typeof one === 'string' || typeof one === 'boolean' || Number.isFinite(one)) return
    if (Array.isArray(one)) return one.forEach((item) => check(item, depth + 1))
    if (typeof one !== 'object') throw new NotAWorkbook('It holds what a workbook cannot.')
    for (const [key, item] of Object.entries(one)) {
      if (FORBIDDEN.has(key) || key.length > 1000) throw new NotAWorkbook('It holds a name that no workbook uses.')
      check(item, depth + 1)
    }
  }
  check(value, 0)
}
