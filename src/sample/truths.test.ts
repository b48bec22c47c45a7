import { beforeAll, test } from 'vitest'
import type { Check, TruthId } from '../../test/sample/check'
import { LEAVING } from '../../test/sample/leaving'
import { MOVING } from '../../test/sample/moving'
import { WORTH } from '../../test/sample/worth'
import { openSample, type Sample } from '../../test/support/open-sample'
import { TRUTHS } from './truths'

/** A truth without a check does not compile. */
const CHECKS: Readonly<Record<TruthId, Check>> = { ...LEAVING, ...MOVING, ...WORTH }

let sample: Sample

beforeAll(async () => {
  sample = await openSample()
})

for (const [id, check] of Object.entries(CHECKS)) test(`${id}: ${TRUTHS[id as TruthId].sentence}`, () => check(sample))
