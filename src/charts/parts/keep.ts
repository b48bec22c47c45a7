import { getContext, setContext } from 'svelte'

/** Selects a mark so that its customers are kept as a segment instead of being shown. */
export type Keep = (select: () => void) => void

const KEEP = Symbol('keep')

/** For the page around the charts: whoever a mark selects while `select` runs is to be kept. */
export function provideKeep(keep: Keep): void {
  setContext(KEEP, keep)
}

/** Undefined where nothing can be kept, as in a picture for export. */
export function useKeep(): Keep | undefined {
  return getContext<Keep | undefined>(KEEP)
}
