/** Plain data that a parser notes of the values it reads: it can be sent, and that of one stretch of a file added to another's. */
export type Memory = Record<string, boolean | number | ReadonlySet<string | number> | Counts>

type Counts = ReadonlyMap<string, { readonly rows: number }>

export function copyOf<M extends Memory>(memory: M): M {
  const copy = (value: Memory[string]) => {
    if (value instanceof Set) return new Set(value)
    return value instanceof Map ? new Map([...(value as Counts)].map(([key, counted]) => [key, { ...counted }])) : value
  }
  return Object.fromEntries(Object.entries(memory).map(([key, value]) => [key, copy(value)])) as M
}

/** What was noted before and what was noted behind it, in this order. */
export function addedUp<M extends Memory>(before: M, after: M): M {
  return Object.fromEntries(Object.entries(before).map(([key, value]) => [key, both(value, after[key]!)])) as M
}

function both(before: Memory[string], after: Memory[string]): Memory[string] {
  if (typeof before === 'number') return before + (after as number)
  if (typeof before === 'boolean') return before || (after as boolean)
  if (before instanceof Set) return new Set([...before, ...(after as ReadonlySet<string | number>)])
  const counted = new Map(before as Counts)
  for (const [key, value] of after as Counts) counted.set(key, { ...value, rows: value.rows + (counted.get(key)?.rows ?? 0) })
  return counted
}
