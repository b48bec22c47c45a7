import { CUSTOMER_COLUMNS, FIRST_VIEW, type CustomerColumn } from '../../analyses/contract/outcome'
import type { CustomerPage, CustomerRow, CustomerTable, CustomerView, Selection, Workbench } from '../../workbench'
import type { Busy } from '../busy.svelte'
import { isCancelled, wordsOf } from '../notices.svelte'

const PAGE = 200
/** Columns of words, which begin at A. */
const TEXTS: readonly CustomerColumn[] = ['customer_id', 'name', 'email', 'country', 'segment']

/** The customers behind a mark, a row or a sentence: a panel that fetches rows as they come into sight. */
export class CustomerList {
  readonly #workbench: Workbench
  readonly #busy: Busy
  #selection = $state.raw<Selection | null>(null)
  #total = $state<number | null>(null)
  #revenue = $state<number | null>(null)
  #pages = $state.raw<Readonly<Record<number, readonly CustomerRow[]>>>({})
  #failure = $state.raw<{ text: string; details?: string } | null>(null)
  #view = $state.raw<CustomerView>(FIRST_VIEW)
  #customer = $state.raw<CustomerRow | null>(null)
  #tables = $state.raw<readonly CustomerTable[] | null>(null)
  #asked: readonly number[] = []

  constructor(workbench: Workbench, busy: Busy) {
    this.#workbench = workbench
    this.#busy = busy
  }

  get selection(): Selection | null {
    return this.#selection
  }

  /** Null until the first page is there. */
  get total(): number | null {
    return this.#total
  }

  get revenue(): number | null {
    return this.#revenue
  }

  get failure(): { text: string; details?: string } | null {
    return this.#failure
  }

  /** Order, search and columns; they stay from one list to the next, but the search. */
  get view(): CustomerView {
    return this.#view
  }

  /** One customer of the list whose rows are looked at; null: the list. */
  get customer(): CustomerRow | null {
    return this.#customer
  }

  /** Null until they are there. */
  get tables(): readonly CustomerTable[] | null {
    return this.#tables
  }

  open(selection: Selection): void {
    this.close()
    this.#view = { ...this.#view, search: '' }
    this.#selection = selection
    this.need(0, 0)
  }

  close(): void {
    this.#selection = null
    this.#total = this.#revenue = null
    this.#forget()
    this.leaveCustomer()
  }

  /** The first click on a column sorts words upwards and numbers downwards, the next the other way. */
  sortBy(sort: CustomerColumn): void {
    const { view } = this
    this.#look({ sort, isDescending: sort === view.sort ? !view.isDescending : !TEXTS.includes(sort) })
  }

  search(search: string): void {
    if (search !== this.#view.search) this.#look({ search })
  }

  toggle(column: CustomerColumn): void {
    const { columns } = this.#view
    const wanted = columns.includes(column) ? columns.filter((one) => one !== column) : [...columns, column]
    this.#view = { ...this.#view, columns: CUSTOMER_COLUMNS.filter((one) => wanted.includes(one)) }
  }

  async openCustomer(customer: CustomerRow): Promise<void> {
    this.#customer = customer
    this.#tables = null
    try {
      const tables = await this.#busy.during(this.#workbench.customerRows(customer.customer_id))
      if (customer === this.#customer) this.#tables = tables
    } catch (error) {
      if (customer === this.#customer && !isCancelled(error)) this.#failure = wordsOf(error)
    }
  }

  leaveCustomer(): void {
    this.#customer = null
    this.#tables = null
  }

  #look(change: Partial<CustomerView>): void {
    this.#view = { ...this.#view, ...change }
    this.#forget()
    this.need(0, 0)
  }

  #forget(): void {
    this.#pages = {}
    this.#failure = null
    this.#asked = []
  }

  /** A row, once its page is there. */
  row(index: number): CustomerRow | undefined {
    return this.#pages[Math.floor(index / PAGE)]?.[index % PAGE]
  }

  /** Rows from first to last are in sight. */
  need(first: number, last: number): void {
    for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page++) void this.#fetch(page)
  }

  async #fetch(page: number): Promise<void> {
    const [selection, view] = [this.#selection, this.#view]
    if (!selection || this.#asked.includes(page)) return
    // Columns are drawn, not asked for.
    const isAsked = () =>
      selection === this.#selection && (['sort', 'isDescending', 'search'] as const).every((key) => view[key] === this.#view[key])
    this.#asked = [...this.#asked, page]
    try {
      const answer = await this.#busy.during(this.#workbench.customers(selection, page * PAGE, (page + 1) * PAGE, view))
      if (isAsked()) this.#take(page, answer)
    } catch (error) {
      this.#asked = this.#asked.filter((one) => one !== page)
      if (isAsked() && !isCancelled(error)) this.#failure = wordsOf(error)
    }
  }

  #take(page: number, { total, revenue, rows }: CustomerPage): void {
    this.#total = total
    this.#revenue = revenue
    this.#pages = { ...this.#pages, [page]: rows }
  }
}
