/** Spellings of "no value", lower case. They are missing only in columns that are otherwise numbers, dates or flags. */
const SPELLINGS = new Set(
  (
    'na n/a n.a. n.a #n/a #na <na> nan null #null! nil none (null) (none) (blank) (empty) \\n - -- --- – — . .. ? ' +
    'missing unknown undefined k.a. n/d n.d. nd s/o #value! #ref! #div/0! #num! #name? 1.#ind 1.#qnan -nan -1.#ind'
  ).split(' '),
)

const LONGEST = 12
const DECODER = new TextDecoder()

export function isMissing(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start <= LONGEST && SPELLINGS.has(DECODER.decode(bytes.subarray(start, end)).toLowerCase())
}
