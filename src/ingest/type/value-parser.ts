import type { RawType } from '../table'
import type { Memory } from './memory'

/** What makes the same parser again, as plain data: its kind and what its constructor takes. */
export interface ParserSpec {
  readonly kind: string
  readonly settings: readonly unknown[]
}

/** The types that are more than text. */
export type ValueType = Exclude<RawType, 'text'>

/**
 * One way to read the text of a column as values. A parser holds for a column when it holds for every value of it;
 * it notes what it saw (currencies, time zones).
 */
export interface ValueParser {
  readonly id: string
  readonly type: ValueType
  /** What it noted of the values it read; whether it takes a value does not depend on it. */
  memory: Memory
  /** How to make it elsewhere; null where whether it takes a value depends on those before, so that it must see them in their order. */
  readonly spec: ParserSpec | null
  /** Whole numbers that need more than 32 bits. */
  readonly isWide: boolean
  /** The value of the trimmed bytes: a number, days or milliseconds since 1970, 0 or 1. NaN when they are something else. */
  read(bytes: Uint8Array, start: number, end: number): number
  /** False while the parser lacks evidence: a flag that only ever said yes. */
  holds(): boolean
  /** How text becomes values, in words; null when there is nothing to say. */
  note(): string | null
  /** The same parser with an empty memory. */
  fresh(): ValueParser
}

/** More digits are an id, not an amount: a double would change them. */
export const MOST_DIGITS = 15

const SPACE = 32
const TAB = 9

export function trimStart(bytes: Uint8Array, start: number, end: number): number {
  for (;;) {
    if (start < end && (bytes[start] === SPACE || bytes[start] === TAB)) start++
    else if (start + 1 < end && bytes[start] === 0xc2 && bytes[start + 1] === 0xa0) start += 2
    else return start
  }
}

export function trimEnd(bytes: Uint8Array, start: number, end: number): number {
  for (;;) {
    if (start < end && (bytes[end - 1] === SPACE || bytes[end - 1] === TAB)) end--
    else if (start + 1 < end && bytes[end - 1] === 0xa0 && bytes[end - 2] === 0xc2) end -= 2
    else return end
  }
}
