import type { ParserSpec, ValueParser } from './value-parser'

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

type Pair = (typeof PAIRS)[number]

interface Word {
  readonly text: string
  readonly value: number
  times: number
}

/** Two words of one pair, in any case. Without a pair, any of the words, until what was read tells which pair it is. */
export class FlagParser implements ValueParser {
  readonly id = 'flag'
  readonly type = 'flag'
  readonly isWide = false
  memory = {}
  /** Few words recur in every row: each spelling is looked at once. */
  private readonly short = new Map<number, Word>()
  private readonly long = new Map<string, Word>()

  constructor(private readonly pair: Pair | null = null) {}

  get spec(): ParserSpec {
    return { kind: 'flag', settings: [this.pair] }
  }

  read(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start
    if (length > LONGEST || length === 0) return NaN
    const word = length > 6 ? this.longWord(bytes, start, end) : this.shortWord(bytes, start, end)
    if (word === null) return NaN
    word.times++
    return word.value
  }

  private shortWord(bytes: Uint8Array, start: number, end: number): Word | null {
    let key = 0
    for (let i = start; i < end; i++) key = key * 256 + bytes[i]!
    const known = this.short.get(key)
    if (known !== undefined) return known
    const word = this.word(DECODER.decode(bytes.subarray(start, end)))
    if (word) this.short.set(key, word)
    return word
  }

  private longWord(bytes: Uint8Array, start: number, end: number): Word | null {
    const spelling = DECODER.decode(bytes.subarray(start, end))
    const word = this.long.get(spelling) ?? this.word(spelling)
    if (word) this.long.set(spelling, word)
    return word
  }

  private word(spelling: string): Word | null {
    const text = spelling.toLowerCase()
    const pair = (this.pair ? [this.pair] : PAIRS).find((one) => one.includes(text))
    return pair ? { text, value: pair[0] === text ? 1 : 0, times: 0 } : null
  }

  /** The pair that most of the words belong to, of which both were seen; null where there is none. */
  private likeliest(): { readonly pair: Pair; readonly times: number } | null {
    let best: { readonly pair: Pair; readonly times: number } | null = null
    for (const pair of PAIRS) {
      const [yes, no] = pair.map((text) => this.times((word) => word.text === text))
      if (yes! > 0 && no! > 0 && yes! + no! > (best?.times ?? 0)) best = { pair, times: yes! + no! }
    }
    return best
  }

  private times(isMeant: (word: Word) => boolean): number {
    let times = 0
    for (const word of [...this.short.values(), ...this.long.values()]) if (isMeant(word)) times += word.times
    return times
  }

  /** Words that were read, but go with others than the rest. */
  strays(): number {
    return this.times(() => true) - (this.likeliest()?.times ?? 0)
  }

  holds(): boolean {
    return this.likeliest() !== null
  }

  note(): string | null {
    return null
  }

  fresh(): ValueParser {
    return new FlagParser(this.pair ?? this.likeliest()?.pair ?? null)
  }
}
