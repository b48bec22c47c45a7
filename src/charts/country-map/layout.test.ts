import { expect, test } from 'vitest'
import { countryOf } from './countries'
import { examples } from './examples'
import { groundOf, layoutMap } from './layout'

const laid = (name: string, width = 500) => {
  const { props } = examples.find((example) => example.name === name)!
  const ground = groundOf(props.countries, props.everyone, width)
  return { ...props, ground, layout: layoutMap(props, ground, Math.max(...Array.from(props.everyone))) }
}

test('countries are known by their names in several languages, by their codes, and by what files call them', () => {
  const code = (text: string) => countryOf(text)?.code ?? null
  expect(['Germany', 'Deutschland', 'Allemagne', 'DE', 'deu', ' germany '].map(code)).toEqual(Array(6).fill('DE'))
  expect(['EIRE', 'USA', 'U.S.A.', 'UK', 'RSA', 'România', 'Côte d’Ivoire', 'Czech Republic'].map(code)).toEqual([
    'IE',
    'US',
    'US',
    'GB',
    'ZA',
    'RO',
    'CI',
    'CZ',
  ])
  expect(['Unspecified', 'European Community', '', '<b>', 'Atlantis', '__proto__'].map(code)).toEqual(Array(6).fill(null))
})

test('the map shows where nearly all are; who is beyond it is counted', () => {
  const { ground, layout } = laid('europe-chosen')
  expect(ground.places.slice(0, 3).every((place) => place !== null)).toBe(true)
  expect(ground.places[7]).toBeNull()
  expect(layout.beyond.all).toBeGreaterThanOrEqual(2)
  expect(layout.circles.reduce((sum, { place }) => sum + laid('europe-chosen').all[place]!, layout.beyond.all)).toBe(4172)
  const world = ['USA', 'Brazil', 'Japan', 'Germany', 'Australia'].map((name) => ({ name, country: countryOf(name)! }))
  expect(groundOf(world, [5, 3, 2, 2, 1], 500).places.every((place) => place !== null)).toBe(true)
})

test('areas are customers, the chosen inside of all, the largest below', () => {
  const { layout } = laid('europe-chosen')
  const [first] = layout.circles
  expect(first!.place).toBe(0)
  expect((first!.chosen / first!.all) ** 2).toBeCloseTo(557 / 3920, 1)
  for (const { all, chosen } of layout.circles) expect(chosen).toBeLessThanOrEqual(all)
  const brushed = laid('brushed-here').layout.circles
  expect(
    brushed
      .filter(({ chosen }) => chosen > 0)
      .map(({ place }) => place)
      .sort(),
  ).toEqual([1, 2])
})

test('labels do not lie on each other', () => {
  for (const width of [300, 500, 700]) {
    const { labels } = laid('europe-chosen', width).layout
    expect(labels.length).toBeGreaterThan(1)
    expect(labels.every(({ text }) => / of /.test(text))).toBe(true)
  }
})
