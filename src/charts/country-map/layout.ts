import { geoEqualEarth, geoMercator, geoPath, type GeoProjection } from 'd3'
import { count } from '../../shared/format'
import { round } from '../parts/round'
import { textWidth } from '../parts/text-width'
import { BORDERS, LAND } from './atlas'
import type { CountryMapProps, MapGround, MapLayout } from './types'

/** The map reaches to whoever is among this share of the customers, the largest countries first. */
const COVERED = 0.97
/** Degrees beyond which the map is that of the world. */
const WIDE = 100
const PAD = 44
const NAMED = 7
const LEAST = 2

/** The part of the world in which nearly all customers are. */
export function groundOf(countries: CountryMapProps['countries'], everyone: CountryMapProps['everyone'], width: number): MapGround {
  const height = Math.round(Math.min(420, width * 0.74))
  const order = countries.map((_, place) => place).sort((a, b) => everyone[b]! - everyone[a]!)
  const whole = order.reduce((sum, place) => sum + everyone[place]!, 0)
  let sum = 0
  const covered = order.filter((place) => {
    const isIn = sum < COVERED * whole || sum === 0
    sum += everyone[place]!
    return isIn
  })
  const projection = projectionOf(
    covered.map((place) => countries[place]!.country.place),
    width,
    height,
  )
  const path = geoPath(projection).digits(1)
  return {
    width,
    height,
    land: path(LAND) ?? '',
    borders: path(BORDERS) ?? '',
    places: countries.map(({ country }) => {
      const at = projection([...country.place])
      return at && at[0] >= 0 && at[0] <= width && at[1] >= 0 && at[1] <= height ? ([round(at[0]), round(at[1])] as const) : null
    }),
  }
}

function projectionOf(places: readonly (readonly [number, number])[], width: number, height: number): GeoProjection {
  const east = places.map(([lon]) => lon)
  const north = places.map(([, lat]) => lat)
  const span = Math.max(...east) - Math.min(...east)
  const frame = [
    [0, 0],
    [width, height],
  ] as [[number, number], [number, number]]
  if (span > WIDE || places.length === 0) return geoEqualEarth().fitExtent(frame, { type: 'Sphere' })
  const room = Math.max(0, 18 - Math.max(span, Math.max(...north) - Math.min(...north))) / 2
  const corners = [
    [Math.min(...east) - room, Math.max(-70, Math.min(...north) - room)],
    [Math.max(...east) + room, Math.min(75, Math.max(...north) + room)],
  ]
  const inner = [
    [PAD, PAD],
    [Math.max(PAD + 1, width - PAD), Math.max(PAD + 1, height - PAD)],
  ] as [[number, number], [number, number]]
  return geoMercator().fitExtent(inner, { type: 'MultiPoint', coordinates: corners }).clipExtent(frame)
}

type Given = Pick<CountryMapProps, 'countries' | 'all' | 'chosen' | 'taken'>

/** Circles whose area is the number of customers, and on them the chosen. `largest`: of all countries, whatever is chosen. */
export function layoutMap({ countries, all, chosen, taken }: Given, ground: MapGround, largest: number): MapLayout {
  const most = Math.min(42, ground.width / 9)
  const radius = (customers: number) => (customers > 0 ? round(Math.max(LEAST, most * Math.sqrt(customers / Math.max(1, largest)))) : 0)
  const chosenIn = (place: number) => (taken ? (taken[place] === 1 ? all[place]! : 0) : (chosen?.[place] ?? all[place]!))
  const order = countries.map((_, place) => place).sort((a, b) => all[b]! - all[a]! || a - b)
  const circles = order.flatMap((place) => {
    const at = ground.places[place]
    if (!at || all[place] === 0) return []
    const isIn = taken === null || taken[place] === 1
    return [{ place, x: at[0], y: at[1], all: radius(all[place]!), chosen: radius(chosenIn(place)), isIn }]
  })
  const beyond = order.filter((place) => !ground.places[place])
  return {
    circles,
    boxes: countries.map((_, place) => {
      const circle = circles.find((one) => one.place === place)
      const half = Math.max(6, circle?.all ?? 0)
      const at = ground.places[place]
      return at
        ? { x: at[0] - half, y: at[1] - half, width: 2 * half, height: 2 * half }
        : { x: 0, y: ground.height - 20, width: 1, height: 1 }
    }),
    labels: labelsOf(circles, ground, (place) => ({
      name: countries[place]!.name,
      text: chosen && !taken ? `${count(chosenIn(place))} of ${count(all[place]!)}` : count(all[place]!),
    })),
    beyond: {
      all: beyond.reduce((sum, place) => sum + all[place]!, 0),
      chosen: beyond.reduce((sum, place) => sum + chosenIn(place), 0),
    },
  }
}

function labelsOf(
  circles: MapLayout['circles'],
  { width, height }: MapGround,
  wordsOf: (place: number) => { name: string; text: string },
): MapLayout['labels'] {
  const taken = circles
    .filter(({ all }) => all > 8)
    .map(({ x, y, all }) => ({ left: x - all, right: x + all, top: y - all, bottom: y + all }))
  const labels: MapLayout['labels'][number][] = []
  for (const { place, x, y, all } of circles.slice(0, 2 * NAMED)) {
    if (labels.length === NAMED) break
    const { name, text } = wordsOf(place)
    const wide = textWidth(`${name} ${text}`, 'medium')
    const room = [
      { anchor: 'start' as const, x: x + all + 4, left: x + all + 4, right: x + all + 4 + wide },
      { anchor: 'end' as const, x: x - all - 4, left: x - all - 4 - wide, right: x - all - 4 },
    ].find(
      ({ left, right }) =>
        left >= 0 && right <= width && !taken.some((box) => left < box.right && right > box.left && y - 7 < box.bottom && y + 7 > box.top),
    )
    if (!room || y < 8 || y > height - 24) continue
    taken.push({ left: room.left, right: room.right, top: y - 8, bottom: y + 8 })
    labels.push({ x: round(room.x), y: round(y + 4), anchor: room.anchor, name, text })
  }
  return labels
}
