import { expect, test } from 'vitest'
import { PAGES } from '../src/analyses/pages'

const sources = import.meta.glob<string>('../src/**/*.{ts,svelte}', { query: '?raw', import: 'default', eager: true })
const files = import.meta.glob<string>('../src/analyses/*/*', { query: '?raw', import: 'default', eager: true })

const IDS = new Set(PAGES.map(({ id }) => id))

/** The page that a path of analyses/ belongs to; undefined in the folders that all pages share. */
const roomOf = (path: string) => {
  const folder = /analyses\/([^/]+)\/[^/]+$/.exec(path)?.[1]
  return folder !== undefined && IDS.has(folder) ? folder : undefined
}
const rooms = Object.fromEntries(Object.entries(files).filter(([file]) => roomOf(file) !== undefined))

/** Which layer may import which. An explicit table: a ranked list would let model import app's neighbours. */
const LAWS: Record<string, readonly string[]> = {
  shared: [],
  stats: ['shared'],
  charts: ['shared'],
  ui: ['shared'],
  engine: ['shared'],
  storage: ['shared'],
  ingest: ['engine', 'shared'],
  steps: ['engine', 'ingest', 'shared'],
  model: ['engine', 'ingest', 'stats', 'shared'],
  derived: ['model', 'engine', 'shared'],
  sample: ['ingest', 'engine', 'shared'],
  analyses: ['derived', 'model', 'engine', 'stats', 'charts', 'ui', 'shared'],
  offers: ['steps', 'model', 'engine', 'ingest', 'shared'],
  quality: ['steps', 'model', 'engine', 'ingest', 'shared'],
  workbooks: ['storage', 'steps', 'analyses', 'model', 'ingest', 'shared'],
  workbench: ['workbooks', 'offers', 'quality', 'steps', 'analyses', 'model', 'ingest', 'engine'],
  app: [
    'workbench',
    'connect',
    'workbooks',
    'offers',
    'quality',
    'steps',
    'analyses',
    'model',
    'ingest',
    'charts',
    'ui',
    'engine',
    'shared',
  ],
}

/** Outside libraries with one home each. */
const HOMES: Record<string, readonly string[]> = {
  '@duckdb/duckdb-wasm': ['engine'],
  'apache-arrow': ['engine'],
  comlink: ['connect', 'worker'],
  'hash-wasm': ['storage'],
  'parquet-wasm': ['engine'],
  '@e965/xlsx': ['ingest/spreadsheet'],
  '@codemirror': ['app/console'],
  '@lezer': ['app/console'],
  'style-mod': ['app/console'],
}

/** Lists of what there is of a kind, not doors to a folder. */
const LISTS = ['../src/analyses/index.ts', '../src/steps/index.ts']

const layerOf = (path: string) =>
  path
    .replace('../src/', '')
    .split('/')[0]!
    .replace(/\.(svelte\.)?ts$|\.svelte$/, '')

interface Import {
  file: string
  line: number
  from: string
  typeOnly: boolean
}

function importsOf(file: string, text: string): Import[] {
  const pattern = /^\s*(?:import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm
  return [...text.matchAll(pattern)].map((match) => ({
    file,
    line: text.slice(0, match.index).split('\n').length,
    from: match[2]!,
    typeOnly: match[1] !== undefined,
  }))
}

function resolve(file: string, from: string): string | null {
  if (!from.startsWith('.')) return null
  const parts = file.split('/').slice(0, -1)
  for (const step of from.split('/')) {
    if (step === '..') parts.pop()
    else if (step !== '.') parts.push(step)
  }
  return parts.join('/')
}

const all = Object.entries(sources)
  .filter(([file]) => !file.endsWith('.test.ts'))
  .flatMap(([file, text]) => importsOf(file, text))

test('imports follow the table of layers', () => {
  const offences = all.flatMap((one) => {
    const target = resolve(one.file, one.from)
    const here = layerOf(one.file)
    const allowed = LAWS[here]
    if (!target || !allowed) return []
    const there = layerOf(target.startsWith('../src/') ? target : target.replace(/^src/, '../src'))
    return there === here || allowed.includes(there) ? [] : [`${one.file}:${one.line} ${here} may not import ${there}`]
  })
  expect(offences).toEqual([])
})

/** The phases of reading a file, and the formats, each with what it may import beside the contracts in src/ingest itself. */
const PHASES: Record<string, readonly string[]> = {
  look: [],
  tokenise: [],
  type: [],
  plan: ['look', 'tokenise', 'type'],
  load: ['look', 'tokenise', 'type', 'plan'],
  archive: ['look', 'load'],
  arrow: ['look', 'type', 'plan', 'load'],
  json: ['look', 'load'],
  spreadsheet: ['look', 'load', 'archive'],
}

test('arrows between the phases of reading run one way', () => {
  const phaseOf = (path: string) => /src\/ingest\/([^/]+)\//.exec(path)?.[1]
  const offences = all.flatMap((one) => {
    const target = resolve(one.file, one.from) ?? ''
    if (!one.file.includes('src/ingest/') || one.file.endsWith('ingest/open-file.ts') || !target.includes('src/ingest/')) return []
    const here = phaseOf(one.file)
    const there = phaseOf(target)
    const isAllowed = there ? here === there || PHASES[here ?? '']?.includes(there) : !target.endsWith('/open-file')
    return isAllowed ? [] : [`${one.file}:${one.line} ${here ?? 'a contract'} may not import ${there ?? 'what opens files'}`]
  })
  expect(offences).toEqual([])
})

test('no analysis imports another', () => {
  const offences = all.flatMap((one) => {
    const target = resolve(one.file, one.from)
    const from = roomOf(one.file)
    const to = target ? roomOf(target) : undefined
    return from && to && from !== to ? [`${one.file}:${one.line} imports ${to}`] : []
  })
  expect(offences).toEqual([])
})

test('what is computed stays in the worker: the page imports no analysis, only what stands on it', () => {
  const offences = all.flatMap((one) => {
    const target = resolve(one.file, one.from)
    const isComputed = target !== null && (/analyses\/index$/.test(target) || /analyses\/[^/]+\/analysis$/.test(target))
    return isComputed && !one.typeOnly && layerOf(one.file) === 'app' ? [`${one.file}:${one.line} imports ${one.from}`] : []
  })
  expect(offences).toEqual([])
})

test('no file imports itself, by whatever way round', () => {
  const files = Object.keys(sources).filter((file) => !file.endsWith('.test.ts'))
  const found = (path: string) => ['', '.ts', '.svelte', '/index.ts'].map((end) => path + end).find((name) => name in sources)
  const next = new Map(
    files.map((file) => [file, all.filter((one) => one.file === file).flatMap((one) => found(resolve(file, one.from) ?? '') ?? [])]),
  )
  const done = new Set<string>()
  const circles: string[] = []
  const visit = (file: string, way: readonly string[]) => {
    if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(' → '))
    if (done.has(file)) return
    done.add(file)
    for (const other of next.get(file) ?? []) visit(other, [...way, file])
  }
  for (const file of files) visit(file, [])
  expect(circles).toEqual([])
})

test('each outside library has one home', () => {
  const offences = all.flatMap((one) => {
    const home = Object.entries(HOMES).find(([name]) => one.from === name || one.from.startsWith(`${name}/`))
    return home && !home[1].some((layer) => layerOf(one.file) === layer || one.file.startsWith(`../src/${layer}/`))
      ? [`${one.file}:${one.line} imports ${one.from}`]
      : []
  })
  expect(offences).toEqual([])
})

test('no drawer without a name: barrels, utils, helpers, common', () => {
  const named = Object.keys(sources).filter((file) => /(^|\/)(utils?|helpers?|common|misc|manager)(\.|\/)/.test(file))
  const barrels = Object.keys(sources).filter((file) => file.endsWith('/index.ts') && !LISTS.includes(file))
  expect([...named, ...barrels]).toEqual([])
})

test('every analysis is listed under its folder and has its files', () => {
  const folders = Object.keys(files)
    .filter((file) => file.endsWith('/page.ts'))
    .map((file) => file.split('/').at(-2)!)
  expect([...IDS].sort()).toEqual(folders.sort())
  const missing = folders.flatMap((folder) => {
    const files = Object.keys(rooms).filter((file) => file.includes(`/analyses/${folder}/`))
    const wanted = ['README.md', 'page.ts', 'analysis.ts', 'View.svelte', `${folder}.test.ts`]
    const absent = wanted.filter((name) => !files.some((file) => file.endsWith(`/${name}`)))
    return absent.map((name) => `${folder} has no ${name}`)
  })
  expect(missing).toEqual([])
})

test("an analysis' README has the five headings", () => {
  const offences = Object.entries(rooms)
    .filter(([file]) => file.endsWith('README.md'))
    .filter(
      ([, text]) => [...text.matchAll(/^## (.+)$/gm)].map((match) => match[1]).join() !== 'Question,Method,Reading it,Caveats,Exports',
    )
    .map(([file]) => file)
  expect(offences).toEqual([])
})

test("an analysis' SQL reads no variable that nobody sets", () => {
  const always = ['as_of', 'first_at', 'last_at']
  const offences = Object.entries(rooms)
    .filter(([file]) => file.endsWith('.sql'))
    .flatMap(([file, text]) => {
      const folder = file.split('/').at(-2)!
      const code = [...Object.entries(rooms), ...Object.entries(sources)]
        .filter(([name]) => name.endsWith('.ts') && name.includes('/analyses/') && [undefined, folder].includes(roomOf(name)))
        .map(([, source]) => source)
        .join('\n')
      return [...text.matchAll(/getvariable\('([^']+)'\)/g)]
        .map((match) => match[1]!)
        .filter((name) => !always.includes(name) && !new RegExp(`\\b${name}\\b`).test(code))
        .map((name) => `${file} reads ${name}`)
    })
  expect(offences).toEqual([])
})

test('data values cannot become markup or code', () => {
  const offences = Object.entries(sources).flatMap(([file, text]) =>
    text
      .split('\n')
      .map((line, index) => ({ line, at: `${file}:${index + 1}` }))
      .filter(({ line }) => /\{@html|\.innerHTML|\.outerHTML|insertAdjacentHTML|new Function\(|\beval\(|setAttribute\('style'/.test(line))
      .map(({ at }) => at),
  )
  expect(offences).toEqual([])
})
