import { expect, test } from 'vitest'
import { openDatabase } from '../../test/support/open-database'
import type { Engine } from '../engine/database'
import { rehearse } from './rehearsal'

/** The statements that reach the engine, whichever connection they take. */
function listening(engine: Engine, heard: string[]): Engine {
  const noting = <T extends Pick<Engine, 'rows' | 'execute'>>(session: T): T =>
    new Proxy(session, {
      get: (target, name) => {
        const own = Reflect.get(target, name) as unknown
        if (typeof own !== 'function') return own
        return (...given: unknown[]) => {
          if (name === 'rows') heard.push((given[0] as { name: string }).name)
          if (name === 'execute') heard.push('execute')
          const answer = Reflect.apply(own, target, given) as unknown
          return name === 'open' ? (answer as Promise<T>).then(noting) : answer
        }
      },
    })
  return noting(engine)
}

test('the rehearsal reads, builds and asks what the landing page asks, on made-up orders', async () => {
  const heard: string[] = []
  await rehearse(listening(await openDatabase(), heard), new AbortController().signal, 1)
  for (const name of ['execute', 'facts', 'totals', 'cells', 'grid']) expect(heard).toContain(name)
}, 300_000)

test('it ends when it is stopped, and asks nothing further', async () => {
  const heard: string[] = []
  const stop = new AbortController()
  const engine = listening(await openDatabase(), heard)
  const rehearsing = rehearse(engine, stop.signal)
  await new Promise((resolve) => setTimeout(resolve, 300))
  stop.abort()
  await expect(rehearsing).rejects.toThrow()
  const asked = heard.length
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(heard.length).toBe(asked)
}, 300_000)
