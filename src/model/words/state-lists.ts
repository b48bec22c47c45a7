import type { Binding, OrderState, Role, StateReading, TableMapping } from '../mapping/mapping'

/** Roles under which a column of states is read, and what their values count as. All others are sales. */
const READ_AS: Readonly<Record<Role, StateReading>> = { is_cancelled: 'left out', is_return: 'return' }

/** The columns of states that a mapping reads, each with what its values count as. */
export function stateColumns({ bindings }: TableMapping): readonly string[] {
  const lists = bindings.flatMap(({ role, from }) => (Object.hasOwn(READ_AS, role) && 'isOneOf' in from ? [from.column] : []))
  return [...new Set(lists)]
}

/** What a value of a column counts as under a mapping. */
export function readingOf({ bindings }: TableMapping, column: string, value: string): StateReading {
  const same = (other: string) => other.trim().toLowerCase() === value.trim().toLowerCase()
  const found = bindings.find(
    ({ role, from }) => Object.hasOwn(READ_AS, role) && 'isOneOf' in from && from.column === column && from.isOneOf.some(same),
  )
  return found ? READ_AS[found.role]! : 'sale'
}

/** The mapping with the states of a column read anew. */
export function withStates(mapping: TableMapping, column: string, states: readonly Pick<OrderState, 'value' | 'reading'>[]): TableMapping {
  const isList = ({ role, from }: Binding) => Object.hasOwn(READ_AS, role) && 'isOneOf' in from && from.column === column
  const lists = Object.entries(READ_AS).map(([role, reading]): Binding => {
    const isOneOf = states.filter((state) => state.reading === reading).map(({ value }) => value)
    return { role, from: { column, isOneOf }, confidence: 1 }
  })
  // A column of which nothing is left out stays known as one of states.
  const wanted = lists.filter(({ role, from }) => ('isOneOf' in from && from.isOneOf.length > 0) || role === 'is_cancelled')
  const others = mapping.bindings.filter((binding) => !isList(binding))
  const taken = new Set(others.map(({ role }) => role))
  const free = wanted.filter(({ role, from }) => !taken.has(role) || ('isOneOf' in from && from.isOneOf.length > 0))
  return { ...mapping, bindings: [...others.filter(({ role }) => !free.some((one) => one.role === role)), ...free] }
}
