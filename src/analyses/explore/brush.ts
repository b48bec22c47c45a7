/** Whom a brush keeps, by values of the data and not by bins, so that it means the same when the data are new. */
export type Brush = RangeBrush | LabelBrush

/** From and up to but without; null: no bound. Dates in days since 1970. */
export interface RangeBrush {
  /** Dimension.id */
  readonly of: string
  readonly kind: 'range'
  readonly from: number | null
  readonly to: number | null
}

export interface LabelBrush {
  readonly of: string
  readonly kind: 'labels'
  readonly labels: readonly string[]
  /** Any other label. */
  readonly isNot: boolean
  /** Those of whom nothing is known as well. */
  readonly takesUnknown: boolean
}

/** 'fact.silent:30~90;country:!Germany,France,?': in the order in which they were made. What cannot be read is left out. */
export function parseBrushes(text: string): readonly Brush[] {
  const found = new Map<string, Brush>()
  for (const part of text.split(';')) {
    const at = part.indexOf(':')
    const brush = at < 1 ? null : parseBrush(decoded(part.slice(0, at)), part.slice(at + 1))
    if (brush && !found.has(brush.of)) found.set(brush.of, brush)
  }
  return [...found.values()]
}

export function formatBrushes(brushes: readonly Brush[]): string {
  return brushes.map((brush) => `${encoded(brush.of)}:${formatBrush(brush)}`).join(';')
}

function formatBrush(brush: Brush): string {
  if (brush.kind === 'range') return `${brush.from ?? ''}~${brush.to ?? ''}`
  const labels = [...brush.labels.map(encoded), ...(brush.takesUnknown ? ['?'] : [])]
  return (brush.isNot ? '!' : '') + labels.join(',')
}

function parseBrush(of: string, text: string): Brush | null {
  const range = /^(-?[\d.]+(?:e[+-]?\d+)?)?~(-?[\d.]+(?:e[+-]?\d+)?)?$/.exec(text)
  if (range) {
    const [from, to] = [range[1], range[2]].map((bound) => (bound === undefined ? null : Number(bound))) as [number | null, number | null]
    const isRange = [from, to].every((bound) => bound === null || Number.isFinite(bound)) && (from === null || to === null || from < to)
    return isRange && (from !== null || to !== null) ? { of, kind: 'range', from, to } : null
  }
  const isNot = text.startsWith('!')
  const parts = text.slice(isNot ? 1 : 0).split(',')
  const labels = parts.filter((part) => part !== '?' && part !== '').map(decoded)
  const takesUnknown = parts.includes('?')
  return isNot || takesUnknown || labels.length > 0 ? { of, kind: 'labels', labels, isNot, takesUnknown } : null
}

/** What parts brushes and labels is written otherwise inside them. */
function encoded(text: string): string {
  return text.replace(/[%;:,!?~\0]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`)
}

function decoded(text: string): string {
  return text.replace(/%([0-9a-f]{2})/g, (_all, code: string) => String.fromCharCode(parseInt(code, 16)))
}
