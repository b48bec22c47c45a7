import { expect, test } from 'vitest'
import { guessBits, strengthOf } from './passphrase'

test.each(['1234567890', 'aaaaaaaaaaaa', 'abcdefghijkl', 'password123', 'Passwort2024', 'qwertyuiop', 'kundenkunden', '0000000000 00'])(
  '%s is weak',
  (passphrase) => expect(strengthOf(passphrase)).toBe('weak'),
)

test.each(['correct horse battery staple kettle', 'Xk9#mQ2!vL7p', 'violet anvil garden thirteen rivers'])('%s is strong', (passphrase) =>
  expect(strengthOf(passphrase)).toBe('strong'),
)

test('more of it is never weaker', () => {
  const long = 'Every 3rd harbour, but not: the blue one!'
  for (let at = 1; at < long.length; at++) expect(guessBits(long.slice(0, at + 1))).toBeGreaterThanOrEqual(guessBits(long.slice(0, at)) - 6)
})
