/** All files of a drop, those inside dropped folders included. Entries must be read before the first await. */
export async function filesOf(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null)
  if (entries.every((entry) => !entry?.isDirectory)) return [...transfer.files]
  const files = await Promise.all(entries.map((entry) => (entry ? readEntry(entry) : [])))
  return files.flat()
}

async function readEntry(entry: FileSystemEntry): Promise<File[]> {
  if (entry.name.startsWith('.')) return []
  if (entry.isFile) return [await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))]
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const inside: File[] = []
  // A reader gives a hundred entries at a time, and none when it is done.
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (entries.length === 0) return inside
    inside.push(...(await Promise.all(entries.map(readEntry))).flat())
  }
}

/** Files on the clipboard, or cells copied from a spreadsheet as one file, the `time`th of this visit; a single word is no table. */
export function pastedCells(clipboard: Pick<DataTransfer, 'files' | 'getData'>, time: number): File[] {
  if (clipboard.files.length > 0) return [...clipboard.files]
  const text = clipboard.getData('text/plain')
  return /[\t,;].*\n/.test(text) ? [new File([text], `Pasted cells ${time}.tsv`, { type: 'text/tab-separated-values' })] : []
}
