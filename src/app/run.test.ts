import { expect, test, vi } from 'vitest'
import type { Outcome, Workbench } from '../workbench'
import type { Busy } from './busy.svelte'
import { Run } from './run.svelte'

const busy = { begin: () => () => undefined, during: <T>(work: Promise<T>) => work } as unknown as Busy

/** A workbench whose runs are answered by hand, in any order. */
function byHand() {
  const asked: { id: number; analysis: string; answer: (outcome: Partial<Outcome>) => void; fail: (error: Error) => void }[] = []
  const cancelled: number[] = []
  const workbench = {
    run: (id: number, analysis: string) =>
      new Promise<Outcome>((resolve, reject) => {
        asked.push({
          id,
          analysis,
          answer: (outcome) => resolve({ analysis, queries: [], ...outcome } as unknown as Outcome),
          fail: reject,
        })
      }),
    cancel: async (id: number) => void cancelled.push(id),
  } as unknown as Workbench
  return { asked, cancelled, run: new Run(workbench, busy, () => undefined) }
}

const failure = (name: string) => Object.assign(new Error('details'), { name })

test('of two runs the later wins, whichever ends first, and the earlier is cancelled', async () => {
  const { asked, cancelled, run } = byHand()
  const first = run.start('segments', {}, '1')
  const second = run.start('segments', { levels: '3' }, '1')
  expect(cancelled).toEqual([asked[0]!.id])
  asked[1]!.answer({ result: 'new' })
  asked[0]!.answer({ result: 'old' })
  await Promise.all([first, second])
  expect(run.outcome?.result).toBe('new')
  expect(run.isRunning).toBe(false)
})

test('the outcome before stays while the same page runs anew, and goes when the page changes', async () => {
  const { asked, run } = byHand()
  const first = run.start('segments', {}, '1')
  asked[0]!.answer({ result: 1 })
  await first
  void run.start('segments', {}, '2')
  expect([run.outcome?.result, run.isRunning]).toEqual([1, true])
  void run.start('retention', {}, '2')
  expect(run.outcome).toBeNull()
})

test('asking twice for the same page, settings and data runs once; after a failure it can be asked again', async () => {
  const { asked, run } = byHand()
  const first = run.start('segments', {}, '1')
  await run.start('segments', {}, '1')
  expect(asked).toHaveLength(1)
  asked[0]!.fail(failure('QueryFailed'))
  await first
  expect(run.failure?.details).toBe('details')
  void run.again()
  expect(asked).toHaveLength(2)
  expect(run.failure).toBeNull()
})

test('a run that was cancelled is no failure', async () => {
  const { asked, run } = byHand()
  const running = run.start('segments', {}, '1')
  asked[0]!.fail(failure('QueryCancelled'))
  await running
  expect([run.failure, run.isRunning]).toEqual([null, false])
})

test('a run is slow only after half a second, and what ends after leaving is forgotten', async () => {
  vi.useFakeTimers()
  const { asked, cancelled, run } = byHand()
  const running = run.start('segments', {}, '1')
  vi.advanceTimersByTime(499)
  expect(run.isSlow).toBe(false)
  vi.advanceTimersByTime(1)
  expect(run.isSlow).toBe(true)
  run.stop()
  expect(cancelled).toEqual([asked[0]!.id])
  asked[0]!.answer({ result: 'late' })
  await running
  vi.useRealTimers()
  expect([run.outcome, run.isSlow]).toEqual([null, false])
})
