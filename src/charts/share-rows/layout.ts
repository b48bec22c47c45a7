import { scaleLinear } from 'd3'
import { count } from '../../shared/format'
import { round } from '../parts/round'
import { fitText, textWidth } from '../parts/text-width'
import { COUNT, SHARE, WHOLE_SHARE } from '../parts/unit'
import type { RowMark, ShareRowsLayout, ShareRowsProps } from './types'

const HEAD = 18
const ROW = 22
const NAMES_MOST = 0.42
const BAR = 11

type Given = Omit<ShareRowsProps, 'label' | 'things' | 'onBrush' | 'initialWidth'>

/** Values as rows: shares of everybody, counts where the view has a brush of its own, else the chosen and everybody else as two dots. */
export function layoutShareRows(given: Given, width: number): ShareRowsLayout {
  const { rows, all, chosen, intervals, othersIntervals, chosenOf, othersOf, taken } = given
  const whole = chosenOf + othersOf
  const isCompared = taken === null && chosen !== null && chosenOf > 0 && othersOf > 0
  const values = rows.map((_, row) =>
    taken ? all[row]! : isCompared ? chosen[row]! / chosenOf : share(chosen?.[row] ?? all[row]!, chosen ? chosenOf : whole),
  )
  const isDrawn = (row: number) => !rows[row]!.isRest
  const texts = rows.map((_, row) => {
    if (!isCompared) return taken ? count(all[row]!) : WHOLE_SHARE.full(values[row]!)
    return isDrawn(row) ? '' : `${WHOLE_SHARE.full(values[row]!)} against ${WHOLE_SHARE.full((all[row]! - chosen[row]!) / othersOf)}`
  })
  const left = Math.min(width * NAMES_MOST, Math.max(...rows.map(({ name }) => textWidth(name, 'medium'))) + 12)
  const textRoom = Math.max(0, ...texts.map((text, row) => (isDrawn(row) ? textWidth(text) : 0))) + 6
  const right = Math.max(left + 1, isCompared ? width - 8 : width - textRoom)
  const drawn = rows.flatMap((_, row) => (isDrawn(row) || rows.length === 1 ? [row] : []))
  const most = Math.max(0, ...drawn.flatMap((row) => (isCompared ? [intervals[row]![1], othersIntervals[row]![1]] : [values[row]!])))
  const scale = scaleLinear([0, most > 0 ? most : 1], [left, right])
  if (isCompared) scale.nice(4)
  const unit = taken ? COUNT : SHARE
  const top = scale.domain()[1]!
  const lines = isCompared ? scale.ticks(right - left < 160 ? 2 : 4) : []
  const bottom = HEAD + rows.length * ROW
  return {
    height: bottom + 2,
    left,
    right,
    bottom,
    ticks: lines.map((value) => ({
      at: round(scale(value)),
      label: unit.tick(value, lines.at(-1) ?? top),
      isAxis: value === 0,
    })),
    rows: rows.map(({ name }, row): RowMark => {
      const y = HEAD + row * ROW + ROW / 2
      const x = (value: number) => round(scale(Math.min(value, top)))
      const [own, other] = isCompared && isDrawn(row) ? [intervals[row]!, othersIntervals[row]!] : [null, null]
      const isFaint = own !== null && other !== null && own[0] <= other[1] && other[0] <= own[1]
      const isIn = taken === null || taken[row] === 1
      return {
        y,
        name: { x: 0, y: y + 4, text: fitText(name, left - 10, 'medium'), isStrong: isCompared ? isDrawn(row) && !isFaint : taken !== null && isIn },
        box: { x: 0, y: y - ROW / 2 + 1, width: round(width), height: ROW - 2 },
        bar: isCompared || !isDrawn(row) ? null : { x: round(left), width: round(Math.max(values[row]! > 0 ? 0.5 : 0, scale(values[row]!) - left)), isIn },
        value: texts[row] ? { x: round(isDrawn(row) ? scale(values[row]!) + 6 : left), text: texts[row] } : null,
        dots:
          own && other
            ? {
                own: { x: x(values[row]!), low: x(own[0]), high: x(own[1]) },
                other: { x: x((all[row]! - chosen![row]!) / othersOf), low: x(other[0]), high: x(other[1]) },
                isFaint,
              }
            : null,
      }
    }),
  }
}

export const BAR_HEIGHT = BAR

function share(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0
}
