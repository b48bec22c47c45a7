import type { TRUTHS } from '../../src/sample/truths'
import type { Sample } from '../support/open-sample'

export type TruthId = keyof typeof TRUTHS

/** Finds one truth in the data with no knowledge of how it was made. */
export type Check = (sample: Sample) => Promise<void>

export type Checks<Ids extends TruthId> = Readonly<Record<Ids, Check>>
