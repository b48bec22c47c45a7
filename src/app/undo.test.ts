import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Undo } from './undo.svelte'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('U12: Ctrl Z takes back settings too, the last change first', () => {
  const undo = new Undo()
  const taken: string[] = []
  undo.note(() => taken.push('period'))
  undo.offer({ text: 'Filter: Country is France', undo: () => taken.push('filter') })
  undo.note(() => taken.push('mode'))
  expect([undo.take(), undo.take(), undo.take(), undo.take()]).toEqual([true, true, true, false])
  expect(taken).toEqual(['mode', 'filter', 'period'])
  expect(undo.offered).toBeNull()
})

test('what was offered for ten seconds cannot be taken back after them, a setting can', () => {
  const undo = new Undo()
  const taken: string[] = []
  undo.note(() => taken.push('setting'))
  undo.offer({ text: 'Workbook deleted', undo: () => taken.push('workbook') })
  vi.advanceTimersByTime(10_001)
  expect(undo.offered).toBeNull()
  undo.take()
  expect(taken).toEqual(['setting'])
})
