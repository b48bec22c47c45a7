import type { Variables } from '../../engine/database'
import type { Answer, AskableTable, Statement, Workbench } from '../../workbench'
import type { Busy } from '../busy.svelte'
import { isCancelled } from '../notices.svelte'

const FIRST = `-- One row per country: customers, orders and revenue.
select country, count(*) as customers, sum(orders) as orders, sum(revenue) as revenue
from customer_facts
group by country
order by revenue desc nulls last
`

/** Statements that are remembered. */
const MOST = 50

/** The SQL console: what stands in it, what was asked, and the last answer. Lives as long as the page; nothing of it is kept. */
export class Console {
  readonly #workbench: Workbench
  readonly #busy: Busy
  #sql = $state(FIRST)
  #variables = $state.raw<Variables>({})
  #asked = $state.raw<Statement | null>(null)
  #answer = $state.raw<Answer | null>(null)
  #failure = $state<string | null>(null)
  #isRunning = $state(false)
  #history = $state.raw<readonly Statement[]>([])
  #tables = $state.raw<readonly AskableTable[]>([])
  #version = ''

  constructor(workbench: Workbench, busy: Busy) {
    this.#workbench = workbench
    this.#busy = busy
  }

  get sql(): string {
    return this.#sql
  }

  set sql(sql: string) {
    this.#sql = sql
  }

  /** What the statement reads by getvariable; the as-of date and the span are always there. */
  get variables(): Variables {
    return this.#variables
  }

  /** The statement that `answer` answers. */
  get asked(): Statement | null {
    return this.#asked
  }

  get answer(): Answer | null {
    return this.#answer
  }

  get failure(): string | null {
    return this.#failure
  }

  get isRunning(): boolean {
    return this.#isRunning
  }

  /** The newest first. */
  get history(): readonly Statement[] {
    return this.#history
  }

  get tables(): readonly AskableTable[] {
    return this.#tables
  }

  /** Other data: what was answered of those before is gone. */
  async look(version: string): Promise<void> {
    if (version === this.#version) return
    this.#version = version
    this.#answer = this.#asked = this.#failure = null
    this.#tables = await this.#busy.during(this.#workbench.askable()).catch(() => [])
  }

  /** Puts a statement into the console, to be read and run. */
  open({ sql, variables }: Statement): void {
    this.#sql = sql
    this.#variables = variables
    this.#answer = this.#asked = this.#failure = null
  }

  async run(): Promise<void> {
    const statement: Statement = { sql: this.#sql, variables: this.#variables }
    this.#isRunning = true
    this.#failure = null
    try {
      this.#answer = await this.#busy.during(this.#workbench.ask(statement))
      this.#asked = statement
      this.#history = [statement, ...this.#history.filter(({ sql }) => sql !== statement.sql)].slice(0, MOST)
    } catch (error) {
      // What stood there still answers what was asked before.
      if (!isCancelled(error)) this.#failure = (error as Error).message
    } finally {
      this.#isRunning = false
    }
  }

  cancel(): void {
    void this.#workbench.cancelAsking()
  }
}
