import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkpointOf, operationOf, replay, type Checkpoint, type Operation } from './journal'
import { EMPTY_RECIPE, type Recipe } from './recipe'

/** Names the workbook 1, 2, 3 …, with a checkpoint where asked, and tells the recipe after each change. */
async function history(changes: number, checkpointsAt: readonly number[]) {
  const states: Recipe[] = [EMPTY_RECIPE]
  const operations: Operation[] = []
  const checkpoints: Checkpoint[] = []
  for (let seq = 1; seq <= changes; seq++) {
    const change = seq % 2 ? { name: `name ${seq}` } : { page: `page-${seq}` }
    const state = { ...states.at(-1)!, ...change }
    states.push(state)
    const part = seq % 2 ? 'name' : 'page'
    operations.push(await operationOf('w', seq, part, state[part]))
    if (checkpointsAt.includes(seq)) checkpoints.push(await checkpointOf('w', seq, state))
  }
  return { states, operations, checkpoints }
}

test('a journal alone, a checkpoint alone, and both together give the newest state', async () => {
  const { states, operations, checkpoints } = await history(6, [4, 6])
  const newest = states.at(-1)!
  expect(await replay([], operations)).toEqual({ recipe: newest, seq: 6, damaged: 0 })
  expect(await replay(checkpoints, [])).toEqual({ recipe: newest, seq: 6, damaged: 0 })
  expect(await replay(checkpoints.slice(0, 1), operations.slice(4))).toEqual({ recipe: newest, seq: 6, damaged: 0 })
  expect(await replay([], [])).toEqual({ recipe: EMPTY_RECIPE, seq: 0, damaged: 0 })
})

test('where the newest checkpoint is damaged, the one before and the changes since give the same state', async () => {
  const { states, operations, checkpoints } = await history(6, [2, 5])
  const [first, second] = checkpoints
  const damaged = { ...second!, text: second!.text.replace('name 5', 'name 4') }
  expect(await replay([first, damaged], operations.slice(2))).toEqual({ recipe: states[6], seq: 6, damaged: 1 })
})

test('a change that is damaged costs itself alone, and its number is not used again', async () => {
  const { operations } = await history(6, [])
  const damaged = operations.map((one) => (one.seq === 6 ? { ...one, text: '"elsewhere"' } : one))
  expect(await replay([], damaged)).toEqual({ recipe: { ...EMPTY_RECIPE, name: 'name 5', page: 'page-4' }, seq: 6, damaged: 1 })
})

test("another workbook's change, or the same change under another number, is not taken for this one's", async () => {
  const { operations } = await history(3, [])
  const moved = { ...operations[0]!, seq: 9 }
  expect((await replay([], [...operations, moved])).recipe.name).toBe('name 3')
})

test('with any byte flipped, any record gone or cut, what loads is the newest state that can be told', async () => {
  const { states, operations, checkpoints } = await history(12, [4, 8])
  // Changes are kept back to the checkpoint before the newest.
  const kept = operations.slice(4)
  const fault = fc.record({
    of: fc.constantFrom('operation', 'checkpoint'),
    which: fc.nat(20),
    how: fc.constantFrom('flip', 'cut', 'gone', 'garbage'),
    where: fc.nat(),
  })
  await fc.assert(
    fc.asyncProperty(fault, async ({ of, which, how, where }) => {
      const records: (Operation | Checkpoint)[] = of === 'operation' ? kept : checkpoints
      const index = which % records.length
      const hurt = records.flatMap((record, at) => (at === index ? spoil(record, how, where) : [record]))
      const { recipe, seq } = await replay(of === 'checkpoint' ? hurt : checkpoints, of === 'operation' ? hurt : kept)
      expect(seq).toBeGreaterThanOrEqual(11)
      if (of === 'checkpoint') expect(recipe).toEqual(states[12])
      else {
        // The change before it, of the same part, stands in its place; a later one of that part makes up for it.
        const { seq: spoilt, part } = kept[index]!
        const isLast = !kept.some((one) => one.part === part && one.seq > spoilt)
        const expected = isLast && spoilt > 8 ? { ...states[12]!, [part]: states[spoilt - 1]![part as 'name'] } : states[12]
        expect(recipe).toEqual(expected)
      }
    }),
    { numRuns: 300 },
  )
})

function spoil<R extends Operation | Checkpoint>(record: R, how: string, where: number): unknown[] {
  if (how === 'gone') return []
  if (how === 'garbage') return [{ seq: record.seq, text: 7 }]
  const at = where % record.text.length
  if (how === 'cut') return [{ ...record, text: record.text.slice(0, at) }]
  return [{ ...record, text: record.text.slice(0, at) + String.fromCharCode(record.text.charCodeAt(at) ^ 1) + record.text.slice(at + 1) }]
}
