import type { Path } from './scanner'
import { Scanner } from './scanner'

/** A list of a document, or an object whose values are records of one kind. */
export interface Found {
  readonly path: Path
  readonly isList: boolean
  elements: number
  /** What its elements are; null while there are none. */
  holds: 'records' | 'values' | null
}

/** What stands in a document outside its lists. */
export interface Survey {
  readonly lists: readonly Found[]
  /** The root, where it is an object of records under their keys. */
  readonly keyed: Found | null
  /** "page: 1": single values beside the lists, the first few. */
  readonly remarks: readonly string[]
  /** The whole document is one record. */
  readonly isRecord: boolean
}

const MOST_REMARKS = 5
const LONGEST_REMARK = 80

/** Goes once through a document to see which tables it holds. */
export async function survey(file: string, chunks: AsyncIterable<string>): Promise<Survey> {
  const lists = new Map<string, Found>()
  const objects = new Map<string, { path: Path; keys: Set<string> }>()
  const remarks: string[] = []
  const scanner = new Scanner(file, {
    open(path, isList) {
      if (isList) lists.set(JSON.stringify(path), { path, isList, elements: 0, holds: null })
      else {
        objects.set(JSON.stringify(path), { path, keys: new Set() })
        if (path.length > 0) objects.get(JSON.stringify(path.slice(0, -1)))?.keys.add(path.at(-1)!)
      }
      return isList
    },
    element(path, key, text) {
      const list = key === null ? lists.get(JSON.stringify(path)) : undefined
      if (list) {
        list.elements++
        if (text !== 'null') list.holds ??= /^[[{]/.test(text) ? 'records' : 'values'
        return
      }
      objects.get(JSON.stringify(path))?.keys.add(key ?? '')
      const remark = `${[...path, key ?? ''].join('.')}: ${text}`
      if (remarks.length < MOST_REMARKS) remarks.push(remark.slice(0, LONGEST_REMARK))
    },
  })
  for await (const chunk of chunks) scanner.feed(chunk)
  scanner.end()
  const found = [...lists.values()]
  return { lists: found, keyed: keyedRoot(found, [...objects.values()]), remarks, isRecord: found.length === 0 }
}

/** Two or more objects under the root that share most of their keys, and no list beside them. */
function keyedRoot(lists: readonly Found[], objects: readonly { path: Path; keys: ReadonlySet<string> }[]): Found | null {
  const root = objects.find(({ path }) => path.length === 0)
  const members = objects.filter(({ path }) => path.length === 1)
  if (!root || members.length < 2 || members.length !== root.keys.size || lists.some(({ path }) => path.length === 1)) return null
  const [first, second] = [members[0]!, members[1]!]
  const shared = [...first.keys].filter((key) => second.keys.has(key)).length
  return shared * 2 > Math.max(first.keys.size, second.keys.size)
    ? { path: [], isList: false, elements: members.length, holds: 'records' }
    : null
}
