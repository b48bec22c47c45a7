import { scaleLinear } from 'd3'
import { count } from '../../shared/format'
import { round } from '../parts/round'
import { fitText, textWidth } from '../parts/text-width'
import { COUNT, SHARE, WHOLE_SHARE } from '../parts/unit'
import type { DotPaths, RowMark, ShareRowsLayout, ShareRowsProps } from './types'

const HEAD = 18
const ROW = 22
const NAMES_MOST = 0.42
const BAR = 11
/** Fewer customers are counted, not rated. */
const FEW = 30

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
    if (!isCompared) return taken || whole < FEW ? count(chosen?.[row] ?? all[row]!) : WHOLE_SHARE.full(values[row]!)
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
  const yOf = (row: number) => HEAD + row * ROW + ROW / 2
  const isFaint = (row: number) => intervals[row]![0] <= othersIntervals[row]![1] && othersIntervals[row]![0] <= intervals[row]![1]
  const dotted = isCompared ? drawn : []
  const dots = (of: readonly number[]): DotPaths => {
    const x = (value: number) => round(scale(Math.min(value, top)))
    const line = (row: number, from: number, to: number) => `M${x(from)} ${yOf(row)}H${x(to)}`
    const dot = (row: number, at: number, radius: number) =>
      `M${round(x(at) - radius)} ${yOf(row)}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0`
    const other = (row: number) => (all[row]! - chosen![row]!) / othersOf
    const path = (part: (row: number) => string) => of.map(part).join('')
    return {
      between: path((row) => line(row, other(row), values[row]!)),
      others: path((row) => line(row, ...othersIntervals[row]!)),
      otherDots: path((row) => dot(row, other(row), 4)),
      own: path((row) => line(row, ...intervals[row]!)),
      ownDots: path((row) => dot(row, values[row]!, 4.5)),
    }
  }
  const barred = isCompared ? [] : drawn.filter((row) => values[row]! > 0)
  const bars = (of: readonly number[]) =>
    of
      .map((row) => `M${round(left)} ${yOf(row) - BAR / 2}H${round(Math.max(left + 0.5, scale(values[row]!)))}v${BAR}H${round(left)}Z`)
      .join('')
  const isIn = (row: number) => taken === null || taken[row] === 1
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
    rows: rows.map(({ name }, row): RowMark => ({
      name: {
        x: 0,
        y: yOf(row) + 4,
        text: fitText(name, left - 10, 'medium'),
        isStrong: isCompared ? isDrawn(row) && !isFaint(row) : taken !== null && isIn(row),
      },
      box: { x: 0, y: yOf(row) - ROW / 2 + 1, width: round(width), height: ROW - 2 },
      value: texts[row] ? { x: round((isDrawn(row) ? scale(values[row]!) : left) + 6), text: texts[row], isQuiet: !isDrawn(row) } : null,
    })),
    bars: { inside: bars(barred.filter(isIn)), outside: bars(barred.filter((row) => !isIn(row))) },
    sure: dots(dotted.filter((row) => !isFaint(row))),
    faint: dots(dotted.filter(isFaint)),
  }
}

function share(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0
}
