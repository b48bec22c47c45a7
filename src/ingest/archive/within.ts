import type { OpenedFile, Part, ReadInto } from '../opened-file'
import { joinNames } from '../table-name'
import type { RawTable } from '../table'

/** A file that stands packed in another: its parts and tables are named as the outer file's. `path` '' where the outer one is just a wrapping. */
export function within(outer: File, path: string, inner: OpenedFile, format: string): OpenedFile {
  const inside = (part: Part): Part => {
    const found = inner.parts.find(({ id }) => joinNames(path, id) === part.id)
    if (!found) throw new Error(`${outer.name} has no ${part.id}`)
    return found
  }
  const { allSetAside, preview } = inner
  return {
    format,
    parts: inner.parts.map((part) => ({ ...part, id: joinNames(path, part.id) })),
    async read(part: Part, into: ReadInto): Promise<RawTable> {
      const table = await inner.read(inside(part), into)
      const packed = path === '' ? `gzipped ${table.format}` : table.format
      return { ...table, file: outer.name, part: part.id, bytes: outer.size, format: packed }
    },
    ...(allSetAside && { allSetAside: (part, table) => allSetAside.call(inner, inside(part), table) }),
    ...(preview && { preview: (part, dialect, rows) => preview.call(inner, inside(part), dialect, rows) }),
    close: () => inner.close(),
  }
}
