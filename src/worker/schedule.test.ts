import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ASKED, Schedule, type Place } from './schedule'

const tick = () => new Promise((resolve) => setTimeout(resolve))

/** Work of so many steps, each of which takes a task; notes what it does in `log`. */
async function work(place: Place, steps: number, note: (step: number) => void, ended = () => {}): Promise<void> {
  try {
    for (let step = 0; step < steps; step++) {
      await place.step()
      note(step)
      await tick()
    }
  } finally {
    ended()
    place.leave()
  }
}

test('what is more urgent goes first, and what it interrupted goes on where it was', async () => {
  const schedule = new Schedule()
  const log: string[] = []
  const begin = (name: string, priority: number, steps: number) =>
    work(schedule.enter(priority, new AbortController().signal), steps, (step) => log.push(`${name}${step}`))
  const long = begin('long', 9, 4)
  await tick()
  const page = begin('page', ASKED, 2)
  await Promise.all([long, page, begin('short', 3, 1)])
  expect(log).toEqual(['long0', 'page0', 'page1', 'short0', 'long1', 'long2', 'long3'])
})

test('two that readers wait for do not wait for each other', async () => {
  const schedule = new Schedule()
  const log: string[] = []
  const begin = (name: string) => work(schedule.enter(ASKED, new AbortController().signal), 2, (step) => log.push(`${name}${step}`))
  await Promise.all([begin('a'), begin('b')])
  expect(log.slice(0, 2)).toEqual(['a0', 'b0'])
})

test('who waits for others does not stand in their way', async () => {
  const schedule = new Schedule()
  const { signal } = new AbortController()
  const landing = schedule.enter(ASKED, signal)
  const page = schedule.enter(5, signal)
  expect(await landing.aside(page.step().then(() => 'done'))).toBe('done')
})

test('work that is wanted sooner than before goes before others', async () => {
  const schedule = new Schedule()
  const log: string[] = []
  const places = [1, 2, 3].map((priority) => schedule.enter(priority, new AbortController().signal))
  const all = places.map((place, at) => work(place, 2, (step) => log.push(`${at + 1}:${step}`)))
  places[2]!.priority = ASKED
  await Promise.all(all)
  // The first was at its first step already.
  expect(log).toEqual(['1:0', '3:0', '3:1', '1:1', '2:0', '2:1'])
})

interface Planned {
  readonly at: number
  readonly priority: number
  readonly steps: number
  /** Stopped, or wanted sooner, at this moment; null: never. */
  readonly stopAt: number | null
  readonly sooner: { readonly at: number; readonly priority: number } | null
}

const moment = fc.integer({ min: 0, max: 25 })
const planned: fc.Arbitrary<Planned> = fc.record({
  at: moment,
  priority: fc.integer({ min: 0, max: 4 }),
  steps: fc.integer({ min: 1, max: 5 }),
  stopAt: fc.option(moment, { freq: 3 }),
  sooner: fc.option(fc.record({ at: moment, priority: fc.integer({ min: 0, max: 4 }) })),
})

test('property: no step is taken while more urgent work is left, nothing starves, and what was stopped takes no further step', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(planned, { minLength: 1, maxLength: 8 }), async (plans) => {
      const schedule = new Schedule()
      const active = new Set<Place>()
      const begun = new Map<Planned, { place: Place; stop: AbortController; ended: Promise<string>; taken: number }>()
      const late: string[] = []
      const begin = (plan: Planned) => {
        const stop = new AbortController()
        const place = schedule.enter(plan.priority, stop.signal)
        active.add(place)
        const own = { place, stop, ended: Promise.resolve(''), taken: 0 }
        const note = (step: number) => {
          own.taken++
          if (stop.signal.aborted) late.push(`step ${step} after the stop`)
          const sooner = [...active].filter((other) => other !== place && other.priority < place.priority)
          if (sooner.length > 0) late.push(`step ${step} of ${place.priority} before ${sooner[0]!.priority}`)
        }
        own.ended = work(place, plan.steps, note, () => active.delete(place)).then(
          () => 'done',
          (error: Error) => error.name,
        )
        begun.set(plan, own)
      }
      for (let now = 0; now <= 25; now++) {
        for (const plan of plans) {
          const own = begun.get(plan)
          if (!own && plan.at === now) begin(plan)
          if (own && plan.sooner?.at === now) own.place.priority = plan.sooner.priority
          if (own && plan.stopAt === now) own.stop.abort()
          // Who was told to go on goes on before the next one comes.
          for (let microtask = 0; microtask < 8; microtask++) await null
        }
        await tick()
      }
      const ends = await Promise.all([...begun].map(async ([plan, own]) => ({ plan, end: await own.ended, taken: own.taken })))
      expect(late).toEqual([])
      for (const { plan, end, taken } of ends) {
        if (plan.stopAt === null || plan.stopAt <= plan.at) expect([end, taken]).toEqual(['done', plan.steps])
        else expect(['done', 'QueryCancelled']).toContain(end)
      }
    }),
    { numRuns: 60 },
  )
})
