import { expect, inject, test } from 'vitest'
import { ACTS, killDuring } from './killed-browser'

/** Another moment in each run: none of them may lose what was called saved. `npm run bench -- kills` tries twenty. */
test.each(ACTS)(
  'the browser killed in mid-%s: the workbook is the one before or the one after it, and the one after where that was said',
  async (act) => {
    const after = Math.round(Math.random() * 900)
    const { said, found } = await killDuring(act, after, inject('address'))
    expect(['before', 'after'], `killed after ${after} ms`).toContain(found)
    if (said) expect(found, `killed after ${after} ms`).toBe('after')
  },
)
