import { DAY_MS } from './calendar'
import { CHANNELS, channelIndex } from './channels'
import { weighted, type Random } from './random'
import { TRUTHS } from './truths'

const LATER = weighted(CHANNELS.map((channel) => channel.later))
const { channel: podcast, closer, closes } = TRUTHS.podcastConverts.planted
const PODCAST = channelIndex(podcast)
const CLOSER = channelIndex(closer)
const GOES_ON = 0.45
const LONGEST = 5

/** Appends the contacts that led one person to join, the first by the channel of origin, in order of time. */
export function makeJourney(random: Random, source: number, joinedAt: number, channels: number[], moments: number[]): void {
  let steps = 1
  while (steps < LONGEST && random.chance(GOES_ON)) steps++
  const isClosed = source === PODCAST && random.chance(closes)
  if (isClosed) steps = Math.max(steps, 2)
  const start = moments.length
  let at = joinedAt - (0.005 + 0.1 * random.unit()) * DAY_MS
  for (let step = 0; step < steps; step++) {
    moments.push(Math.round(at / 1000) * 1000)
    at -= Math.min(0.02 + random.exponential(3), 9) * DAY_MS
  }
  reverseFrom(moments, start)
  for (let step = 0; step < steps; step++) {
    if (step === 0) channels.push(source)
    else if (step === steps - 1 && isClosed) channels.push(CLOSER)
    else channels.push(random.index(LATER))
  }
}

function reverseFrom(list: number[], start: number): void {
  for (let low = start, high = list.length - 1; low < high; low++, high--) {
    const kept = list[low]!
    list[low] = list[high]!
    list[high] = kept
  }
}
