import { expect, test } from 'vitest'
import { pastedCells } from './dropped-files'

const clipboard = (text: string) => ({ files: [] as unknown as FileList, getData: () => text })

test('cells copied from a spreadsheet become one file', async () => {
  const [file] = pastedCells(clipboard('customer\tdate\n1\t2024-01-01\n'), 2)
  expect(file?.name).toBe('Pasted cells 2.tsv')
  expect(await file?.text()).toBe('customer\tdate\n1\t2024-01-01\n')
})

test('a word, a sentence with a comma and nothing are no table', () => {
  expect(['hello', 'hello, world', ''].map((text) => pastedCells(clipboard(text), 1))).toEqual([[], [], []])
})
