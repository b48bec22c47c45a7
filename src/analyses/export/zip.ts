import { Zip, ZipDeflate } from 'fflate'

/** One zip of several files, each given in pieces. */
export function zip(files: readonly { readonly name: string; readonly pieces: Iterable<Uint8Array> }[]): Blob {
  const parts: Uint8Array<ArrayBuffer>[] = []
  const archive = new Zip((error, data) => {
    if (error) throw error
    parts.push(data as Uint8Array<ArrayBuffer>)
  })
  for (const { name, pieces } of files) {
    const file = new ZipDeflate(name, { level: 6 })
    archive.add(file)
    for (const piece of pieces) file.push(piece)
    file.push(new Uint8Array(0), true)
  }
  archive.end()
  return new Blob(parts, { type: 'application/zip' })
}
