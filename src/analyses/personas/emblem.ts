import { group } from 'd3'
import { isDrawing } from '../../charts/emblem/drawings'
import type { EmblemData, Shares } from '../../charts/emblem/layout'
import type { PersonasResult } from './result'
import type { Trait } from './traits'

/** What petals are made of, the first of these that is known: what is first bought, else what tells most of them. */
const GOODS = ['first.category', 'first.product', 'first.word']
const MOST_PETALS = 8
const MOST_BARS = 52

/** A group's emblem: weeks and weekdays of their orders and what they first buy, beside everybody; without dates, everything that was compared. */
export function emblemOf({ personas, everybody, portraits }: PersonasResult, persona: string, chosen: string | null): EmblemData {
  const ring = personas.find(({ name }) => name === persona)?.ring
  const traits = portraits.find((portrait) => portrait.persona === persona)?.traits ?? []
  return {
    outer: ring && everybody ? { own: ring.weeks, all: everybody.weeks } : sharesOf(traits.slice(0, MOST_BARS)),
    inner: ring && everybody ? { own: ring.weekdays, all: everybody.weekdays } : null,
    petals: petalsOf(traits),
    // Where nothing is known there is nothing to draw from.
    drawing: isDrawing(chosen) ? chosen : !ring && traits.length === 0 ? 'person' : null,
  }
}

function petalsOf(traits: readonly Trait[]): Shares {
  const byFeature = group(
    traits.filter(({ values }) => values.length === 1),
    ({ feature }) => feature,
  )
  const goods = GOODS.find((feature) => byFeature.has(feature))
  const own = goods ? byFeature.get(goods)! : ([...byFeature.values()].sort((a, b) => b.length - a.length)[0] ?? [])
  return sharesOf(own.toSorted((a, b) => b.share + b.shareElsewhere - a.share - a.shareElsewhere).slice(0, MOST_PETALS))
}

function sharesOf(traits: readonly Trait[]): Shares {
  return { own: traits.map(({ share }) => share), all: traits.map(({ shareElsewhere }) => shareElsewhere) }
}
