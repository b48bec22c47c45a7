/** Where all tables are: a database of its own, since only one that is attached can hold its tables compressed. */
const CATALOG = 'store'

/** Run once, before anything is held. */
export const STORE = `attach ':memory:' as ${CATALOG} (compress)`

/** Run on every connection: names are those of the store. */
export const ENTER = `use ${CATALOG}`

/**
 * Holds what has been written in a fifth to a half of the room; queries on it take about a tenth longer. It takes a second for each million
 * rows of seven columns, and is refused while something is being written.
 */
export const COMPRESS = `checkpoint ${CATALOG}`

/**
 * Run on a fresh engine before any data arrives: no extension loads, no file outside /ws/ is read or written,
 * and nobody can undo it. Order matters: the directory is allowed before external access ends.
 * Checkpoints come when they are asked for: they rewrite half-filled row groups between batches.
 */
export const LOCK = `
${STORE};
set autoload_known_extensions = false;
set autoinstall_known_extensions = false;
set allow_community_extensions = false;
set preserve_insertion_order = false;
set checkpoint_threshold = '1TB';
set allowed_directories = ['/ws/'];
set enable_external_access = false;
set lock_configuration = true;
`
