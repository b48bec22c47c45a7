import { count, percent, percentInterval } from '../../shared/format'
import { wilson, type Interval } from '../../stats/wilson'
import { FEW, FIRST_INTERVAL } from '../certainty'
import type { Action, Finding } from '../definition'
import { capital, inWords } from '../fractions'
import { END, type PathLink, type PathNode } from './flow'
import type { PathSettings } from './options'
import type { PathsResult } from './result'
import { goingBack, onPath, passingLink, passingNode } from './sets'
import { counted, nounOf, pathWords, timeInterval, timeUnit, timeWords } from './words'

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
  ].filter((finding) => finding !== null)
}

/** The set that is larger of those who stop and those who turn back. */
export function action(result: PathsResult, settings: PathSettings): Action | null {
  if (result.sequences < FEW) return null
  const options = [actOnStop(result, settings), actOnOneStep(result, settings), actOnBack(result, settings)].filter((one) => one !== null)
  return options.toSorted((a, b) => b.who!.count - a.who!.count)[0] ?? null
}

function actOnStop(result: PathsResult, settings: PathSettings): Action | null {
  const stop = largestStop(result, settings)
  return (
    stop && {
      text: `Give the ${counted(stop.sequences, settings)} that stopped after ${stop.source} a next step.`,
      note: `${percent(1 - stop.share_of_source)} of those at step ${count(stop.step)} went on from there. The latest may still do so.`,
      who: passingLink(stop, result, settings)!,
    }
  )
}

function actOnOneStep(result: PathsResult, settings: PathSettings): Action | null {
  const end = ofOneStep(result, settings)
  return (
    end && {
      text: `Give the ${counted(end.sequences, settings)} with a single step a reason for a second.`,
      note: `${percent(1 - end.share_of_first)} of all took one. The latest may still do so.`,
      who: passingNode(end, result, settings)!,
    }
  )
}

function actOnBack(result: PathsResult, settings: PathSettings): Action | null {
  const going = largestBack(result, settings)
  return (
    going && {
      text: `Look at the ${counted(going.returns, settings)} that went back from ${going.source} to ${going.target}.`,
      note: `They had come from there: what was not settled the first time adds two steps to one ${nounOf(settings)} in ${count(result.sequences / going.returns)}.`,
      who: goingBack(going, result, settings),
    }
  )
}

function withoutAnchor(result: PathsResult, settings: PathSettings): Finding {
  return {
    claim: `No path has the step “${settings.at}”.`,
    evidence: `There are ${counted(result.allSequences, settings)} without it. Choose a step by its exact name, or none.`,
    kind: 'warning',
    money: 0,
    customers: 0,
    certainty: 1,
  }
}

function tooFew(result: PathsResult, settings: PathSettings): Finding {
  const path = result.paths[0]!
  return {
    claim: `${counted(result.sequences, settings)}: too few for shares.`,
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
  const noun = nounOf(settings)
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
    certainty: sureness(path.share, range),
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

/** The largest there-and-back: from a step to where it was reached from. Read in the order of time only. */
function largestBack(result: PathsResult, settings: PathSettings): PathLink | null {
  if (settings.anchor === 'end') return null
  const named = new Set(result.nodes.filter(({ kind }) => kind === 'event').map(({ name }) => name))
  const [largest] = result.links
    .filter(({ source, target, returns }) => returns >= FEW && named.has(source) && named.has(target))
    .toSorted((a, b) => b.returns - a.returns)
  return largest && largest.returns >= 0.01 * result.sequences ? largest : null
}

function back(result: PathsResult, settings: PathSettings): Finding | null {
  const link = largestBack(result, settings)
  if (!link) return null
  const all = result.nodes.find((node) => node.step === link.step && node.name === link.source)!.sequences
  const range = wilson(link.returns, all)
  const share = link.returns / all
  return {
    claim: `${link.source} sends ${inWords(share, nounOf(settings))} back.`,
    evidence: `Of the ${counted(all, settings)} at ${link.source} in step ${count(link.step)}, ${percent(share)} go back to ${link.target}, where they came from (${percentInterval(range.low, range.high)}).`,
    kind: 'fact',
    theme: 'going back',
    money: 0,
    customers: link.returning_customers,
    certainty: sureness(share, range),
    who: goingBack(link, result, settings),
    picture: { kind: 'split', caption: `What follows ${link.source} in step ${link.step}`, share, label: 'back again', rest: 'onwards' },
  }
}

/** The link that the sentences speak of most: drawn in the accent. */
export function spokenOf(result: PathsResult, settings: PathSettings): PathLink | null {
  return result.sequences < FEW ? null : (largestBack(result, settings) ?? largestStop(result, settings))
}

/** A name after which nearly every path is over is an end, not a loss. */
const NATURAL_END = 0.9

function largestStop(result: PathsResult, settings: PathSettings): PathLink | null {
  if (settings.anchor === 'end') return null
  const goOn = new Set(result.names.filter(({ times, last_steps }) => last_steps < NATURAL_END * times).map(({ label }) => label))
  const [largest] = result.links
    .filter(({ target, going_on, source, step }) => target === END && going_on === 0 && step < Number(settings.steps) && goOn.has(source))
    .toSorted((a, b) => b.sequences - a.sequences)
  return largest && largest.sequences >= Math.max(FEW, 0.05 * result.sequences) ? largest : null
}

function stopping(result: PathsResult, settings: PathSettings): Finding | null {
  const link = largestStop(result, settings)
  if (!link) return null
  const all = result.nodes.find((node) => node.step === link.step && node.name === link.source)!.sequences
  const range = wilson(link.sequences, all)
  const who = capital(inWords(link.share_of_source, nounOf(settings)))
  return {
    claim: `${who} ${who.startsWith('One ') ? 'stops' : 'stop'} after ${link.source} in step ${count(link.step)}.`,
    evidence: `${count(link.sequences)} of ${count(all)} have no further step, or ${percent(link.share_of_source)} (${percentInterval(range.low, range.high)}). Those who came last may still take one.`,
    kind: 'fact',
    theme: 'stopping',
    money: 0,
    customers: link.customers,
    certainty: sureness(link.share_of_source, range),
    who: passingLink(link, result, settings)!,
  }
}

/** End at the second step: those of one step only, where they are many and did not all do the one thing that ends every path. */
function ofOneStep(result: PathsResult, settings: PathSettings): PathNode | null {
  if (settings.anchor === 'end' || Number(settings.steps) < 2) return null
  const end = result.nodes.find(({ step, kind }) => step === 2 && kind === 'end')
  const over = new Set(result.names.filter(({ times, last_steps }) => last_steps >= NATURAL_END * times).map(({ label }) => label))
  const natural = result.links.filter(({ step, source, target }) => step === 1 && target === END && over.has(source))
  const lost = (end?.sequences ?? 0) - natural.reduce((sum, { sequences }) => sum + sequences, 0)
  return end && lost >= Math.max(FEW, 0.05 * result.sequences) ? end : null
}

function oneStep(result: PathsResult, settings: PathSettings): Finding | null {
  const end = ofOneStep(result, settings)
  if (!end) return null
  const range = wilson(end.sequences, result.sequences)
  const who = capital(inWords(end.share_of_first, nounOf(settings)))
  return {
    claim: `${who} ${who.startsWith('One ') ? 'takes' : 'take'} a single step.`,
    evidence: `${count(end.sequences)} of ${count(result.sequences)}, or ${percent(end.share_of_first)} (${percentInterval(range.low, range.high)})${settings.repeats === 'collapsed' ? ', the same step again taken as one' : ''}. Those who came last may still take another.`,
    kind: 'fact',
    // Of orders, overview says it as the share who ordered once.
    theme: result.source === 'events' ? 'stopping' : 'repeat',
    money: 0,
    customers: end.customers,
    certainty: sureness(end.share_of_first, range),
    who: passingNode(end, result, settings)!,
  }
}

function parting(result: PathsResult, _settings: PathSettings): Finding | null {
  if (!result.branches) return null
  const { link, times } = result.branches
  const [slow, fast] = times.toSorted((a, b) => b.median_seconds - a.median_seconds)
  if (!slow || !fast || slow.median_seconds === fast.median_seconds || Math.min(slow.sequences, fast.sequences) < FEW) return null
  const unit = timeUnit(fast.median_seconds)
  const isApart = slow.low_seconds > fast.high_seconds
  const line = (time: typeof slow) =>
    `${timeWords(time.median_seconds, unit)} at the median (${timeInterval(time.low_seconds, time.high_seconds, unit)})`
  return {
    claim: `${slow.branch} ${isApart ? 'goes' : 'may go'} with ${timeWords(slow.median_seconds - fast.median_seconds, timeUnit(slow.median_seconds - fast.median_seconds))} more.`,
    evidence: `After ${link.source}, paths that go on to ${slow.branch} take ${line(slow)}, those that go on to ${fast.branch} ${line(fast)}.${isApart ? '' : ' The intervals touch: a hint, not a finding to act on.'}`,
    kind: 'fact',
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

function sureness(share: number, { low, high }: Interval): number {
  return share > 0 ? Math.max(0, 1 - (high - low) / 2 / share) : 0
}
