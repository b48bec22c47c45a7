import { query } from '../../engine/database'
import { appendTo, materialize } from '../queries/materialize'
import { withCte } from '../queries/with-cte'
import branchTimesText from './branch-times.sql?raw'
import endsText from './ends.sql?raw'
import flowText from './flow.sql?raw'
import namesText from './names.sql?raw'
import passingText from './passing.sql?raw'
import pathsText from './paths.sql?raw'
import samePathText from './same-path.sql?raw'
import stepsText from './steps.sql?raw'
import totalsText from './totals.sql?raw'
import transitionsText from './transitions.sql?raw'
import variantsText from './variants.sql?raw'

/** Kept for the run, in this order: each reads those before it, and everything below reads them. Steps are made part by part. */
export const kept = {
  names: materialize('names', namesText),
  firstSteps: materialize('steps', stepsText),
  moreSteps: appendTo('steps', stepsText),
  paths: materialize('paths', pathsText),
} as const

export const totals = query('totals', totalsText, {
  all_sequences: 'number',
  steps: 'number',
  sequences: 'number',
  customers: 'number',
  variants: 'number',
  going_on: 'number',
  of_one_step: 'number',
  median_length: 'number',
})

export const flow = query('flow', flowText, {
  step: 'number',
  source: 'text',
  target: 'text',
  sequences: 'number',
  customers: 'number',
  returns: 'number',
  returning_customers: 'number',
  goes_on: 'number',
})

export const variants = query('paths', variantsText, {
  path: 'text',
  length: 'number',
  sequences: 'number',
  customers: 'number',
  share: 'number',
  share_so_far: 'number',
  median_seconds: 'number',
  low_seconds: 'number',
  high_seconds: 'number',
})

export const ends = query('names of steps', endsText, {
  name: 'text',
  label: 'text',
  times: 'number',
  sequences: 'number',
  first_steps: 'number',
  last_steps: 'number',
})

export const transitions = query('transitions', transitionsText, {
  name: 'text',
  next_name: 'text',
  times: 'number',
  sequences: 'number',
})

export const branchTimes = query('times of two branches', branchTimesText, {
  branch: 'text',
  sequences: 'number',
  median_seconds: 'number',
  low_seconds: 'number',
  high_seconds: 'number',
})

const ofPaths = (text: string) => withCte('names', namesText, withCte('steps', stepsText, withCte('paths', pathsText, text)))

export const sets = {
  passing: query('customers who pass', ofPaths(passingText), { customer_id: 'text' }),
  path: query('customers on a path', ofPaths(samePathText), { customer_id: 'text' }),
} as const
