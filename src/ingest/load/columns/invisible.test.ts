import { expect, test } from 'vitest'
import { withoutInvisible } from './invisible'

test.each([
  ['C101', 'C101'],
  ['C101\u200b', 'C101'],
  ['\ufeffC101', 'C101'],
  ['C\u00ad101', 'C101'],
  ['\u202aC101\u202c', 'C101'],
  ['\u00a0C101\u00a0', 'C101'],
  ['C101\u00a0\u200b', 'C101'],
  ['12\u00a0000', '12\u00a0000'],
  ['\u200b', ''],
  ['Łódź 東京 🙂', 'Łódź 東京 🙂'],
  ['👩\u200d🚀', '👩\u200d🚀'],
])('%j is %j to the eye', (text, seen) => {
  const bytes = new TextEncoder().encode(text)
  expect(new TextDecoder().decode(bytes.subarray(0, withoutInvisible(bytes, 0, bytes.length)))).toBe(seen)
})
