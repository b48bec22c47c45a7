import { scaleLinear } from 'd3'
import { declutterLabels } from '../parts/declutter-labels'
import { round } from '../parts/round'
import { fitText, textWidth, wrapText } from '../parts/text-width'
import type { Corner, DotLabel, DotMapLayout, DotMapProps, Dots } from './types'

const NARROW = 520
/** More are not seen apart. */
export const MOST_DRAWN = 10_000
/** At either end of an axis: what lies farther out is drawn at its edge. */
const TAIL = 0.003
const LINE = 16
const RING = 1.6
const COLOURS = 8

/** Every dot by two coordinates, each axis to its own scale; groups named in the margins (on a phone, on the map). */
export function layoutDotMap({ dots, groups, ends }: Pick<DotMapProps, 'dots' | 'groups' | 'ends'>, width: number): DotMapLayout {
  const isNarrow = width < NARROW
  const height = Math.round(isNarrow ? Math.min(width, 380) : Math.min(520, width * 0.68))
  const margin = isNarrow ? 10 : 96
  const xs = scaleLinear(extentOf(dots.x), [margin, width - margin]).clamp(true)
  const ys = scaleLinear(extentOf(dots.y), [height - 34, 34]).clamp(true)
  const every = Math.max(1, Math.ceil(dots.x.length / MOST_DRAWN))
  const paths = groups.map(() => ({ dots: [] as string[], rings: [] as string[] }))
  for (let index = 0; index < dots.x.length; index += every) {
    const [x, y] = [tenth(xs(dots.x[index]!)), tenth(ys(dots.y[index]!))]
    const own = paths[dots.group[index]!]!
    if (dots.isEdge[index])
      own.rings.push(`M${tenth(x - RING)} ${y}a${RING} ${RING} 0 1 0 ${2 * RING} 0a${RING} ${RING} 0 1 0 ${-2 * RING} 0`)
    else own.dots.push(`M${x} ${y}h0`)
  }
  return {
    height,
    groups: paths.map((own, index) => ({ paint: paintOf(index), dots: own.dots.join(''), rings: own.rings.join('') })),
    labels: labelsOf(dots, groups, ([x, y]) => [round(xs(x)), round(ys(y))], width, height, isNarrow),
    ends: [
      { x: round(width / 2), y: 12, text: fitText(`↑ ${ends.top}`, width * (isNarrow ? 0.9 : 0.32)), anchor: 'middle' },
      { x: round(width / 2), y: height - 6, text: fitText(`↓ ${ends.bottom}`, width * 0.6), anchor: 'middle' },
      // On a phone there is no room for them.
      ...(isNarrow
        ? []
        : [
            { x: 0, y: 12, text: fitText(`← ${ends.left}`, width * 0.32), anchor: 'start' as const },
            { x: width, y: 12, text: fitText(`${ends.right} →`, width * 0.32), anchor: 'end' as const },
          ]),
    ],
    middle: { x: round(xs(0)), y: round(ys(0)) },
    drawn: Math.ceil(dots.x.length / every),
    place: ([x, y]) => [round(xs(x)), round(ys(y))],
    unplace: ([x, y]) => [xs.invert(x), ys.invert(y)],
  }
}

/** Dots inside a line: a ray to the right crosses it an odd number of times. */
export function inside({ x, y }: Pick<Dots, 'x' | 'y'>, corners: readonly Corner[]): number[] {
  const found: number[] = []
  for (let index = 0; index < x.length; index++) {
    let isIn = false
    for (const [place, [toX, toY]] of corners.entries()) {
      const [fromX, fromY] = corners.at(place - 1)!
      if (toY > y[index]! !== fromY > y[index]! && x[index]! < ((fromX - toX) * (y[index]! - toY)) / (fromY - toY) + toX) isIn = !isIn
    }
    if (isIn) found.push(index)
  }
  return found
}

export function paintOf(group: number): string {
  return group < COLOURS ? `var(--cat-${group + 1})` : group === COLOURS ? 'var(--chart-muted)' : 'var(--ink)'
}

function extentOf(values: ArrayLike<number>): [number, number] {
  if (values.length === 0) return [-1, 1]
  const sorted = Float64Array.from(values).sort()
  const [low, high] = [sorted[Math.floor(TAIL * (sorted.length - 1))]!, sorted[Math.ceil((1 - TAIL) * (sorted.length - 1))]!]
  return high > low ? [low, high] : [low - 1, high + 1]
}

function labelsOf(
  dots: Dots,
  groups: DotMapProps['groups'],
  place: (corner: Corner) => Corner,
  width: number,
  height: number,
  isNarrow: boolean,
): DotLabel[] {
  const centres = groups.map((_, group) => place(centreOf(dots, group)))
  const side = centres.map(([x]) => (x < width / 2 ? 'start' : 'end'))
  const size = isNarrow ? LINE + 4 : 4 * LINE + 8
  return (['start', 'end'] as const).flatMap((anchor) => {
    const own = groups.map((_, index) => index).filter((index) => side[index] === anchor)
    const places = declutterLabels(
      own.map((index) => ({ at: centres[index]![1], size, weight: groups[index]!.customers })),
      24,
      height - 24,
      height,
    )
    return own.map((index, order): DotLabel => {
      const { name, lines } = groups[index]!
      const [cx, cy] = centres[index]!
      const names = wrapText(name, isNarrow ? width * 0.4 : 150, isNarrow ? 1 : 2, 'medium')
      const told = isNarrow ? [] : lines
      const wide = Math.max(...names.map((line) => textWidth(line, 'medium')), ...told.map((line) => textWidth(line)))
      const y = round((places[order] ?? cy) - ((names.length - 1 + told.length) * LINE) / 2)
      const x = anchor === 'start' ? 0 : width
      const end = anchor === 'start' ? wide + 6 : width - wide - 6
      return {
        x,
        y,
        anchor,
        names,
        lines: told,
        width: wide,
        height: (names.length + told.length) * LINE,
        centre: [cx, cy],
        leader: `M${round(end)} ${y - 4}L${cx} ${cy}`,
        paint: paintOf(index),
      }
    })
  })
}

function centreOf({ x, y, group }: Dots, of: number): Corner {
  let [sumX, sumY, count] = [0, 0, 0]
  for (let index = 0; index < x.length; index++) {
    if (group[index] !== of) continue
    sumX += x[index]!
    sumY += y[index]!
    count++
  }
  return count > 0 ? [sumX / count, sumY / count] : [0, 0]
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10
}
