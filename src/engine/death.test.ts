import { expect, test } from 'vitest'
import { isFatal } from './death'

test.each([
  'memory access out of bounds',
  'RuntimeError: memory access out of bounds',
  'null function or function signature mismatch',
  'table index is out of bounds',
  'unreachable',
  'unreachable executed',
  'Maximum call stack size exceeded',
  'malloc of size 4294967295 failed',
  'Aborted(OOM)',
])('a trap kills the engine: %s', (message) => {
  expect(isFatal(message)).toBe(true)
})

test.each([
  'Out of Memory Error: failed to allocate data of size 1.0 GiB (2.3 GiB/2.4 GiB used)',
  "Conversion Error: Could not convert string 'unreachable' to INT32",
  'Binder Error: Referenced column "null function" not found',
  'Parser Error: syntax error at or near "selec"',
  'INTERRUPT Error: Interrupted!',
])('an error of a statement does not, whatever data it quotes: %s', (message) => {
  expect(isFatal(message)).toBe(false)
})
