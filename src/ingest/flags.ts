import type { Reading } from './reading'

/** Words for yes and no that go together. Both must occur, and nothing else. */
const PAIRS: readonly (readonly [yes: string, no: string])[] = [
  ['yes', 'no'],
  ['y', 'n'],
  ['true', 'false'],
  ['t', 'f'],
  ['on', 'off'],
  ['ja', 'nein'],
  ['ja', 'nee'],
  ['ja', 'nej'],
  ['j', 'n'],
  ['wahr', 'falsch'],
  ['oui', 'non'],
  ['o', 'n'],
  ['vrai', 'faux'],
  ['si', 'no'],
  ['sí', 'no'],
  ['sì', 'no'],
  ['s', 'n'],
  ['verdadero', 'falso'],
  ['vero', 'falso'],
  ['sim', 'não'],
  ['sim', 'nao'],
  ['da', 'nu'],
  ['da', 'ne'],
  ['d', 'n'],
  ['adevărat', 'fals'],
  ['tak', 'nie'],
  ['ano', 'ne'],
  ['igen', 'nem'],
  ['evet', 'hayır'],
  ['evet', 'hayir'],
  ['да', 'нет'],
  ['是', '否'],
  ['はい', 'いいえ'],
]

const LONGEST = 12
const DECODER = new TextDecoder()

/** Two words of one pair, in any case. */
export class FlagReading implements Reading {
  readonly id = 'flag'
  readonly type = 'flag'
  readonly isWide = false
  private pairs = PAIRS
  private sawYes = false
  private sawNo = false
  /** Few words recur in every row: each spelling is looked at once. */
  private readonly known = new Map<number, number>()

  read(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start
    if (length > LONGEST || length === 0) return NaN
    if (length > 6) return this.word(bytes, start, end)
    let key = 0
    for (let i = start; i < end; i++) key = key * 256 + bytes[i]!
    const known = this.known.get(key)
    if (known !== undefined) return known
    const value = this.word(bytes, start, end)
    if (value === value) this.known.set(key, value)
    return value
  }

  private word(bytes: Uint8Array, start: number, end: number): number {
    const word = DECODER.decode(bytes.subarray(start, end)).toLowerCase()
    const pairs = this.pairs.filter((pair) => pair.includes(word))
    if (pairs.length === 0) return NaN
    this.pairs = pairs
    const isYes = pairs[0]![0] === word
    if (isYes) this.sawYes = true
    else this.sawNo = true
    return isYes ? 1 : 0
  }

  holds(): boolean {
    return this.sawYes && this.sawNo
  }

  note(): string | null {
    return null
  }

  fresh(): Reading {
    return new FlagReading()
  }
}
