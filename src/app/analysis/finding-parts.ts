/** Evidence in pieces: intervals in brackets stand back from the sentence. */
export interface FindingPart {
  readonly text: string
  readonly isInterval: boolean
}

/** "… of revenue (41.4 to 54.7)." → the bracket apart. A bracket without a range between two values stays in the sentence. */
export function findingParts(evidence: string): FindingPart[] {
  const pattern = /\([^()]*\d[^()\d]{0,3}\sto\s[^()]*\d[^()]*\)/g
  const parts: FindingPart[] = []
  let at = 0
  for (const match of evidence.matchAll(pattern)) {
    if (match.index > at) parts.push({ text: evidence.slice(at, match.index), isInterval: false })
    parts.push({ text: match[0], isInterval: true })
    at = match.index + match[0].length
  }
  if (at < evidence.length) parts.push({ text: evidence.slice(at), isInterval: false })
  return parts
}
