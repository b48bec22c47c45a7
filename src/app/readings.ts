import { describeExpression } from '../model/mapping/describe'
import { mainJoins } from '../model/mapping/joins'
import { kindEntry, ROLES } from '../model/mapping/roles'
import { count, percent, plural } from '../shared/format'
import { joinRows, type JoinRow } from './mapping/join-rows'
import type { Workspace } from './workspace.svelte'
import { tableName } from '../ingest/table-name'

/** One file as it was understood: what the strip above the answers says. */
export interface FileReading {
  readonly table: string
  readonly file: string
  /** "order lines". */
  readonly kind: string
  readonly seconds: number
  /** "customer" = "CustomerID"; required roles only. */
  readonly pairs: readonly { readonly role: string; readonly columns: string }[]
  readonly rowsRead: number
  readonly rowsUsed: number
  /** "orders.csv: 4,338 of 4,372 customers (99 %) are in customers.csv"; null where no other table is there to meet. */
  readonly join: string | null
  /** The other table, where it has every customer of this one. */
  readonly within: string | null
  readonly leftOut: readonly { readonly label: string; readonly rows: number; readonly lacksCustomer: boolean }[]
}

export function readings({ tables, mapping, company }: Pick<Workspace, 'tables' | 'mapping' | 'company'>): FileReading[] {
  const lists = (mapping?.tables ?? []).filter(({ kind }) => kind === 'customers').map(({ table }) => table)
  const joins = joinRows(mainJoins(company?.joins ?? [], lists), tables)
  return tables.flatMap((raw) => {
    const met = joins.find(({ table }) => table === raw.name)
    const mapped = mapping?.tables.find((one) => one.table === raw.name)
    if (!mapped || !company) return []
    const { required } = kindEntry(mapped.kind)
    const steps = company.accounts.find((account) => account.table === raw.name)?.steps ?? []
    return {
      table: raw.name,
      file: tableName(raw),
      kind: mapped.kind === 'other' ? 'nothing known' : kindEntry(mapped.kind).label.toLowerCase(),
      seconds: raw.milliseconds / 1000,
      pairs: mapped.bindings
        .filter(({ role }) => required.includes(role))
        .map(({ role, from }) => ({ role: ROLES[role]?.label.toLowerCase() ?? role, columns: describeExpression(from, raw) })),
      rowsRead: steps.find(({ kind }) => kind === 'read')?.rows ?? 0,
      rowsUsed: steps.find(({ kind }) => kind === 'used')?.rows ?? 0,
      join: joinWords(met),
      within: met && met.matched === met.ids ? met.other : null,
      leftOut: steps
        .filter(({ kind }) => kind === 'left out')
        .map(({ label, rows }) => ({ label: label.toLowerCase(), rows: -rows, lacksCustomer: /customer/i.test(label) })),
    }
  })
}

function joinWords(join: JoinRow | undefined): string | null {
  return join
    ? `${join.file}: ${count(join.matched)} of ${plural(join.ids, 'customer')} (${percent(join.share, join.share > 0.99 && join.share < 1 ? 1 : 0)}) ${join.matched === 1 ? 'is' : 'are'} in ${join.other}`
    : null
}

/** The joins of several files: those that lack somebody one by one, the others in one sentence for each list that has them all. */
export function joinSentences(files: readonly FileReading[]): string[] {
  const lacking = files.flatMap(({ join, within }) => (join !== null && within === null ? join : []))
  const lists = new Map<string, string[]>()
  for (const { file, join, within } of files) {
    if (join !== null && within !== null) lists.set(within, [...(lists.get(within) ?? []), file])
  }
  const whole = [...lists].flatMap(([list, names]) =>
    names.length > 1
      ? `All customers of ${names.length} files are in ${list}`
      : files.flatMap(({ file, join }) => (file === names[0] && join !== null ? join : [])),
  )
  return [...lacking, ...whole]
}

/** Several files as one line: rows added up, reasons of the same name too. */
export function together(files: readonly FileReading[]): FileReading {
  const sum = (of: (file: FileReading) => number) => files.reduce((total, file) => total + of(file), 0)
  const steps = files.flatMap((file) => file.leftOut)
  const labels = [...new Set(steps.map(({ label }) => label))]
  return {
    table: '',
    file: `${files.length} files`,
    kind: '',
    seconds: sum((file) => file.seconds),
    pairs: [],
    join: null,
    within: null,
    rowsRead: sum((file) => file.rowsRead),
    rowsUsed: sum((file) => file.rowsUsed),
    leftOut: labels.map((label) => {
      const same = steps.filter((step) => step.label === label)
      return { label, rows: same.reduce((total, step) => total + step.rows, 0), lacksCustomer: same[0]!.lacksCustomer }
    }),
  }
}
