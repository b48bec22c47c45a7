import * as v from 'valibot'
import type { Place } from '../place'

/** A workbook file that the host of this page put beside it. */
export interface Demo {
  /** As addresses name it: the file without its ending. */
  readonly name: string
  readonly title: string
  readonly sentence: string
}

export interface Demos {
  readonly all: readonly Demo[]
  /** The one that is asked for, fetched; null for none. */
  readonly asked: { readonly name: string; readonly file: File } | null
  /** Why the one that is asked for, or the list, is not there. */
  readonly failure: string | null
}

const NONE: Demos = { all: [], asked: null, failure: null }

const ENDING = '.clientele'

/** Whoever hosts the page writes the list, so it is looked at like any foreign file: names of files in this folder, no addresses. */
const LIST = v.pipe(
  v.array(
    v.object({
      title: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(200)),
      file: v.pipe(v.string(), v.regex(/^[^/\\?#:.][^/\\?#:]*\.clientele$/), v.maxLength(200)),
      sentence: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(500)), ''),
    }),
  ),
  v.maxLength(100),
)

/**
 * The demos beside this page, and the bytes of the one that the address asks for; a single one is asked for by itself where the reader
 * has nothing open. Before the airlock closes: afterwards nothing can be fetched. Never rejects.
 */
export async function fetchDemos({ page, params }: Place, hasOwn: boolean): Promise<Demos> {
  const wanted = params.demo
  try {
    const response = await fetch('demos.json')
    if (!response.ok) return missing(wanted, NONE)
    const list = v.safeParse(LIST, await response.json())
    if (!list.success) return { ...NONE, failure: 'The list of demos on this host is not one: see the README.' }
    const all = list.output.map(({ title, file, sentence }) => ({ name: file.slice(0, -ENDING.length), title, sentence }))
    const single = all.length === 1 && page === '' && params.sample === undefined && !hasOwn ? all[0]!.name : undefined
    const name = wanted ?? single
    if (name === undefined) return { ...NONE, all }
    const found = all.find((demo) => demo.name === name)
    if (!found) return missing(name, { ...NONE, all })
    const file = await fetch(encodeURIComponent(name + ENDING))
    if (!file.ok) return missing(name, { ...NONE, all })
    return { all, asked: { name, file: new File([await file.blob()], name + ENDING) }, failure: null }
  } catch {
    // No list, or what a host answers in its place.
    return missing(wanted, NONE)
  }
}

function missing(name: string | undefined, demos: Demos): Demos {
  return name === undefined ? demos : { ...demos, failure: `There is no demo called “${name}” here.` }
}
