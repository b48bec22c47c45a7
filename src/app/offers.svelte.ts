import type { Mapping } from '../model/mapping/mapping'
import type { Offer } from '../offers/offer'
import type { Workbench } from '../workbench'
import type { Busy } from './busy.svelte'
import { withReadings } from './mapping/with-readings'
import type { Notices } from './notices.svelte'
import type { Undo } from './undo.svelte'

/** Reads the tables as steps made them by a mapping; false when that fails. */
type Prepare = (tables: () => ReturnType<Workbench['addSteps']>, mapping: Mapping) => Promise<boolean>

/** Changes of the tables that are offered: some are asked before the answers, the others wait on the mapping page. */
export class Offers {
  readonly #workbench: Workbench
  readonly #busy: Busy
  readonly #undo: Undo
  readonly #notices: Notices
  readonly #prepare: Prepare
  #declined: readonly string[] = []
  #urgent = $state.raw<readonly Offer[]>([])
  #open = $state.raw<readonly Offer[]>([])

  constructor(workbench: Workbench, busy: Busy, undo: Undo, notices: Notices, prepare: Prepare) {
    this.#workbench = workbench
    this.#busy = busy
    this.#undo = undo
    this.#notices = notices
    this.#prepare = prepare
  }

  /** What the review asks; empty once a mapping was applied. */
  get urgent(): readonly Offer[] {
    return this.#urgent
  }

  /** What the mapping page offers, and the strip above the answers points to. */
  get open(): readonly Offer[] {
    return this.#open
  }

  /** Finds out what must be asked of tables that have just come, and was not declined before. True when there is something. */
  async ask(mapping: Mapping, fresh: readonly string[]): Promise<boolean> {
    const found = await this.#find(mapping, 'urgent')
    this.#urgent = found.filter(
      ({ id, isNeeded, tables }) => isNeeded && !this.#declined.includes(id) && tables.some((one) => fresh.includes(one)),
    )
    return this.#urgent.length > 0
  }

  /** Finds out what can be offered under a mapping in force. */
  async look(mapping: Mapping): Promise<void> {
    this.#open = await this.#busy.during(this.#find(mapping, 'all'))
  }

  /** The mapping is in force, with or without them: nothing more is to be asked. */
  settle(): void {
    this.#urgent = []
    this.#open = []
  }

  /** Not asked again when the next file comes; the mapping page goes on offering them. */
  decline(offers: readonly Offer[]): void {
    this.#declined = [...this.#declined, ...offers.map(({ id }) => id)]
  }

  /** Records the steps and reads the tables anew; taken back for ten seconds, all together. */
  async take(offers: readonly Offer[], mapping: Mapping): Promise<void> {
    // Ids are repaired first, so that rows made of a table have the repaired ones.
    const steps = offers.flatMap((offer) => offer.steps).toSorted((a, b) => Number(a.table !== a.makes) - Number(b.table !== b.makes))
    const isDone = await this.#prepare(() => this.#workbench.addSteps(steps), withReadings(mapping, offers))
    if (!isDone) return
    const ids = steps.map(({ id }) => id)
    const text = offers.length === 1 ? offers[0]!.done : `${offers.length} changes of the tables`
    this.#undo.offer({ text, undo: () => this.#prepare(() => this.#workbench.removeSteps(ids), mapping) })
  }

  async #find(mapping: Mapping, which: 'urgent' | 'all'): Promise<readonly Offer[]> {
    try {
      return await this.#workbench.offers(mapping, which)
    } catch (error) {
      // Answers need no offer.
      this.#notices.sayFailure('What else the tables could be was not found out', error)
      return []
    }
  }
}
