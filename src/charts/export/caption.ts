import { textWidth } from '../parts/text-width'

/** A word of a caption, or a swatch of a mark's colour. */
export interface Word {
  readonly text: string
  readonly fill: string | null
}

/** The words of a caption; swatches become squares in their colour. */
export function wordsOf(element: Element): Word[] {
  return [...element.childNodes].flatMap((node): Word[] => {
    if (node instanceof Text) return node.data.split(/\s+/).flatMap((text) => (text ? [{ text, fill: null }] : []))
    if (!(node instanceof Element)) return []
    const swatch = node.matches('[data-swatch]') ? node.querySelector('rect') : null
    return swatch ? [{ text: '■', fill: getComputedStyle(swatch).fill }] : wordsOf(node)
  })
}

export function plainWords(text: string): Word[] {
  return text.split(/\s+/).flatMap((each) => (each ? [{ text: each, fill: null }] : []))
}

/** Words on as many lines as they need. */
export function linesOf(words: readonly Word[], width: number, size: number): Word[][] {
  const lines: Word[][] = []
  let used = Infinity
  for (const word of words) {
    const taken = textWidth(word.text, 'medium', size)
    if (used + taken > width) {
      lines.push([])
      used = 0
    }
    lines.at(-1)?.push(word)
    used += taken + textWidth(' ', 'regular', size)
  }
  return lines
}
