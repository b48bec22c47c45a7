import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { isSealed } from '../../src/workbooks/seal'
import { unpackWorkbook } from '../../src/workbooks/workbook-file'
import { plural } from '../../src/shared/format'

/** Puts workbook files beside the built page, and the list of them: `npm run build -- --demo FILE…`. What is no workbook is refused. */
export async function main(paths: readonly string[]): Promise<void> {
  const demos = []
  for (const path of paths) {
    const file = basename(path)
    demos.push({ file, ...(await told(path, file)) })
    copyFileSync(path, join('dist', file))
  }
  writeFileSync(join('dist', 'demos.json'), `${JSON.stringify(demos, null, 2)}\n`)
  console.log(`${plural(demos.length, 'demo')} in dist/demos.json; titles and sentences may be written anew there.`)
}

/** What a workbook says of itself; of a sealed one nothing is known. */
async function told(path: string, name: string) {
  const file = new File([readFileSync(path)], name)
  const title = name.replace(/\.clientele$/, '')
  if (await isSealed(file)) return { title, sentence: 'Sealed with a passphrase.' }
  const { recipe } = await unpackWorkbook(file, new AbortController().signal)
  const files = [...new Set(recipe.sources.map((source) => source.file))]
  const some = files.slice(0, 3).join(', ')
  return {
    title: recipe.name ?? title,
    sentence: files.length > 3 ? `${some} and ${plural(files.length - 3, 'other file')}.` : `${some}.`,
  }
}
