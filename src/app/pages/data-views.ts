import type { Component } from 'svelte'
import type { DataPage } from '../pages'
import Mapping from './Mapping.svelte'
import Privacy from './Privacy.svelte'
import Quality from './Quality.svelte'
import Sources from './Sources.svelte'
import Sql from './Sql.svelte'

const VIEWS: Record<DataPage, Component> = { sources: Sources, mapping: Mapping, quality: Quality, sql: Sql, privacy: Privacy }

/** What draws a page on the data; null where the address names none. */
export function dataViewOf(id: string): Component | null {
  return Object.hasOwn(VIEWS, id) ? VIEWS[id as DataPage] : null
}
