import { round } from '../parts/round'
import { declutterLabels } from '../parts/declutter-labels'
import { textWidth } from '../parts/text-width'

/** A line that wants its name said. Points in px, ascending x. */
export interface Named {
  readonly text: string
  readonly points: readonly (readonly [x: number, y: number])[]
  /** What gives way last. */
  readonly weight: number
}

export interface EndLabel {
  readonly y: number
  /** From the end of the line to a label that had to move. */
  readonly leader: boolean
}

/** Names beside the ends of lines, one under the other; null: no room, the name is in the tooltip. */
export function placeAtEnds(lines: readonly Named[], size: number, top: number, bottom: number): (EndLabel | null)[] {
  const ends = lines.map((line) => line.points.at(-1)?.[1] ?? 0)
  const places = declutterLabels(
    lines.map((line, index) => ({ at: ends[index] ?? 0, size, weight: line.weight })),
    top,
    bottom,
    Math.max(size, 16),
  )
  return places.map((y, index) => (y === null ? null : { y: round(y), leader: Math.abs(y - (ends[index] ?? 0)) > 3 }))
}

const CANDIDATES = 14
const LINE_HEIGHT = 16

/** Names on the lines themselves, for a narrow picture: above or below, where they cover the least of all lines. */
export function placeAlong(lines: readonly Named[], from: number, to: number, top: number, bottom: number): { x: number; y: number }[] {
  const placed: { x0: number; x1: number; y0: number; y1: number }[] = []
  return lines.map((line) => {
    const width = textWidth(line.text, 'medium') + 18
    let best = { x: from, y: top, cost: Infinity }
    for (let step = 0; step <= CANDIDATES; step += 1) {
      const x = from + ((to - width - from) * step) / CANDIDATES
      const under = heights(line.points, x, x + width)
      if (!under) continue
      for (const y0 of [under.top - LINE_HEIGHT - 4, under.bottom + 4]) {
        const box = { x0: x, x1: x + width, y0, y1: y0 + LINE_HEIGHT }
        const outside = y0 < top - LINE_HEIGHT || box.y1 > bottom ? 100 : 0
        const covered = lines.filter((other) => {
          const across = heights(other.points, box.x0, box.x1)
          return across !== null && across.top < box.y1 && across.bottom > box.y0
        }).length
        const overlaps = placed.filter((other) => other.x0 < box.x1 && other.x1 > box.x0 && other.y0 < box.y1 && other.y1 > box.y0).length
        const cost = outside + covered * 10 + overlaps * 20 + (under.bottom - under.top) / 20
        if (cost < best.cost) best = { x, y: y0, cost }
      }
    }
    placed.push({ x0: best.x, x1: best.x + width, y0: best.y, y1: best.y + LINE_HEIGHT })
    return { x: round(best.x), y: round(best.y + 12) }
  })
}

/** The highest and lowest that a line reaches between two places. */
function heights(points: Named['points'], from: number, to: number): { top: number; bottom: number } | null {
  let [top, bottom] = [Infinity, -Infinity]
  for (let index = 0; index < points.length; index += 1) {
    const [x0, y0] = points[index] ?? [0, 0]
    const [x1, y1] = points[index + 1] ?? [x0, y0]
    if (x1 < from || x0 > to) continue
    top = Math.min(top, y0, y1)
    bottom = Math.max(bottom, y0, y1)
  }
  return top === Infinity ? null : { top, bottom }
}
