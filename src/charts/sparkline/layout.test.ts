import { expect, test } from 'vitest'
import { textWidth } from '../parts/text-width'
import { examples } from './examples'
import { layoutSmall } from './layout'

const draw = (name: string, width = 288) => {
  const props = examples.find((each) => each.name === name)?.props
  if (!props) throw new Error(name)
  return layoutSmall(props.picture, width, props.currency)
}

test.each(examples.map((each) => each.name))('%s: words stay inside the picture at 288 and 350 px', (name) => {
  for (const width of [288, 350])
    for (const text of draw(name, width).texts) {
      const size = textWidth(`${text.strong ?? ''} ${text.text}`.trim(), 'medium')
      const from = text.anchor === 'end' ? text.x - size : text.anchor === 'middle' ? text.x - size / 2 : text.x
      expect(from, text.text).toBeGreaterThanOrEqual(-4)
      expect(from + size, text.text).toBeLessThanOrEqual(width + 4)
    }
})

test('a split is as wide as its shares', () => {
  const [rest, part] = draw('split').rects
  expect((part?.width ?? 0) / 282).toBeCloseTo(0.165, 2)
  expect((rest?.width ?? 0) + (part?.width ?? 0)).toBeCloseTo(280, 0)
})

test('bars in focus, open and the rest are told apart; labelled ones carry value and name', () => {
  const { rects, texts } = draw('months')
  expect(rects.map((rect) => rect.tone).filter((tone) => tone !== 'muted')).toEqual(['focus', 'focus', 'open'])
  expect(texts.filter((text) => text.style === 'strong').map((text) => text.text)).toEqual(['£0.65m', '£1.16m'])
})

test('the mark stands on the curve', () => {
  const { dots, curves } = draw('days')
  expect(curves[0]?.d).toContain(`L${dots[0]?.x},${dots[0]?.y}`)
})

test('a curve without points is not drawn', () => {
  expect(draw('nothing').height).toBe(0)
})
