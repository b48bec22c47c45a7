import { fileSize, plural } from '../../shared/format'
import { download } from '../../ui/download'
import type { MissingSource, OpenedWorkbook, SaveChoice, Workbench, WorkbenchEvent, WorkbookEntry, WorkbookStatus } from '../../workbench'
import type { Busy } from '../busy.svelte'
import type { Imports } from '../imports.svelte'
import { isCancelled, type Notices } from '../notices.svelte'
import { formatHash } from '../place'
import type { Undo } from '../undo.svelte'
import { forgetAll, isMemoryOnly, noteMemoryOnly, noteName, notedName } from './device'

const NONE: WorkbookStatus = { id: null, name: 'New workbook', save: 'empty', message: null }

interface Parts {
  readonly workbench: Workbench
  readonly busy: Busy
  readonly notices: Notices
  readonly undo: Undo
  readonly imports: Imports
  /** Shows another workbook, or none. */
  readonly adopt: (opened: OpenedWorkbook | null) => Promise<void>
}

/** A sealed workbook file that waits for its passphrase. */
interface Sealed {
  readonly file: File
  readonly isWrong: boolean
  readonly isDemo: boolean
}

/** The workbook that is open, how it is kept, and the others on this device. */
export class KeptWorkbooks {
  readonly #parts: Parts
  #status = $state.raw<WorkbookStatus>(NONE)
  #entries = $state.raw<readonly WorkbookEntry[]>([])
  #missing = $state.raw<readonly MissingSource[]>([])
  #pages = $state.raw<OpenedWorkbook['pages']>({})
  #opening = $state<string | null>(null)
  #failed = $state.raw<{ readonly id: string | undefined; readonly message: string } | null>(null)
  #sealed = $state.raw<Sealed | null>(null)
  #noting: ReturnType<typeof setTimeout> | undefined

  constructor(parts: Parts) {
    this.#parts = parts
    this.#opening = isMemoryOnly() ? null : notedName()
  }

  get status(): WorkbookStatus {
    return this.#status
  }

  /** On this device, the newest first. */
  get entries(): readonly WorkbookEntry[] {
    return this.#entries
  }

  get missing(): readonly MissingSource[] {
    return this.#missing
  }

  /** The name of a workbook on its way in; null when none is. */
  get opening(): string | null {
    return this.#opening
  }

  /** A workbook that could not be opened. It is on the device as it was. */
  get failed(): { readonly id: string | undefined; readonly message: string } | null {
    return this.#failed
  }

  get sealed(): Sealed | null {
    return this.#sealed
  }

  /** The page with the settings it had when it was last shown. */
  hrefOf(page: string): string {
    return formatHash(page, this.#pages[page])
  }

  hear(event: WorkbenchEvent): void {
    if (event.kind === 'workbook') {
      this.#status = event.status
      if (event.status.save === 'saved' || event.status.save === 'memory')
        noteName(event.status.save === 'saved' ? event.status.name : null)
    } else if (event.kind === 'listed') void this.#list()
    else if (event.kind === 'reopened') void this.#parts.busy.during(this.#adopt(event.workbook))
  }

  /** The workbook that was open last, with all of it; null where there is none. */
  async reopen(): Promise<OpenedWorkbook | null> {
    if (isMemoryOnly()) await this.#parts.workbench.workbooks.keepInMemory(true)
    const opened = await this.open()
    void this.#list()
    return opened
  }

  async open(id?: string): Promise<OpenedWorkbook | null> {
    const entry = this.#entries.find((one) => one.id === id)
    if (entry) this.#opening = entry.name
    if (id !== undefined) noteMemoryOnly(false)
    return this.#bring(this.#opening, () => this.#parts.workbench.workbooks.open(id), id)
  }

  /** Opens a workbook file as a workbook of its own; what is open stays on the device. */
  async openFile(file: File, passphrase?: string, isDemo = false): Promise<OpenedWorkbook | null> {
    this.#sealed = null
    try {
      return await this.#bring(file.name, () => this.#parts.workbench.workbooks.openFile(file, passphrase, isDemo), undefined, true)
    } catch (error) {
      const { name, message } = error as Error
      if (isCancelled(error)) return null
      if (name === 'PassphraseNeeded' || name === 'WrongPassphrase') this.#sealed = { file, isDemo, isWrong: name === 'WrongPassphrase' }
      else
        this.#parts.notices.say({ kind: 'failure', title: `${file.name} was not opened`, text: `${message} What was open is as it was.` })
      return null
    }
  }

  dismissSealed(): void {
    this.#sealed = null
  }

  async create(isDemo = false): Promise<void> {
    this.#failed = null
    await this.#parts.busy.during(this.#parts.workbench.workbooks.create(isDemo))
    await this.#adopt(null)
  }

  async rename(id: string, name: string): Promise<void> {
    await this.#attempt('The workbook could not be renamed', () => this.#parts.workbench.workbooks.rename(id, name))
    await this.#list()
  }

  async remove({ id, name }: Pick<WorkbookEntry, 'id' | 'name'>): Promise<void> {
    const isOpen = id === this.#status.id
    await this.#attempt('The workbook could not be deleted', async () => {
      await this.#parts.workbench.workbooks.remove(id)
      if (isOpen) await this.#adopt(null)
    })
    await this.#list()
    this.#parts.undo.offer({
      text: `Workbook “${name}” deleted; its bytes are erased in ten seconds`,
      undo: async () => {
        await this.#parts.workbench.workbooks.putBack(id)
        await this.#list()
        if (isOpen) await this.open(id)
      },
    })
  }

  async takeOver(): Promise<void> {
    await this.#attempt('This tab could not take over', () => this.#parts.workbench.workbooks.takeOver())
  }

  async keepInMemory(isOn: boolean): Promise<void> {
    noteMemoryOnly(isOn)
    await this.#attempt('This could not be changed', () => this.#parts.workbench.workbooks.keepInMemory(isOn))
    await this.#list()
  }

  async eraseAll(): Promise<void> {
    await this.#attempt('Not everything could be erased', async () => {
      const { workbooks, files, bytes } = await this.#parts.workbench.workbooks.eraseAll()
      await forgetAll()
      await this.#adopt(null)
      this.#parts.notices.dismissAll()
      this.#parts.notices.say({
        kind: 'note',
        title: 'Everything kept on this device was erased',
        text: `${plural(workbooks, 'workbook')} and ${plural(files, 'file')} (${fileSize(bytes)}), with the settings of this page.`,
      })
    })
    await this.#list()
  }

  async forget(table: string): Promise<void> {
    await this.#attempt('The file could not be left out', () => this.#parts.workbench.workbooks.forget(table))
    this.#missing = this.#missing.filter((missing) => missing.table !== table)
  }

  /** Saves the open workbook, or one of this device, to a file. */
  async saveAs(choice: SaveChoice, name = this.#status.name): Promise<boolean> {
    const file = await this.#attempt('The workbook file could not be written', () => this.#parts.workbench.workbooks.saveAs(choice))
    if (file) download(file, `${name}.clientele`)
    return file !== null
  }

  /** The page that is shown, with its settings: it comes back with them. */
  note(page: string, params: Readonly<Record<string, string>>): void {
    if (page === '' || this.#opening !== null) return
    // A link's word on returns was heeded when it came, and is a part of the mapping since.
    const settings = Object.fromEntries(Object.entries(params).filter(([name]) => name !== 'returns'))
    this.#pages = { ...this.#pages, [page]: settings }
    clearTimeout(this.#noting)
    this.#noting = setTimeout(() => void this.#parts.workbench.workbooks.notePage(page, settings).catch(() => undefined), 200)
  }

  async #bring(
    name: string | null,
    work: () => Promise<OpenedWorkbook | null>,
    id?: string,
    canCancel = false,
  ): Promise<OpenedWorkbook | null> {
    this.#failed = null
    const bringing = name === null ? work() : this.#parts.imports.during(name, work, canCancel)
    try {
      const opened = await this.#parts.busy.during(bringing)
      if (opened) await this.#adopt(opened)
      else noteName(null)
      return opened
    } catch (error) {
      const { name, message } = error as Error
      if (['PassphraseNeeded', 'WrongPassphrase', 'NotAWorkbook', 'AbortError'].includes(name)) throw error
      await this.#parts.adopt(null)
      this.#failed = { id, message }
      return null
    } finally {
      this.#opening = null
    }
  }

  async #adopt(opened: OpenedWorkbook | null): Promise<void> {
    this.#missing = opened?.missing ?? []
    this.#pages = opened?.pages ?? {}
    await this.#parts.adopt(opened)
    if (opened && opened.damaged > 0)
      this.#parts.notices.say({
        kind: 'warning',
        title: 'A part of what was kept did not read back as it was written',
        text: `${plural(opened.damaged, 'change')} left out. Everything else is here; see whether the last thing you did is.`,
      })
    if (!opened) noteName(null)
  }

  async #list(): Promise<void> {
    this.#entries = await this.#parts.workbench.workbooks.list().catch(() => [])
  }

  async #attempt<T>(title: string, work: () => Promise<T>): Promise<T | null> {
    try {
      return await this.#parts.busy.during(work())
    } catch (error) {
      this.#parts.notices.sayFailure(title, error)
      return null
    }
  }
}
