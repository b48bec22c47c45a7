/**
 * Run on a fresh engine before any data arrives: no extension loads, no file outside /ws/ is read or written,
 * and nobody can undo it. Order matters: the directory is allowed before external access ends.
 * Checkpoints are put off for ever: in memory they save nothing, and they rewrite half-filled row groups between batches.
 */
export const LOCK = `
set autoload_known_extensions = false;
set autoinstall_known_extensions = false;
set allow_community_extensions = false;
set preserve_insertion_order = false;
set checkpoint_threshold = '1TB';
set allowed_directories = ['/ws/'];
set enable_external_access = false;
set lock_configuration = true;
`
