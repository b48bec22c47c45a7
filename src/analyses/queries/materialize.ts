import { query, type Query } from '../../engine/database'

/**
 * Runs a whole select once and keeps its rows as a temporary table of the connection: for steps that several queries of one run read.
 * The engine answers with the number of rows kept.
 */
/* @__NO_SIDE_EFFECTS__ */
export function materialize(name: string, text: string): Query<{ Count: 'number' }> {
  return query(name, `create or replace temporary table ${name} as\n${text}`, { Count: 'number' })
}

/** Adds the rows of one more run of the select to a step that was kept. */
/* @__NO_SIDE_EFFECTS__ */
export function appendTo(name: string, text: string): Query<{ Count: 'number' }> {
  return query(name, `insert into ${name}\n${text}`, { Count: 'number' })
}
