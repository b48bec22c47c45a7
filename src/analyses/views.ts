import type { Component } from 'svelte'
import type { ViewProps } from './contract/definition'

// Eager: after the airlock closes, no chunk could be fetched. Only the page imports this file, never the worker.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type AnyView = Component<ViewProps<any>>

const VIEWS = import.meta.glob<AnyView>('./*/View.svelte', { eager: true, import: 'default' })
const WORDS = import.meta.glob<string>('./*/README.md', { eager: true, query: '?raw', import: 'default' })

export function viewOf(id: string): AnyView | null {
  return VIEWS[`./${id}/View.svelte`] ?? null
}

/** The folder's README.md: Question, Method, Reading it, Caveats, Exports. */
export function wordsOf(id: string): string {
  return WORDS[`./${id}/README.md`] ?? ''
}
