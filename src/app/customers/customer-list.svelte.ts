import type { CustomerPage, CustomerRow, Selection, Workbench } from '../../workbench'
import type { Busy } from '../busy.svelte'
import { isCancelled, wordsOf } from '../notices.svelte'

const PAGE = 200

/** The customers behind a mark, a row or a sentence: a panel that fetches rows as they come into sight. */
export class CustomerList {
  readonly #workbench: Workbench
  readonly #busy: Busy
  #selection = $state.raw<Selection | null>(null)
  #total = $state<number | null>(null)
  #revenue = $state<number | null>(null)
  #pages = $state.raw<Readonly<Record<number, readonly CustomerRow[]>>>({})
  #failure = $state.raw<{ text: string; details?: string } | null>(null)
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

  open(selection: Selection): void {
    this.close()
    this.#selection = selection
    this.need(0, 0)
  }

  close(): void {
    this.#selection = null
    this.#total = this.#revenue = null
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
    const selection = this.#selection
    if (!selection || this.#asked.includes(page)) return
    this.#asked = [...this.#asked, page]
    try {
      const answer = await this.#busy.during(this.#workbench.customers(selection, page * PAGE, (page + 1) * PAGE))
      if (selection === this.#selection) this.#take(page, answer)
    } catch (error) {
      this.#asked = this.#asked.filter((one) => one !== page)
      if (selection === this.#selection && !isCancelled(error)) this.#failure = wordsOf(error)
    }
  }

  #take(page: number, { total, revenue, rows }: CustomerPage): void {
    this.#total = total
    this.#revenue = revenue
    this.#pages = { ...this.#pages, [page]: rows }
  }
}
