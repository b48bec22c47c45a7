import medium from '@fontsource/fira-sans/files/fira-sans-latin-500-normal.woff2?inline'
import regular from '@fontsource/fira-sans/files/fira-sans-latin-400-normal.woff2?inline'
import book from '@fontsource/source-serif-4/files/source-serif-4-latin-400-normal.woff2?inline'
import serif from '@fontsource/source-serif-4/files/source-serif-4-latin-600-normal.woff2?inline'
import italic from '@fontsource/source-serif-4/files/source-serif-4-latin-400-italic.woff2?inline'

const face = (family: string, weight: number, style: string, source: string): string =>
  `@font-face{font-family:"${family}";font-weight:${weight};font-style:${style};src:url(${source}) format("woff2")}`

/**
 * The faces a picture is set in. They travel inside it: a picture that is drawn to pixels sees none of the page's
 * fonts, and whoever opens it elsewhere may not have them. Other scripts fall back to the reader's own fonts.
 */
export function fontFaces(): string {
  return [
    face('Fira Sans', 400, 'normal', regular),
    face('Fira Sans', 500, 'normal', medium),
    face('Source Serif 4', 400, 'normal', book),
    face('Source Serif 4', 600, 'normal', serif),
    face('Source Serif 4', 400, 'italic', italic),
  ].join('')
}
