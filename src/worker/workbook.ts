import { eraseAllSources, eraseSource, hashFile, listSources, loadSource } from '../storage/sources'
import type { Erased, MissingSource, OpenedWorkbook, SaveChoice, WorkbenchEvent, Workbooks, WorkbookStatus } from '../workbench'
import { EMPTY_RECIPE, hashesOf, nameOf, type Recipe } from '../workbooks/recipe'
import { portable, textsIn, type Texts } from '../workbooks/portable'
import { checkSealed, isSealed, seal, unseal } from '../workbooks/seal'
import { openWorkbookStore, type WorkbookStore, type WorkbookEntry } from '../workbooks/workbook-store'
import { packWorkbook, unpackWorkbook } from '../workbooks/workbook-file'
import { Autosave } from './autosave'
import type { Keeping } from './keeping'
import { Tabs } from './tabs'

/** Parts of a recipe that other objects of the worker hold. */
export type RecipeParts = Pick<Recipe, 'sources' | 'steps' | 'mapping' | 'segments' | 'filter' | 'isMasked' | 'salt' | 'history'>

/** Bytes of a source; null where there are none. Rejects where they are not as they were. */
export type BytesOf = (hash: string) => Promise<Blob | null>

export type Restored = Omit<OpenedWorkbook, 'pages' | 'page' | 'damaged'>

/** What a workbook is made of in this worker. */
export interface Contents {
  collect(): RecipeParts
  /** Puts a recipe in force in place of what is there; what is the same already stays. Tables without bytes are returned. */
  restore(recipe: Recipe, bytes: BytesOf): Promise<Restored>
  clear(): Promise<void>
  /** Keeps the bytes of every open file. */
  keepFiles(): void
  /** Bytes of a file that is open; null where there is none with that hash. */
  openBytes(hash: string): Blob | null
  /** Those of the texts that tell of a person in the open data. */
  personalTexts(texts: Texts): Promise<ReadonlySet<string>>
}

/** Changes of a workbook that another tab writes. */
class ReadOnlyWorkbook extends Error {
  override readonly name = 'ReadOnlyWorkbook'
}

class PassphraseNeeded extends Error {
  override readonly name = 'PassphraseNeeded'
}

/** After this long a deleted workbook is erased, and bytes that nobody needs are. */
const TAKEN_BACK = 10_000
/** Changes in another tab that come together are shown together. */
const FOLLOWED = 250

const UNKEPT = 'This browser does not let the page keep anything, so it is gone when the page closes.'

/** The workbook that is open: its recipe, how it is kept, and the others on this device. */
export class OpenWorkbook implements Workbooks {
  readonly #contents: Contents
  readonly #keeping: Keeping
  readonly #tell: (event: WorkbenchEvent) => void
  readonly #shelf: Promise<WorkbookStore | null> = openWorkbookStore()
  readonly #tabs = new Tabs({
    flush: async () => this.#autosave?.flush(),
    lost: () => this.#stopWriting(),
    inherited: () => void this.#turn(() => this.#write()),
    saved: () => this.#follow(),
    listed: () => this.#tell({ kind: 'listed' }),
    erased: () => this.#becomeMemory('Everything kept on this device was erased from another tab.'),
  })
  #turns: Promise<unknown> = Promise.resolve()
  #id: string | null = null
  #recipe: Recipe = EMPTY_RECIPE
  #missing: readonly MissingSource[] = []
  #autosave: Autosave | null = null
  #isMemory = false
  /** Kept in memory for as long as it is open; the one after it is not. */
  #isDemo = false
  #why: string | null = null
  #isReadOnly = false
  /** False while what is open is not what the recipe says: then nothing is recorded. */
  #isWhole = true
  #following: ReturnType<typeof setTimeout> | undefined
  #told = ''
  #unpacking: AbortController | null = null

  constructor(contents: Contents, keeping: Keeping, tell: (event: WorkbenchEvent) => void) {
    this.#contents = contents
    this.#keeping = keeping
    this.#tell = tell
  }

  /** Resolves when the workbook may be changed from this tab. */
  async mayChange(): Promise<void> {
    await this.#turns
    if (this.#isReadOnly) throw new ReadOnlyWorkbook('This workbook is open in another tab. Take over to change it here.')
  }

  /** Something that a recipe holds is different: it is written to the device. */
  changed(): void {
    if (!this.#isWhole || this.#isReadOnly) return
    this.#recipe = { ...this.#recipe, ...this.#collected() }
    for (const { table } of this.#recipe.sources)
      this.#missing = this.#missing.filter((missing) => missing.table !== table || !this.#has(table))
    if (this.#id === null && this.#recipe.sources.length > 0) void this.#turn(() => this.#begin())
    this.#autosave?.want(this.#recipe)
    this.report()
  }

  /** How the workbook is kept, told when it changed. */
  report(): void {
    const status: WorkbookStatus = { id: this.#id, name: nameOf(this.#recipe), ...this.#save() }
    const words = JSON.stringify(status)
    if (words === this.#told) return
    this.#told = words
    this.#tell({ kind: 'workbook', status })
  }

  /** The engine is gone with all tables: what is kept stays as it is. */
  abandon(): void {
    this.#isWhole = false
  }

  /** A table could not be read again after a restart; its place in the recipe stays. */
  miss(name: string): void {
    const source = this.#recipe.sources.find(({ table }) => table === name)
    if (!source) return
    const { table, file, part, hash, bytes } = source
    this.#missing = [...this.#missing, { table, file, part, hash, bytes, reason: 'It changed or is gone, and no copy of it was kept.' }]
  }

  /** Files that are missing from the workbook go to their places; the others are returned. */
  async takeMissing(files: readonly File[]): Promise<readonly File[]> {
    const found = new Map<string, File>()
    const others: File[] = []
    for (const file of files) {
      const alike = this.#missing.filter(({ bytes }) => bytes === file.size)
      const hash = alike.length > 0 ? await hashFile(file) : ''
      const place = alike.find((one) => (one.hash === '' ? one.file === file.name : one.hash === hash))
      if (!place) others.push(file)
      else {
        found.set(hash, file)
        if (place.hash === '') this.#setHash(place.table, hash)
      }
    }
    if (found.size === 0) return files
    const workbook = await this.#turn(() => this.#show(this.#recipe, async (hash) => found.get(hash) ?? loadSource(hash), 0))
    if (!this.#isMemory) this.#contents.keepFiles()
    this.changed()
    this.#tell({ kind: 'reopened', workbook })
    return others
  }

  async list(): Promise<readonly WorkbookEntry[]> {
    const entries = (await (await this.#shelf)?.list()) ?? []
    return entries.filter(({ deletedAt }) => deletedAt === null)
  }

  open(id?: string): Promise<OpenedWorkbook | null> {
    return this.#turn(async () => {
      const shelf = await this.#shelf
      if (!shelf) this.#becomeMemory(UNKEPT)
      if (!shelf || (this.#isMemory && id === undefined)) return null
      setTimeout(() => void this.#sweep(), TAKEN_BACK)
      const entries = await this.list()
      const entry = id === undefined ? entries[0] : entries.find((one) => one.id === id)
      return entry ? this.#openKept(shelf, entry.id) : null
    })
  }

  create(isDemo = false): Promise<void> {
    return this.#turn(async () => {
      await this.#leave()
      await this.#contents.clear()
      this.#keepAs(isDemo)
      this.report()
    })
  }

  async rename(id: string, name: string): Promise<void> {
    const given = name.trim().slice(0, 200) || null
    if (id === this.#id) {
      await this.mayChange()
      this.#recipe = { ...this.#recipe, name: given }
      this.changed()
      await this.#autosave?.flush()
    } else {
      const shelf = await this.#shelf
      const kept = await shelf?.load(id)
      if (kept) await shelf!.append(id, kept.seq, { ...kept.recipe, name: given }, ['name'])
    }
    this.#listed()
  }

  async remove(id: string): Promise<void> {
    if (id === this.#id) await this.create()
    await (await this.#shelf)?.mark(id, { deletedAt: Date.now() })
    setTimeout(() => void this.#sweep(), TAKEN_BACK + 500)
    this.#listed()
  }

  async putBack(id: string): Promise<void> {
    await (await this.#shelf)?.mark(id, { deletedAt: null })
    this.#listed()
  }

  async takeOver(): Promise<OpenedWorkbook | null> {
    await this.#tabs.takeOver()
    return this.#turn(() => this.#write())
  }

  keepInMemory(isOn: boolean): Promise<void> {
    return this.#turn(async () => {
      const id = this.#id
      const shelf = await this.#shelf
      if (!isOn && !shelf) return
      this.#isDemo = false
      if (isOn) {
        this.#becomeMemory('Memory only: nothing of this workbook is kept, and it is gone when the page closes.')
        if (id) await shelf?.erase(id)
        await this.#sweep()
        this.#listed()
      } else if (this.#isMemory) {
        this.#isMemory = false
        this.#why = null
        this.#keeping.isOn = true
        this.#id = null
        this.#contents.keepFiles()
        if (this.#recipe.sources.length > 0) await this.#begin()
      }
      this.report()
    })
  }

  eraseAll(): Promise<Erased> {
    return this.#turn(async () => {
      const shelf = await this.#shelf
      const erased = { workbooks: (await this.list()).length, ...(await this.#sizes()) }
      await this.#leave()
      await this.#contents.clear()
      await shelf?.eraseAll()
      await eraseAllSources()
      this.#tabs.say('erased')
      this.#listed()
      this.report()
      return erased
    })
  }

  async notePage(page: string, settings: Readonly<Record<string, string>>): Promise<void> {
    if (!this.#isWhole || this.#isReadOnly || this.#id === null) return
    this.#recipe = { ...this.#recipe, page, pages: { ...this.#recipe.pages, [page]: settings } }
    this.#autosave?.want(this.#recipe)
    this.report()
  }

  async forget(table: string): Promise<void> {
    await this.mayChange()
    this.#missing = this.#missing.filter((missing) => missing.table !== table)
    this.changed()
  }

  async saveAs({ id, withData, passphrase }: SaveChoice): Promise<Blob> {
    const kept = id !== undefined && id !== this.#id ? await (await this.#shelf)?.load(id) : null
    const recipe = kept?.recipe ?? this.#recipe
    const packed = withData
      ? await packWorkbook({ ...recipe, name: nameOf(recipe) }, (hash) => this.#bytesOf(hash))
      : await packWorkbook(await this.#withoutPeople(recipe, kept === null), null)
    return passphrase === '' ? packed : seal(packed, passphrase)
  }

  async openFile(file: File, passphrase = '', isDemo = false): Promise<OpenedWorkbook> {
    const sealed = await isSealed(file)
    if (sealed) await checkSealed(file)
    if (sealed && passphrase === '') throw new PassphraseNeeded(`${file.name} is sealed with a passphrase.`)
    const { signal } = (this.#unpacking = new AbortController())
    const { recipe, sources } = await unpackWorkbook(sealed ? await unseal(file, passphrase, signal) : file, signal)
    return this.#turn(async () => {
      await this.#leave()
      this.#keepAs(isDemo)
      const opened = await this.#show(recipe, async (hash) => sources.get(hash) ?? loadSource(hash), 0).catch(async (error: unknown) => {
        await this.#giveUp()
        throw error
      })
      if (!this.#isMemory) {
        this.#contents.keepFiles()
        await this.#begin()
      }
      this.report()
      return opened
    })
  }

  /** A workbook file that is being unpacked is not opened. */
  cancel(): void {
    this.#unpacking?.abort()
  }

  /** What is not open cannot be asked: then every text of it may tell of somebody. */
  async #withoutPeople(recipe: Recipe, isOpen: boolean): Promise<Recipe> {
    if (!isOpen) return portable(recipe, (text) => text !== '')
    const personal = await this.#contents.personalTexts(textsIn(recipe))
    return portable(recipe, (text) => personal.has(text))
  }

  async #openKept(shelf: WorkbookStore, id: string): Promise<OpenedWorkbook | null> {
    const before = this.#id
    if (before !== id) await this.#leave()
    this.#isDemo = false
    this.#isMemory = false
    this.#why = null
    this.#keeping.isOn = true
    this.#id = id
    // Until it is all there, nothing of what is there counts.
    this.#isWhole = false
    this.#isReadOnly = !(await this.#tabs.enter(id))
    const kept = await shelf.load(id)
    if (!kept) return null
    await shelf.mark(id, { openedAt: Date.now() })
    this.#recipe = kept.recipe
    this.report()
    try {
      const opened = await this.#show(kept.recipe, loadSource, kept.damaged)
      if (!this.#isReadOnly) this.#startWriting(shelf, id, kept)
      this.report()
      return opened
    } catch (error) {
      await this.#giveUp()
      throw error
    }
  }

  /** Puts a recipe in force. Until that has worked, what is kept is not touched. */
  async #show(recipe: Recipe, bytes: BytesOf, damaged: number): Promise<OpenedWorkbook> {
    this.#isWhole = false
    const restored = await this.#contents.restore(recipe, bytes)
    this.#recipe = recipe
    this.#missing = restored.missing
    this.#isWhole = true
    return { ...restored, pages: recipe.pages, page: recipe.page, damaged }
  }

  /** This tab is the one that writes from here on, and shows what the one before it wrote last. */
  async #write(): Promise<OpenedWorkbook | null> {
    const shelf = await this.#shelf
    const id = this.#id
    const kept = id === null ? null : await shelf?.load(id)
    if (!shelf || !kept || id === null) return null
    this.#isReadOnly = false
    const shown = this.#isShown(kept.recipe) ? null : await this.#show(kept.recipe, loadSource, kept.damaged)
    this.#recipe = kept.recipe
    this.#startWriting(shelf, id, kept)
    this.report()
    if (shown) this.#tell({ kind: 'reopened', workbook: shown })
    return shown
  }

  /** A workbook comes into being with its first file. */
  async #begin(): Promise<void> {
    const shelf = await this.#shelf
    if (!shelf || this.#isMemory || this.#id !== null) return
    const id = crypto.getRandomValues(new Uint32Array(4)).reduce((text, part) => text + part.toString(36).padStart(7, '0'), '')
    this.#id = id
    await this.#tabs.enter(id)
    this.#startWriting(shelf, id, { recipe: EMPTY_RECIPE, seq: 0 })
    this.#autosave!.want(this.#recipe)
    this.report()
    await this.#autosave!.flush()
    this.#listed()
  }

  #startWriting(shelf: WorkbookStore, id: string, kept: { readonly recipe: Recipe; readonly seq: number }): void {
    this.#autosave?.stop()
    let said = kept.seq
    const autosave: Autosave = new Autosave(shelf, id, kept, {
      changed: () => {
        if (autosave !== this.#autosave) return
        if (autosave.seq !== said) this.#tabs.say('saved')
        said = autosave.seq
        this.report()
      },
      stale: () => void this.#turn(() => this.#afterStale(shelf, id)),
    })
    this.#autosave = autosave
  }

  /** Somebody wrote although this tab has the lock, or erased the workbook: what is kept is the newer, and is shown. */
  async #afterStale(shelf: WorkbookStore, id: string): Promise<void> {
    if (this.#id !== id) return
    if (await shelf.load(id)) await this.#write()
    else this.#becomeMemory('This workbook was erased from another tab. It stays open here until the page closes.')
  }

  #stopWriting(): void {
    this.#autosave?.stop()
    this.#autosave = null
    this.#isReadOnly = true
    this.report()
  }

  #follow(): void {
    if (!this.#isReadOnly) return
    clearTimeout(this.#following)
    this.#following = setTimeout(() => void this.#turn(() => this.#showNewest()).catch(() => undefined), FOLLOWED)
  }

  async #showNewest(): Promise<void> {
    const kept = this.#id === null ? null : await (await this.#shelf)?.load(this.#id)
    if (!kept || !this.#isReadOnly) return
    if (this.#isShown(kept.recipe)) this.#recipe = kept.recipe
    else this.#tell({ kind: 'reopened', workbook: await this.#show(kept.recipe, loadSource, kept.damaged) })
    this.report()
  }

  /** True where all that this tab shows of a recipe is there already. */
  #isShown(recipe: Recipe): boolean {
    return (['sources', 'steps', 'mapping', 'segments', 'filter', 'isMasked', 'salt', 'history'] as const).every(
      (part) => JSON.stringify(recipe[part]) === JSON.stringify(this.#recipe[part]),
    )
  }

  /** What opens next is a demo, or a workbook like others after one. Where all is in memory, a demo is no exception. */
  #keepAs(isDemo: boolean): void {
    if (isDemo && !this.#isMemory) {
      this.#isDemo = true
      this.#becomeMemory('A demo: nothing of it is kept on this device.')
    } else if (!isDemo && this.#isDemo) {
      this.#isDemo = false
      this.#isMemory = false
      this.#why = null
      this.#keeping.isOn = true
    }
  }

  #becomeMemory(why: string): void {
    this.#autosave?.stop()
    this.#autosave = null
    this.#tabs.exit()
    this.#isMemory = true
    this.#isReadOnly = false
    this.#id = null
    this.#why = why
    this.#keeping.isOn = false
    this.report()
  }

  /** What could not be opened leaves nothing behind here, and stays on the device as it was. */
  async #giveUp(): Promise<void> {
    await this.#leave()
    await this.#contents.clear().catch(() => undefined)
    this.report()
  }

  /** Lets go of the workbook that is open. What was changed of it is written first. */
  async #leave(): Promise<void> {
    await this.#autosave?.flush()
    this.#autosave?.stop()
    this.#autosave = null
    this.#tabs.exit()
    this.#id = null
    this.#recipe = EMPTY_RECIPE
    this.#missing = []
    this.#isReadOnly = false
    this.#isWhole = true
  }

  #collected(): RecipeParts {
    const held = this.#contents.collect()
    const isMissing = ({ table }: { readonly table: string }) => this.#missing.some((missing) => missing.table === table)
    const places = new Map(this.#recipe.sources.map(({ table }, index) => [table, index]))
    const placeOf = ({ table }: { readonly table: string }) => places.get(table) ?? places.size
    const waiting = this.#recipe.sources.filter((one) => isMissing(one) && !held.sources.some(({ table }) => table === one.table))
    const sources = [...waiting, ...held.sources].sort((one, other) => placeOf(one) - placeOf(other))
    const steps = [...held.steps, ...this.#recipe.steps.filter(this.#isOfMissing(held.steps))]
    const names = new Set([...sources.map(({ table }) => table), ...steps.map(({ makes }) => makes)])
    const before = this.#recipe.mapping?.tables.filter(isMissing) ?? []
    const tables = held.mapping?.tables.filter(({ table }) => names.has(table)) ?? []
    const own = new Set(tables.map(({ table }) => table))
    const mapping = held.mapping && { ...held.mapping, tables: [...tables, ...before.filter(({ table }) => !own.has(table))] }
    return { ...held, sources, steps, mapping: mapping ?? (before.length > 0 ? this.#recipe.mapping : null) }
  }

  /** Steps that wait for a missing table, directly or behind others that do. */
  #isOfMissing(held: Recipe['steps']): (step: Recipe['steps'][number]) => boolean {
    const waiting = new Set(this.#missing.map(({ table }) => table))
    return ({ id, table, makes }) => {
      if (!waiting.has(table)) return false
      waiting.add(makes)
      return !held.some((step) => step.id === id)
    }
  }

  #has(table: string): boolean {
    return this.#contents.collect().sources.some((source) => source.table === table)
  }

  #setHash(table: string, hash: string): void {
    const set = <T extends { readonly table: string }>(one: T): T => (one.table === table ? { ...one, hash } : one)
    this.#recipe = { ...this.#recipe, sources: this.#recipe.sources.map(set) }
    this.#missing = this.#missing.map(set)
  }

  /** Bytes as they are kept, or as they are open where nothing is kept. */
  async #bytesOf(hash: string): Promise<Blob | null> {
    return (await loadSource(hash).catch(() => null)) ?? this.#contents.openBytes(hash)
  }

  #save(): Pick<WorkbookStatus, 'save' | 'message'> {
    if (this.#isReadOnly) return { save: 'read-only', message: null }
    if (this.#isMemory) return { save: this.#isDemo ? 'demo' : 'memory', message: this.#why }
    if (this.#recipe.sources.length === 0) return { save: 'empty', message: null }
    const failure = this.#autosave?.failure ?? this.#keeping.failure
    if (failure) return { save: 'failed', message: failure }
    const isSaving = this.#id === null || this.#autosave?.isSaving || this.#keeping.isKeeping
    return { save: isSaving ? 'saving' : 'saved', message: null }
  }

  /** Erases workbooks that were deleted, and bytes that no workbook needs. */
  async #sweep(): Promise<void> {
    const shelf = await this.#shelf
    if (!shelf) return
    const sources = await listSources()
    const before = Date.now() - TAKEN_BACK
    for (const { id, deletedAt } of await shelf.list()) if (deletedAt !== null && deletedAt <= before) await shelf.erase(id)
    const told = await shelf.hashes()
    if (this.#keeping.isKeeping || told === null) return
    const needed = new Set([...told, ...(this.#isMemory ? [] : hashesOf(this.#recipe))])
    for (const { hash } of sources) if (!needed.has(hash)) await eraseSource(hash)
  }

  async #sizes(): Promise<{ files: number; bytes: number }> {
    const sources = await listSources()
    return { files: sources.length, bytes: sources.reduce((sum, { bytes }) => sum + bytes, 0) }
  }

  #listed(): void {
    this.#tell({ kind: 'listed' })
    this.#tabs.say('listed')
  }

  /** One change of workbook after the other. */
  #turn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turns.then(work)
    this.#turns = turn.catch(() => undefined)
    return turn
  }
}
