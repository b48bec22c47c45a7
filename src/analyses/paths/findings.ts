import { count, percent, percentInterval } from '../../shared/format'
import { wilson } from '../../stats/wilson'
import { FEW, FIRST_INTERVAL, isSure, precision } from '../wording/certainty'
import type { Finding } from '../contract/definition'
import { capital, inWords } from '../wording/fractions'
import type { PathSettings } from './options'
import type { PathsResult } from './result'
import { goingBack, onPath, passingLink, passingNode } from './sets'
import { largestBack, largestStop, ofOneStep } from './stand-outs'
import { counted, nounOf, pathWords, timeInterval, timeUnit, timeWords } from './words'

/** More sentences than this are not read. */
const MOST = 4

export function findings(result: PathsResult, settings: PathSettings): Finding[] {
  if (result.allSequences === 0) return []
  if (result.sequences === 0) return [withoutAnchor(result, settings)]
  if (result.sequences < FEW) return [tooFew(result, settings)]
  return [
    mostFrequent(result, settings),
    back(result, settings),
    stopping(result, settings),
    oneStep(result, settings),
    parting(result, settings),
  ]
    .filter((finding) => finding !== null)
    .slice(0, MOST)
}

function withoutAnchor(result: PathsResult, settings: PathSettings): Finding {
  return {
    claim: `No path has the step “${settings.at}”.`,
    evidence: `There are ${counted(result.allSequences, result, settings)} without it. Choose a step by its exact name, or none.`,
    kind: 'warning',
    money: 0,
    customers: 0,
    certainty: 1,
  }
}

function tooFew(result: PathsResult, settings: PathSettings): Finding {
  const path = result.paths[0]!
  return {
    claim: `${counted(result.sequences, result, settings)}: too few for shares.`,
    evidence: `The most frequent path, ${pathWords(path.names)}, is that of ${count(path.sequences)}.`,
    kind: 'fact',
    money: 0,
    customers: result.customers,
    certainty: 1,
    who: onPath(path, result),
  }
}

/** A path taken by fewer is not called common. */
const COMMON = 0.05

function mostFrequent(result: PathsResult, settings: PathSettings): Finding {
  const path = result.paths[0]!
  const noun = nounOf(result, settings)
  const range = wilson(path.sequences, result.sequences)
  const share = `${count(path.sequences)} of ${count(result.sequences)}, or ${percent(path.share)} (${FIRST_INTERVAL}${percentInterval(range.low, range.high)})`
  const who = capital(inWords(path.share, noun))
  const isOne = who.startsWith('One ')
  const claim =
    path.share < COMMON
      ? 'No path is common.'
      : path.names.length === 1
        ? `${who} ${isOne ? 'goes' : 'go'} no further than ${path.names[0]}.`
        : `${who} ${isOne ? 'takes' : 'take'} the same path.`
  const variants = result.variants > 1 ? ` There are ${count(result.variants)} different paths.` : ''
  return {
    claim,
    evidence: `${path.share < COMMON ? 'The most frequent, ' : ''}${pathWords(path.names)}${path.share < COMMON ? ', is taken by ' : ': '}${share}.${variants}`,
    kind: 'fact',
    money: 0,
    customers: path.customers,
    certainty: precision(path.share, range),
    ...(path.share < COMMON && { leads: false as const }),
    who: onPath(path, result),
    picture: {
      kind: 'split',
      caption: 'Share on the most frequent path',
      share: path.share,
      label: 'the same path',
      rest: 'all other paths',
    },
  }
}

function back(result: PathsResult, settings: PathSettings): Finding | null {
  const link = largestBack(result, settings)
  if (!link) return null
  const all = result.nodes.find((node) => node.step === link.step && node.name === link.source)!.sequences
  const range = wilson(link.returns, all)
  const share = link.returns / all
  return {
    claim: `${link.source} sends ${inWords(share, nounOf(result, settings))} back.`,
    evidence: `Of the ${counted(all, result, settings)} at ${link.source} in step ${count(link.step)}, ${percent(share)} go back to ${link.target}, where they came from (${percentInterval(range.low, range.high)}).`,
    kind: 'fact',
    theme: 'going back',
    money: 0,
    customers: link.returning_customers,
    certainty: precision(share, range),
    who: goingBack(link, result, settings),
    picture: { kind: 'split', caption: `What follows ${link.source} in step ${link.step}`, share, label: 'back again', rest: 'onwards' },
  }
}

function stopping(result: PathsResult, settings: PathSettings): Finding | null {
  const link = largestStop(result, settings)
  if (!link) return null
  const all = result.nodes.find((node) => node.step === link.step && node.name === link.source)!.sequences
  const range = wilson(link.sequences, all)
  const who = capital(inWords(link.share_of_source, nounOf(result, settings)))
  return {
    claim: `${who} ${who.startsWith('One ') ? 'stops' : 'stop'} after ${link.source} in step ${count(link.step)}.`,
    evidence: `${count(link.sequences)} of ${count(all)} have no further step, or ${percent(link.share_of_source)} (${percentInterval(range.low, range.high)}). The latest may still take one.`,
    kind: 'fact',
    theme: 'stopping',
    money: 0,
    customers: link.customers,
    certainty: precision(link.share_of_source, range),
    who: passingLink(link, result, settings)!,
  }
}

function oneStep(result: PathsResult, settings: PathSettings): Finding | null {
  const end = ofOneStep(result, settings)
  if (!end) return null
  const range = wilson(end.sequences, result.sequences)
  const who = capital(inWords(end.share_of_first, nounOf(result, settings)))
  return {
    claim: `${who} ${who.startsWith('One ') ? 'takes' : 'take'} a single step.`,
    evidence: `${count(end.sequences)} of ${count(result.sequences)}, or ${percent(end.share_of_first)} (${percentInterval(range.low, range.high)})${settings.repeats === 'collapsed' ? ', the same step again taken as one' : ''}. The latest may still take another.`,
    kind: 'fact',
    // Of orders, overview says it as the share who ordered once.
    theme: result.source === 'events' ? 'stopping' : 'repeat',
    money: 0,
    customers: end.customers,
    certainty: precision(end.share_of_first, range),
    who: passingNode(end, result, settings)!,
  }
}

function parting(result: PathsResult, _settings: PathSettings): Finding | null {
  if (!result.branches) return null
  const { link, times } = result.branches
  const [slow, fast] = times.toSorted((a, b) => b.median_seconds - a.median_seconds)
  if (!slow || !fast || slow.median_seconds === fast.median_seconds || Math.min(slow.sequences, fast.sequences) < FEW) return null
  const unit = timeUnit(fast.median_seconds)
  const gap = slow.median_seconds - fast.median_seconds
  const half = Math.hypot(slow.median_seconds - slow.low_seconds, fast.high_seconds - fast.median_seconds)
  const isApart = isSure(gap, { low: gap - half, high: gap + half }, 0)
  const line = (time: typeof slow) =>
    `${timeWords(time.median_seconds, unit)} at the median (${timeInterval(time.low_seconds, time.high_seconds, unit)})`
  return {
    claim: `${slow.branch} ${isApart ? 'goes' : 'may go'} with ${timeWords(slow.median_seconds - fast.median_seconds, timeUnit(slow.median_seconds - fast.median_seconds))} more.`,
    evidence: `After ${link.source}, paths that go on to ${slow.branch} take ${line(slow)}, those that go on to ${fast.branch} ${line(fast)}.${isApart ? '' : ' The intervals overlap, so this may be chance.'}`,
    kind: 'fact',
    ...(isApart && { claims: 'association' as const }),
    ...(!isApart && { leads: false as const }),
    theme: 'time taken',
    money: 0,
    customers: slow.sequences,
    certainty: isApart ? 0.8 : 0.4,
    picture: {
      kind: 'intervals',
      caption: 'Median time of whole paths',
      rows: [slow, fast].map((time, index) => ({
        label: time.branch,
        value: time.median_seconds / unit[0],
        low: time.low_seconds / unit[0],
        high: time.high_seconds / unit[0],
        focus: index === 0,
      })),
      percent: false,
      unit: unit[2],
    },
  }
}
