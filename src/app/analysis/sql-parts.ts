export interface SqlPart {
  readonly text: string
  readonly kind: 'keyword' | 'string' | 'number' | 'comment' | 'plain'
}

const KEYWORDS = new Set(
  (
    'all and any as asc asof between by case cast cross current desc distinct else end except exclude exists false filter first following for from full ' +
    'group having in inner intersect interval into is join last lateral left like limit natural not null nulls offset on or order outer over partition ' +
    'preceding qualify range recursive replace right rows select set then true unbounded union unnest using values variable when where window with within'
  ).split(' '),
)

/** SQL in pieces for light colouring. Joined again they are the text, whatever it is. */
export function sqlParts(sql: string): SqlPart[] {
  const pattern = /(--[^\n]*|\/\*[\s\S]*?\*\/)|('(?:[^']|'')*')|("(?:[^"]|"")*")|([a-z_]\w*)|(\d+(?:\.\d+)?)/gi
  const parts: SqlPart[] = []
  let at = 0
  const plain = (to: number) => to > at && parts.push({ text: sql.slice(at, to), kind: 'plain' })
  for (const match of sql.matchAll(pattern)) {
    plain(match.index)
    const [text, comment, string, , word, number] = match
    const kind = comment
      ? 'comment'
      : string
        ? 'string'
        : number
          ? 'number'
          : word && KEYWORDS.has(word.toLowerCase())
            ? 'keyword'
            : 'plain'
    parts.push({ text, kind })
    at = match.index + text.length
  }
  plain(sql.length)
  return parts
}
