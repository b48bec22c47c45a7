const SVG = 'http://www.w3.org/2000/svg'

/** What a picture needs of its styles once it has left the page. */
const PAINT = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'paint-order',
  'shape-rendering',
] as const
const TYPE = ['font-family', 'font-size', 'font-weight', 'font-style', 'font-variant-numeric', 'text-anchor'] as const
const INITIAL: Readonly<Record<string, string>> = {
  'fill-opacity': '1',
  stroke: 'none',
  'stroke-width': '1px',
  'stroke-dasharray': 'none',
  'stroke-linecap': 'butt',
  'stroke-linejoin': 'miter',
  opacity: '1',
  'paint-order': 'normal',
  'shape-rendering': 'auto',
  'font-style': 'normal',
  'font-variant-numeric': 'normal',
  'text-anchor': 'start',
}

export type Theme = 'light' | 'dark'

/**
 * Runs `use` with copies of elements on a stage of the wanted theme, outside the picture's reading flow: colours are
 * light-dark() pairs, resolved where they are used, so the page itself need not change its theme.
 */
export function onStage<Result>(theme: Theme, use: (stage: HTMLElement) => Result): Result {
  const stage = document.createElement('div')
  stage.setAttribute('aria-hidden', 'true')
  stage.style.setProperty('color-scheme', theme)
  stage.style.setProperty('position', 'absolute')
  stage.style.setProperty('visibility', 'hidden')
  stage.style.setProperty('pointer-events', 'none')
  document.body.append(stage)
  try {
    return use(stage)
  } finally {
    stage.remove()
  }
}

export function colourOn(stage: HTMLElement, token: string): string {
  const probe = document.createElement('span')
  probe.style.setProperty('color', `var(${token})`)
  stage.append(probe)
  const colour = getComputedStyle(probe).color
  probe.remove()
  return colour
}

/** A copy of a picture with its computed colours and type as attributes, and nothing that only the page understands. */
export function resolved(picture: SVGSVGElement, stage: HTMLElement): SVGSVGElement {
  const copy = picture.cloneNode(true) as SVGSVGElement
  stage.append(copy)
  for (const hidden of copy.querySelectorAll('[data-screen-only]')) hidden.remove()
  const all = [copy, ...copy.querySelectorAll<SVGElement>('*')]
  // Read first, then write: an attribute written to a parent is no longer the style that its children inherit.
  const styles = all.map((element) => {
    const computed = getComputedStyle(element)
    const isText = element instanceof SVGTextContentElement
    return [...PAINT, ...(isText ? TYPE : [])].map((name) => [name, computed.getPropertyValue(name)] as const)
  })
  all.forEach((element, index) => {
    for (const [name, value] of styles[index] ?? []) {
      const own = element.getAttribute(name)
      // References to patterns stay as they are written.
      if (own?.startsWith('url(')) continue
      if (value && value !== INITIAL[name] && element instanceof SVGGraphicsElement && element !== copy) element.setAttribute(name, value)
      else element.removeAttribute(name)
    }
    for (const name of element.getAttributeNames())
      if (/^(class|style|tabindex|role|data-.*|aria-.*)$/.test(name)) element.removeAttribute(name)
  })
  for (const group of copy.querySelectorAll('g')) group.removeAttribute('fill')
  copy.remove()
  return copy
}

export function make<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Record<string, string | number>,
  text?: string,
): SVGElementTagNameMap[Name] {
  const element = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value))
  if (text !== undefined) element.textContent = text
  return element
}
