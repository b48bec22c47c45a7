import { isReadAsItStands, type MappedTable } from '../mapping/mapped-table'

/** Beyond, only views keep within the browser's memory. */
const COPY_ROWS = 3_000_000

/**
 * Whether canonical rows are copied or looked up where they lie: texts that must be converted, and rows that must be joined,
 * are worth a copy as long as there is room.
 */
export function storageChoice(sources: readonly MappedTable[], isJoined = false): 'table' | 'view' {
  const rows = sources.reduce((sum, { raw }) => sum + raw.rowsKept, 0)
  const isPlain = sources.every((source) => source.roles.every((role) => isReadAsItStands(source, role)))
  return rows <= COPY_ROWS && (isJoined || !isPlain) ? 'table' : 'view'
}
