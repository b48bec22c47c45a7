import { linesOf, plainWords, wordsOf, type Word } from './caption'
import { fontFaces } from './fonts'
import { colourOn, make, onStage, resolved, type Theme } from './resolve'

export interface PictureMeta {
  /** The page's question. */
  readonly title: string
  /** Its settings, as a sentence. */
  readonly subtitle?: string | undefined
  /** Where the data come from: the files' names. */
  readonly source: string
  /** As it is to be read: "10 December 2011". */
  readonly asOf?: string | null | undefined
}

const COLUMN = 704
const WIDE = 1040
const EDGE = 32
/** A picture of a phone is enlarged, so that it does not stand lost on the page. */
const NARROW = 520
const SANS = '"Fira Sans", "Segoe UI", system-ui, sans-serif'
const SERIF = '"Source Serif 4", Georgia, "Times New Roman", serif'

/** The drawings under `root` that belong into an exported picture. */
export function picturesIn(root: Element): SVGSVGElement[] {
  return [...root.querySelectorAll<SVGSVGElement>('svg[data-picture]')].filter((picture) => Number(picture.getAttribute('width')) > 0)
}

/** All pictures under `root`, one below the other with their captions, title, source and as-of date, as one SVG file. */
export function pictureSvg(root: Element, meta: PictureMeta, theme: Theme = 'light'): Blob {
  const text = new XMLSerializer().serializeToString(compose(root, meta, theme))
  return new Blob([`<?xml version="1.0" encoding="UTF-8"?>\n${text}`], { type: 'image/svg+xml' })
}

/** The same as pixels, two for each px. */
export async function picturePng(root: Element, meta: PictureMeta, theme: Theme = 'light'): Promise<Blob> {
  const svg = compose(root, meta, theme)
  const [width, height] = [Number(svg.getAttribute('width')), Number(svg.getAttribute('height'))]
  const address = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(svg)], { type: 'image/svg+xml' }))
  try {
    const image = new Image(width, height)
    image.src = address
    await image.decode()
    const canvas = document.createElement('canvas')
    // Browsers give no larger canvas than 16,384 px a side.
    const scale = Math.min(2, 16_384 / Math.max(width, height))
    canvas.width = Math.round(width * scale)
    canvas.height = Math.round(height * scale)
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture is too large to be drawn as PNG.'))), 'image/png'),
    )
  } finally {
    URL.revokeObjectURL(address)
  }
}

function compose(root: Element, meta: PictureMeta, theme: Theme): SVGSVGElement {
  return onStage(theme, (stage) => {
    const pictures = picturesIn(root)
    const inside = pictures.some((picture) => Number(picture.getAttribute('width')) > COLUMN) ? WIDE : COLUMN
    const width = inside + 2 * EDGE
    const [ink, second, third, line, paper] = ['--ink', '--ink-2', '--ink-3', '--line-2', '--paper'].map((token) =>
      colourOn(stage, token),
    ) as [string, string, string, string, string]
    const sheet = make('svg', { xmlns: 'http://www.w3.org/2000/svg', width })
    const faces = make('style', {}, fontFaces())
    sheet.append(make('title', {}, meta.title), faces)
    const ground = make('rect', { width, fill: paper })
    sheet.append(ground)
    let y = EDGE

    const write = (words: readonly Word[], style: { size: number; leading: number; fill: string; family?: string; weight?: number }) => {
      for (const words_ of linesOf(words, inside, style.size)) {
        y += style.leading
        const attributes = {
          x: EDGE,
          y: y - style.leading * 0.28,
          fill: style.fill,
          'font-family': style.family ?? SANS,
          'font-size': style.size,
          'font-weight': style.weight ?? 400,
        }
        const row = make('text', attributes)
        for (const [index, word] of words_.entries()) {
          const gap = index === 0 ? '' : ' '
          row.append(word.fill ? make('tspan', { fill: word.fill }, gap + word.text) : `${gap}${word.text}`)
        }
        sheet.append(row)
      }
    }

    write(plainWords(meta.title), { size: 26, leading: 32, fill: ink, family: SERIF, weight: 600 })
    if (meta.subtitle) write(plainWords(meta.subtitle), { size: 13, leading: 20, fill: second })
    for (const picture of pictures) {
      const figure = picture.closest('figure')
      y += 24
      sheet.append(make('line', { x1: EDGE, y1: y, x2: EDGE + inside, y2: y, stroke: line }))
      y += 12
      const heading = figure?.querySelector('figcaption h2')?.textContent ?? picture.getAttribute('aria-label') ?? ''
      write(plainWords(heading), { size: 15, leading: 22, fill: ink, weight: 500 })
      const caption = figure?.querySelector('figcaption p')
      if (caption) {
        const copy = caption.cloneNode(true) as Element
        stage.append(copy)
        write(wordsOf(copy), { size: 13, leading: 20, fill: second })
      }
      y += 20
      const copy = resolved(picture, stage)
      const [ownWidth, ownHeight] = [Number(picture.getAttribute('width')), Number(picture.getAttribute('height'))]
      const scale = ownWidth < NARROW ? inside / ownWidth : 1
      for (const [name, value] of Object.entries({ x: EDGE, y, width: ownWidth * scale, height: ownHeight * scale, overflow: 'visible' }))
        copy.setAttribute(name, String(value))
      sheet.append(copy)
      y += ownHeight * scale + 8
    }
    y += 20
    const sourced = [`Source: ${meta.source}`, meta.asOf ? `as of ${meta.asOf}` : '', 'Clientele'].filter(Boolean).join(' · ')
    write(plainWords(sourced), { size: 12, leading: 16, fill: third })
    const height = Math.ceil(y + EDGE)
    sheet.setAttribute('height', String(height))
    sheet.setAttribute('viewBox', `0 0 ${width} ${height}`)
    ground.setAttribute('height', String(height))
    return sheet
  })
}
