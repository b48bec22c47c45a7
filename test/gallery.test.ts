import type { Component } from 'svelte'
import { render } from 'svelte/server'
import { describe, expect, test } from 'vitest'
import Bars from '../src/charts/bars/Bars.svelte'
import { examples as bars } from '../src/charts/bars/examples'
import BrushBars from '../src/charts/brush-bars/BrushBars.svelte'
import { examples as brushBars } from '../src/charts/brush-bars/examples'
import Columns from '../src/charts/columns/Columns.svelte'
import CohortGrid from '../src/charts/cohort-grid/CohortGrid.svelte'
import { examples as cohorts } from '../src/charts/cohort-grid/examples'
import { examples as columns } from '../src/charts/columns/examples'
import CountryMap from '../src/charts/country-map/CountryMap.svelte'
import { examples as countryMaps } from '../src/charts/country-map/examples'
import { examples as dotMaps } from '../src/charts/dot-map/examples'
import DotMap from '../src/charts/dot-map/DotMap.svelte'
import { examples as lifelines } from '../src/charts/lifelines/examples'
import Lifelines from '../src/charts/lifelines/Lifelines.svelte'
import { examples as lines, multiples } from '../src/charts/lines/examples'
import Lines from '../src/charts/lines/Lines.svelte'
import SmallMultiples from '../src/charts/lines/SmallMultiples.svelte'
import type { Example } from '../src/charts/parts/example'
import { examples as portraits } from '../src/charts/portrait/examples'
import Portrait from '../src/charts/portrait/Portrait.svelte'
import { examples as rf } from '../src/charts/rf-grid/examples'
import RfGrid from '../src/charts/rf-grid/RfGrid.svelte'
import { examples as flows } from '../src/charts/sankey/examples'
import Sankey from '../src/charts/sankey/Sankey.svelte'
import { examples as grids } from '../src/charts/share-grid/examples'
import ShareGrid from '../src/charts/share-grid/ShareGrid.svelte'
import { examples as shareRows } from '../src/charts/share-rows/examples'
import ShareRows from '../src/charts/share-rows/ShareRows.svelte'
import { examples as gaps } from '../src/charts/gaps/examples'
import Gaps from '../src/charts/gaps/Gaps.svelte'
import { examples as upset } from '../src/charts/upset/examples'
import Upset from '../src/charts/upset/Upset.svelte'
import { examples as spreads } from '../src/charts/spreads/examples'
import Spreads from '../src/charts/spreads/Spreads.svelte'
import { examples as standings } from '../src/charts/standing/examples'
import Standing from '../src/charts/standing/Standing.svelte'
import { examples as timelines } from '../src/charts/timeline/examples'
import Timeline from '../src/charts/timeline/Timeline.svelte'
import { examples as pictures } from '../src/charts/sparkline/examples'
import Picture from '../src/charts/sparkline/Picture.svelte'

interface Entry {
  readonly chart: string
  readonly name: string
  draw(width: number): string
}

function entries<Props extends object>(chart: string, component: Component<Props>, examples: readonly Example<Props>[]): Entry[] {
  return examples.map(({ name, props }) => ({
    chart,
    name,
    draw: (width) => render(component, { props: { ...props, initialWidth: width } }).body,
  }))
}

const GALLERY: readonly Entry[] = [
  ...entries('bars', Bars, bars),
  ...entries('brush-bars', BrushBars, brushBars),
  ...entries('cohort-grid', CohortGrid, cohorts),
  ...entries('columns', Columns, columns),
  ...entries('country-map', CountryMap, countryMaps),
  ...entries('dot-map', DotMap, dotMaps),
  ...entries('lines', Lines, lines),
  ...entries('portrait', Portrait, portraits),
  ...entries('rf-grid', RfGrid, rf),
  ...entries('sankey', Sankey, flows),
  ...entries('small', Picture, pictures),
  ...entries('lifelines', Lifelines, lifelines),
  ...entries('small-multiples', SmallMultiples, multiples),
  ...entries('share-grid', ShareGrid, grids),
  ...entries('share-rows', ShareRows, shareRows),
  ...entries('gaps', Gaps, gaps),
  ...entries('spreads', Spreads, spreads),
  ...entries('upset', Upset, upset),
  ...entries('standing', Standing, standings),
  ...entries('timeline', Timeline, timelines),
]

/** The picture alone, one element a line, without what the compiler leaves in it. */
function picture(html: string): string {
  const svg = /<svg[\s\S]*<\/svg>/.exec(html)?.[0] ?? html
  return svg
    .replace(/<!--.*?-->/gs, '')
    .replace(/ class="([^"]*)"/g, (_all, names: string) => ` class="${names.replace(/\bsvelte-\w+\b/g, '').trim()}"`)
    .replace(/ class=""/g, '')
    .replace(/>\s*</g, '>\n<')
}

describe.each([704, 350])('at %i px', (width) => {
  test.each(GALLERY)('$chart: $name looks as accepted', async ({ chart, name, draw }) => {
    await expect(picture(draw(width))).toMatchFileSnapshot(`gallery/${chart}-${name}-${width}.svg`)
  })
})

describe.each(GALLERY)('$chart: $name', ({ draw }) => {
  test('no coordinate is not a number, endless or negative in size', () => {
    for (const width of [704, 350, 240]) {
      const drawn = draw(width)
      expect(drawn).not.toMatch(/NaN|Infinity|undefined/)
      expect(drawn).not.toMatch(/ (width|height|r)="-/)
    }
  })

  test('data are text: no element or attribute is made from them', () => {
    expect(draw(704)).not.toContain('<script')
  })
})
