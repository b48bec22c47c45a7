import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseMarkdown, type Block } from './markdown'

const text = (words: string) => [{ kind: 'text', text: words }]

test('headings, paragraphs over several lines, and lists become blocks', () => {
  expect(parseMarkdown('## Method\n\nCustomers are ranked\ntwice.\n\n- one\n- two\n  goes on\n\n1. first')).toEqual([
    { kind: 'heading', level: 2, text: text('Method') },
    { kind: 'paragraph', text: text('Customers are ranked twice.') },
    { kind: 'list', isOrdered: false, items: [text('one'), text('two goes on')] },
    { kind: 'list', isOrdered: true, items: [text('first')] },
  ])
})

test('a list may follow its sentence without a blank line', () => {
  expect(parseMarkdown('Three things:\n- one').map((block) => block.kind)).toEqual(['paragraph', 'list'])
})

test('emphasis, strong words and code stand out, and a link keeps its words alone', () => {
  expect(parseMarkdown('A *true* **claim** in `first_at`, see [the paper](https://example.org).')).toEqual([
    {
      kind: 'paragraph',
      text: [
        { kind: 'text', text: 'A ' },
        { kind: 'emphasis', text: 'true' },
        { kind: 'text', text: ' ' },
        { kind: 'strong', text: 'claim' },
        { kind: 'text', text: ' in ' },
        { kind: 'code', text: 'first_at' },
        { kind: 'text', text: ', see ' },
        { kind: 'text', text: 'the paper' },
        { kind: 'text', text: '.' },
      ],
    },
  ])
})

test('underscores inside a name are no emphasis', () => {
  expect(parseMarkdown('rows_read = rows_kept')).toEqual([{ kind: 'paragraph', text: text('rows_read = rows_kept') }])
})

test('code keeps its lines, and a fence left open ends with the text', () => {
  expect(parseMarkdown('```sql\nselect 1\n  from t\n```\nafter')).toEqual([
    { kind: 'code', text: 'select 1\n  from t' },
    { kind: 'paragraph', text: text('after') },
  ])
  expect(parseMarkdown('```\nselect 1')).toEqual([{ kind: 'code', text: 'select 1' }])
})

test('a table has a head and rows', () => {
  expect(parseMarkdown('| R | F |\n|---|--:|\n| 5 | 4 |')).toEqual([
    { kind: 'table', head: [text('R'), text('F')], rows: [[text('5'), text('4')]] },
  ])
})

test('no word is lost and nothing hangs, whatever is written', () => {
  const words = (block: Block): string => {
    if (block.kind === 'code') return block.text
    if (block.kind === 'list')
      return block.items
        .flat()
        .map((part) => part.text)
        .join(' ')
    if (block.kind === 'table')
      return [block.head, ...block.rows]
        .flat(2)
        .map((part) => part.text)
        .join(' ')
    return block.text.map((part) => part.text).join('')
  }
  const line = fc.stringMatching(/^(#{1,3} |- |\d\. |> |\| )?[a-z *_`|]{0,12}$/)
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const source = lines.join('\n')
      // What stands behind a fence names a language.
      const letters = (value: string) => value.replaceAll(/[^a-z]/g, '')
      const isTable = lines.some((one) => one.trim().startsWith('|'))
      if (!isTable) expect(letters(parseMarkdown(source).map(words).join('\n'))).toBe(letters(source.replaceAll(/^```.*$/gm, '')))
    }),
  )
})
