/** Shares as words for claims: "three fifths", "one customer in seven". */

const FRACTIONS: readonly (readonly [share: number, words: string])[] = [
  [0.1, 'a tenth'],
  [1 / 8, 'an eighth'],
  [1 / 6, 'a sixth'],
  [0.2, 'a fifth'],
  [0.25, 'a quarter'],
  [0.3, 'three tenths'],
  [1 / 3, 'a third'],
  [0.4, 'two fifths'],
  [0.5, 'half'],
  [0.6, 'three fifths'],
  [2 / 3, 'two thirds'],
  [0.7, 'seven tenths'],
  [0.75, 'three quarters'],
  [0.8, 'four fifths'],
  [0.9, 'nine tenths'],
]

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

/** 0.614 → "three fifths", 0.483 → "nearly half", 0.53 → "over half". Under 5 %: "a small part"; from 95 %: "almost all". */
export function fractionWords(share: number): string {
  if (share < 0.05) return 'a small part'
  if (share >= 0.95) return share >= 1 ? 'all' : 'almost all'
  const [near, words] = FRACTIONS.reduce((best, one) => (Math.abs(one[0] - share) < Math.abs(best[0] - share) ? one : best))
  if (Math.abs(share - near) <= 0.015) return words === 'half' && share < near ? 'nearly half' : words
  return share < near ? `nearly ${words}` : `over ${words}`
}

const RATIOS: readonly (readonly [parts: number, of: number])[] = [
  ...[2, 3, 4, 5, 6, 7, 8, 9, 10].map((of) => [1, of] as const),
  [2, 3],
  [3, 4],
  [2, 5],
  [3, 5],
  [4, 5],
  [3, 10],
  [7, 10],
  [9, 10],
]

/** 0.139 → "one customer in seven", 0.308 → "three customers in ten". `verbs` are those for one and for several. */
export function inWords(share: number, thing: string, verbs?: readonly [one: string, several: string]): string {
  if (!(share > 0)) return `no ${thing}${verbs ? ` ${verbs[0]}` : ''}`
  const [parts, of] =
    share < 0.1
      ? [1, Math.round(1 / share)]
      : RATIOS.reduce((best, one) => (Math.abs(one[0] / one[1] - share) < Math.abs(best[0] / best[1] - share) ? one : best))
  const verb = verbs ? ` ${verbs[parts === 1 ? 0 : 1]}` : ''
  if (share > 0.95) return `${share >= 1 ? 'all' : 'almost all'} ${thing}s${verbs ? ` ${verbs[1]}` : ''}`
  return `${numberWord(parts)} ${thing}${parts === 1 ? '' : 's'} in ${numberWord(of)}${verb}`
}

/** "three fifths of the revenue", "nearly half the revenue". */
export function fractionOf(share: number, whole: string): string {
  const words = fractionWords(share)
  return words.endsWith('half') || words.endsWith('all') ? `${words} ${whole}` : `${words} of ${whole}`
}

/** "three", "Five"; digits over ten. */
export function numberWord(value: number): string {
  return NUMBERS[value] ?? String(value)
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
