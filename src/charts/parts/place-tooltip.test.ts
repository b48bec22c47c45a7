import { expect, test } from 'vitest'
import { placeTooltip } from './place-tooltip'

const TIP = { width: 180, height: 80 }
const BOUNDS = { x: 0, y: 0, width: 704, height: 400 }

test('it stands 12 px to the right of the mark', () => {
  expect(placeTooltip({ x: 100, y: 50, width: 40, height: 30 }, TIP, BOUNDS)).toEqual({ x: 152, y: 50 })
})

test('at the right edge it flips to the left', () => {
  expect(placeTooltip({ x: 600, y: 50, width: 40, height: 30 }, TIP, BOUNDS)).toEqual({ x: 408, y: 50 })
})

test('beside a mark as wide as the picture it goes below, and above at the foot', () => {
  expect(placeTooltip({ x: 0, y: 50, width: 704, height: 30 }, TIP, BOUNDS)).toEqual({ x: 262, y: 92 })
  expect(placeTooltip({ x: 0, y: 360, width: 704, height: 30 }, TIP, BOUNDS)).toEqual({ x: 262, y: 268 })
})

test('beside a mark at the foot it is lifted to stay inside', () => {
  expect(placeTooltip({ x: 100, y: 380, width: 40, height: 20 }, TIP, BOUNDS)).toEqual({ x: 152, y: 320 })
})

test('it never covers its mark, wherever that is', () => {
  for (const x of [0, 90, 180, 270, 310])
    for (const y of [0, 150, 300, 370]) {
      const mark = { x, y, width: 40, height: 30 }
      const place = placeTooltip(mark, TIP, { x: 0, y: 0, width: 350, height: 400 })
      const apart =
        place.x >= mark.x + mark.width || place.x + TIP.width <= mark.x || place.y >= mark.y + mark.height || place.y + TIP.height <= mark.y
      expect(apart, `mark at ${x}, ${y}`).toBe(true)
    }
})
