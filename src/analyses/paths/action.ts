import { count, percent } from '../../shared/format'
import { FEW } from '../wording/certainty'
import type { Action } from '../contract/definition'
import type { PathSettings } from './options'
import type { PathsResult } from './result'
import { goingBack, passingLink, passingNode } from './sets'
import { largestBack, largestStop, ofOneStep } from './stand-outs'
import { counted, nounOf, whoOf } from './words'

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
      text: `Give the ${counted(stop.sequences, result, settings)} ${whoOf(result, settings)} stopped after ${stop.source} a next step.`,
      note: `${percent(1 - stop.share_of_source)} of those at step ${count(stop.step)} went on from there. The latest may still do so.`,
      who: passingLink(stop, result, settings)!,
    }
  )
}

function actOnOneStep(result: PathsResult, settings: PathSettings): Action | null {
  const end = ofOneStep(result, settings)
  return (
    end && {
      text: result.subject.isCase
        ? `Look at the ${counted(end.sequences, result, settings)} with a single step.`
        : `Give the ${counted(end.sequences, result, settings)} with a single step a reason for a second.`,
      note: `${percent(1 - end.share_of_first)} of all took one. The latest may still do so.`,
      who: passingNode(end, result, settings)!,
    }
  )
}

function actOnBack(result: PathsResult, settings: PathSettings): Action | null {
  const going = largestBack(result, settings)
  return (
    going && {
      text: `Look at the ${counted(going.returns, result, settings)} ${whoOf(result, settings)} went back from ${going.source} to ${going.target}.`,
      note: `They had come from there: what was not settled the first time adds two steps to one ${nounOf(result, settings)} in ${count(result.sequences / going.returns)}.`,
      who: goingBack(going, result, settings),
    }
  )
}
