type Message =
  | { readonly kind: 'who writes' | 'writer here' | 'hand over' | 'handed over' | 'saved'; readonly id: string }
  | { readonly kind: 'listed' | 'erased' }

interface Hooks {
  /** Writes what is not yet written: another tab is about to take over. */
  flush(): Promise<void>
  /** Another tab took over. */
  lost(): void
  /** The writer is gone, and this tab takes its place. */
  inherited(): void
  /** Another tab wrote to the workbook that is open here. */
  saved(): void
  listed(): void
  erased(): void
}

/** A writer that is there answers at once, unless it is reading a large file. */
const PATIENCE = 1500

/** One tab writes a workbook, by Web Lock; the others follow it, and may take over. */
export class Tabs {
  readonly #hooks: Hooks
  readonly #channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('clientele-workbooks')
  #id: string | null = null
  #isWriter = false
  /** Ends the lock that is held, or the wait for it. */
  #leave: () => void = () => undefined
  #answers: ((message: Message) => void)[] = []

  constructor(hooks: Hooks) {
    this.#hooks = hooks
    this.#channel?.addEventListener('message', ({ data }: MessageEvent<Message>) => this.#hear(data))
  }

  /** Opens a workbook here: true when this tab writes it. The one that was open is let go. */
  async enter(id: string): Promise<boolean> {
    this.exit()
    this.#id = id
    if (!navigator.locks) return (this.#isWriter = true)
    // A page that is being reloaded holds its lock a moment longer, but does not answer.
    const isHeld = this.#ask({ kind: 'who writes', id }, 'writer here')
    return (this.#isWriter = await this.#wait(id, isHeld))
  }

  async takeOver(): Promise<void> {
    const id = this.#id
    if (!id || this.#isWriter) return
    this.#leave()
    await this.#ask({ kind: 'hand over', id }, 'handed over')
    await new Promise<void>((resolve, reject) => this.#request(id, { steal: true }, resolve).catch(reject))
    this.#isWriter = true
  }

  exit(): void {
    this.#leave()
    this.#id = null
    this.#isWriter = false
  }

  say(kind: 'saved' | 'listed' | 'erased'): void {
    if (kind !== 'saved') this.#channel?.postMessage({ kind })
    else if (this.#id) this.#channel?.postMessage({ kind, id: this.#id })
  }

  /** Resolves to true when the lock is free; later than that, this tab inherits it. */
  #wait(id: string, isHeld: Promise<void>): Promise<boolean> {
    let isLate = false
    return new Promise((resolve) => {
      const granted = () => {
        if (!isLate) return resolve(true)
        this.#isWriter = true
        this.#hooks.inherited()
      }
      const end = (): void => {
        isLate = true
        resolve(false)
      }
      setTimeout(end, PATIENCE)
      void isHeld.then(end)
      this.#request(id, {}, granted).catch(end)
    })
  }

  async #request(id: string, options: LockOptions, granted: () => void): Promise<void> {
    const waiting = new AbortController()
    let isGranted = false
    this.#leave = () => waiting.abort()
    try {
      await navigator.locks.request(`wb:${id}`, options.steal ? options : { signal: waiting.signal }, () => {
        isGranted = true
        granted()
        return new Promise<void>((release) => (this.#leave = release))
      })
    } catch (error) {
      // Rejects when another tab steals the lock, and when the wait was ended here.
      if (!isGranted && !waiting.signal.aborted) throw error
      if (isGranted && this.#id === id) this.#lose(id)
    }
  }

  #lose(id: string): void {
    this.#isWriter = false
    this.#hooks.lost()
    void this.#request(id, {}, () => {
      this.#isWriter = true
      this.#hooks.inherited()
    }).catch(() => undefined)
  }

  #ask(message: Message, answer: Message['kind']): Promise<void> {
    this.#channel?.postMessage(message)
    return new Promise((resolve) => {
      const hear = (heard: Message) => heard.kind === answer && 'id' in heard && 'id' in message && heard.id === message.id && resolve()
      this.#answers.push(hear)
      setTimeout(() => {
        this.#answers = this.#answers.filter((one) => one !== hear)
        // No answer to a request to hand over is consent; to the question who writes it says that nobody does.
        if (answer === 'handed over') resolve()
      }, PATIENCE)
    })
  }

  #hear(message: Message): void {
    this.#answers.forEach((answer) => answer(message))
    if (!('id' in message)) return message.kind === 'listed' ? this.#hooks.listed() : this.#hooks.erased()
    if (message.id !== this.#id) return
    if (message.kind === 'saved') this.#hooks.saved()
    else if (this.#isWriter) void this.#answer(message)
  }

  async #answer({ kind, id }: Extract<Message, { id: string }>): Promise<void> {
    if (kind === 'who writes') this.#channel?.postMessage({ kind: 'writer here', id })
    if (kind !== 'hand over') return
    await this.#hooks.flush()
    this.#channel?.postMessage({ kind: 'handed over', id })
  }
}
