/** Words inside a block: text, and text that stands out. */
export type Inline = { readonly kind: 'text' | 'strong' | 'emphasis' | 'code'; readonly text: string }

export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly text: readonly Inline[] }
  | { readonly kind: 'list'; readonly isOrdered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'table'; readonly head: readonly (readonly Inline[])[]; readonly rows: readonly (readonly (readonly Inline[])[])[] }

/** The subset of Markdown that the analyses' own words use, as nodes to draw: never HTML. A link keeps its words and loses its address. */
export function parseMarkdown(source: string): Block[] {
  const lines = source.replaceAll('\r\n', '\n').split('\n')
  const blocks: Block[] = []
  let at = 0
  while (at < lines.length) {
    const [block, next] = readBlock(lines, at)
    if (block) blocks.push(block)
    at = next
  }
  return blocks
}

function readBlock(lines: readonly string[], at: number): [Block | null, number] {
  const line = lines[at]!
  if (line.trim() === '') return [null, at + 1]
  const heading = /^(#{1,6})\s+(.*)$/.exec(line)
  if (heading) return [{ kind: 'heading', level: heading[1]!.length, text: parseInline(heading[2]!) }, at + 1]
  if (line.startsWith('```')) return readCode(lines, at)
  if (isRow(line) && isRule(lines[at + 1])) return readTable(lines, at)
  if (itemOf(line)) return readList(lines, at)
  return readParagraph(lines, at)
}

function readCode(lines: readonly string[], at: number): [Block, number] {
  const end = lines.findIndex((line, index) => index > at && line.startsWith('```'))
  const last = end < 0 ? lines.length : end
  return [{ kind: 'code', text: lines.slice(at + 1, last).join('\n') }, last + 1]
}

const isRow = (line: string | undefined) => line?.trim().startsWith('|') ?? false
const isRule = (line: string | undefined) => isRow(line) && /^[\s|:-]+$/.test(line!)
const cellsOf = (line: string) =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => parseInline(cell.trim()))

function readTable(lines: readonly string[], at: number): [Block, number] {
  const end = runEnd(lines, at, isRow)
  return [{ kind: 'table', head: cellsOf(lines[at]!), rows: lines.slice(at + 2, end).map(cellsOf) }, end]
}

function itemOf(line: string): { isOrdered: boolean; text: string } | null {
  const match = /^\s*(?:([-*+])|\d+[.)])\s+(.*)$/.exec(line)
  return match ? { isOrdered: match[1] === undefined, text: match[2]! } : null
}

function readList(lines: readonly string[], at: number): [Block, number] {
  const items: string[] = []
  const { isOrdered } = itemOf(lines[at]!)!
  let end = at
  for (; end < lines.length; end++) {
    const line = lines[end]!
    const item = itemOf(line)
    if (item) items.push(item.text)
    else if (/^\s{2,}\S/.test(line)) items[items.length - 1] += ` ${line.trim()}`
    else break
  }
  return [{ kind: 'list', isOrdered, items: items.map(parseInline) }, end]
}

function readParagraph(lines: readonly string[], at: number): [Block, number] {
  const starts = (line: string) => line.trim() === '' || /^#{1,6}\s/.test(line) || line.startsWith('```') || itemOf(line) !== null
  const end = Math.max(
    at + 1,
    runEnd(lines, at, (line) => !starts(line)),
  )
  const text = lines.slice(at, end).map((line) => line.trim())
  return [{ kind: 'paragraph', text: parseInline(text.join(' ')) }, end]
}

function runEnd(lines: readonly string[], from: number, belongs: (line: string) => boolean): number {
  const end = lines.findIndex((line, index) => index >= from && !belongs(line))
  return end < 0 ? lines.length : end
}

function parseInline(source: string): Inline[] {
  const marks = /`([^`]+)`|\*\*(.+?)\*\*|\*([^*\s][^*]*)\*|(?<![\w_])_([^_\s][^_]*)_(?!\w)|\[([^\]]+)\]\([^)]*\)/g
  const parts: Inline[] = []
  let at = 0
  for (const match of source.matchAll(marks)) {
    if (match.index > at) parts.push({ kind: 'text', text: source.slice(at, match.index) })
    const [, code, strong, starred, underlined, link] = match
    if (code !== undefined) parts.push({ kind: 'code', text: code })
    else if (strong !== undefined) parts.push({ kind: 'strong', text: strong })
    else if (link !== undefined) parts.push({ kind: 'text', text: link })
    else parts.push({ kind: 'emphasis', text: starred ?? underlined ?? '' })
    at = match.index + match[0].length
  }
  if (at < source.length) parts.push({ kind: 'text', text: source.slice(at) })
  return parts
}
