/** Saves a blob under a name from a safe alphabet; the browser's own download, no request. */
export function download(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = safeName(name)
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** "At risk & Can’t lose.csv" → "at-risk-can-t-lose.csv". */
export function safeName(name: string): string {
  const [, stem = '', ending = ''] = /^(.*?)(\.[a-z0-9]{1,9})?$/is.exec(name) ?? []
  const safe = stem
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 80)
  return (safe || 'clientele') + ending.toLowerCase()
}
