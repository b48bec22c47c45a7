import type { ValueParser } from './value-parser'

const LONGEST = 64
const MOST_KNOWN = 1024
const DECODER = new TextDecoder()

/** Answers on a scale of five, the worst first, in the words of questionnaires. */
const SCALES: readonly (readonly string[])[] = [
  'very dissatisfied|dissatisfied|neutral|satisfied|very satisfied',
  'very dissatisfied|dissatisfied|neither satisfied nor dissatisfied|satisfied|very satisfied',
  'very unsatisfied|unsatisfied|neutral|satisfied|very satisfied',
  'strongly disagree|disagree|neutral|agree|strongly agree',
  'strongly disagree|disagree|neither agree nor disagree|agree|strongly agree',
  'very unlikely|unlikely|neutral|likely|very likely',
  'sehr unzufrieden|unzufrieden|neutral|zufrieden|sehr zufrieden',
  'sehr unzufrieden|eher unzufrieden|teils teils|eher zufrieden|sehr zufrieden',
  'stimme gar nicht zu|stimme eher nicht zu|teils teils|stimme eher zu|stimme voll zu',
  'très insatisfait|insatisfait|neutre|satisfait|très satisfait',
  "pas du tout d'accord|pas d'accord|neutre|d'accord|tout à fait d'accord",
  "pas du tout d'accord|plutôt pas d'accord|ni d'accord ni pas d'accord|plutôt d'accord|tout à fait d'accord",
  'muy insatisfecho|insatisfecho|neutral|satisfecho|muy satisfecho',
  'totalmente en desacuerdo|en desacuerdo|neutral|de acuerdo|totalmente de acuerdo',
  'foarte nemulțumit|nemulțumit|neutru|mulțumit|foarte mulțumit',
  'dezacord total|dezacord|neutru|acord|acord total',
].map((scale) => scale.split('|'))

const OUT_OF =
  /^(\d{1,2}(?:[.,]\d)?)\s*(?:\/|out of|von|sur|de|din|av|su)\s*(5|7|10)(?:\s*(?:stars?|sterne|étoiles|estrellas|stele|points?|punkte|puncte|puntos))?$/u
const STARS = /^([★⭐🌟]\ufe0f?)+[☆✩]*$|^[☆✩]+$/u
const COUNTED = /^([1-5])\s*(?:stars?|sterne?|étoiles?|estrellas?|stele|stea)$/u

/** Scores in stars, out of five or ten, or in words of agreement, as numbers. */
export class ScoreParser implements ValueParser {
  readonly id = 'score'
  readonly type = 'integer'
  readonly isWide = false
  memory = { best: new Set<number>(), words: new Set<string>() }
  /** The first score tells what the others are out of. */
  readonly spec = null
  private readonly known = new Map<string, number>()
  private scales = SCALES
  private best = 0
  private saidWords = false

  read(bytes: Uint8Array, start: number, end: number): number {
    if (end - start > LONGEST || end - start < 3) return NaN
    const text = DECODER.decode(bytes.subarray(start, end))
    const known = this.known.get(text)
    if (known !== undefined) return known
    const value = this.score(
      text
        .toLowerCase()
        .replaceAll('’', "'")
        .replace(/[-–/,]\s*(?=\p{L})/gu, ' ')
        .replace(/\s+/g, ' '),
    )
    if (value === value && this.known.size < MOST_KNOWN) this.known.set(text, value)
    return value
  }

  private score(text: string): number {
    if (STARS.test(text)) return this.outOf([...text].filter((sign) => '★⭐🌟'.includes(sign)).length, 5)
    const counted = COUNTED.exec(text)
    if (counted) return this.outOf(Number(counted[1]), 5)
    const given = OUT_OF.exec(text)
    if (given) return this.outOf(Number(given[1]!.replace(',', '.')), Number(given[2]))
    return this.word(text)
  }

  private outOf(score: number, best: number): number {
    if (this.saidWords || (this.best !== 0 && this.best !== best) || score > best || !Number.isInteger(score)) return NaN
    this.best = best
    this.memory.best.add(best)
    return score
  }

  private word(text: string): number {
    const scales = this.best > 0 ? [] : this.scales.filter((scale) => scale.includes(text))
    if (scales.length === 0) return NaN
    this.scales = scales
    this.saidWords = true
    this.memory.words.add(text)
    return scales[0]!.indexOf(text) + 1
  }

  /** One word alone is no scale. */
  holds(): boolean {
    return this.memory.words.size !== 1
  }

  note(): string {
    const { best, words } = this.memory
    const scale = words.size > 0 ? SCALES.find((one) => [...words].every((word) => one.includes(word))) : undefined
    if (scale) return `answers in words as 1 to 5: “${scale[0]}” is 1, “${scale[4]}” is 5`
    return `scores out of ${[...best][0] ?? 5}`
  }

  fresh(): ScoreParser {
    return new ScoreParser()
  }
}
