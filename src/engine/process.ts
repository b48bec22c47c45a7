import { AsyncDuckDB, VoidLogger, type AsyncDuckDBConnection } from '@duckdb/duckdb-wasm'
import { isFatal } from './death'
import enginePrelude from './engine-prelude.js?raw'
import { EngineRestarted } from './failures'
import { ENTER, LOCK } from './lock'
import prelude from './prelude.js?raw'

/** What an engine is made of, fetched and compiled once by the page. */
export interface EngineParts {
  readonly module: WebAssembly.Module
  /** Source text of DuckDB's worker. */
  readonly script: string
  /** WebAssembly that reads Parquet, compiled when the first such file comes. */
  readonly parquetReader: ArrayBuffer
}

const START_DEADLINE = 60_000
const PING_EVERY = 10_000
const PING_DEADLINE = 5_000

/** One life of the engine: a DuckDB in a worker of its own. Every call settles, whatever happens to it. */
export class EngineProcess {
  readonly #worker: Worker
  readonly #database: AsyncDuckDB
  readonly #port: MessagePort
  readonly #lock = `clientele-engine-${crypto.getRandomValues(new Uint32Array(2)).join('-')}`
  /** Resolves with the reason, once, when this life is over. */
  readonly died: Promise<EngineRestarted>
  #die!: (reason: EngineRestarted) => void
  #pending = 0
  #dead: EngineRestarted | null = null
  #pinging: ReturnType<typeof setInterval> | undefined

  private constructor(parts: EngineParts, name: string) {
    this.died = new Promise((resolve) => (this.#die = resolve))
    const url = URL.createObjectURL(new Blob([prelude, ';', enginePrelude, ';', parts.script], { type: 'text/javascript' }))
    this.#worker = new Worker(url, { name })
    URL.revokeObjectURL(url)
    const { port1, port2 } = new MessageChannel()
    this.#port = port1
    this.#worker.addEventListener('error', (event) => this.end(`its worker failed (${event.message || 'no reason given'})`))
    this.#database = new AsyncDuckDB(new VoidLogger(), this.#worker)
    this.#port.addEventListener('message', (event: MessageEvent<{ holdsLock?: boolean; failed?: string }>) => {
      if (event.data.holdsLock) this.#watchLock()
      if (event.data.failed) this.end(event.data.failed)
    })
    this.#port.start()
    this.#worker.postMessage({ engineModule: parts.module, port: port2, lock: this.#lock }, [port2])
    if (!navigator.locks) this.#pinging = setInterval(() => this.#pingWhenIdle(), PING_EVERY)
  }

  /** Resolves when the engine is open, limited and locked. */
  static async start(parts: EngineParts, memoryLimit: string, name: string): Promise<EngineProcess> {
    const started = new EngineProcess(parts, name)
    try {
      await started.call(async (database) => {
        await database.instantiate('data:,')
        await database.open({
          path: ':memory:',
          query: { castBigIntToDouble: true, castDecimalToDouble: true, queryPollingInterval: 50 },
        })
        const connection = await database.connect()
        await connection.query(`set memory_limit = '${memoryLimit}'; ${LOCK}`)
        await connection.close()
      }, START_DEADLINE)
    } catch (error) {
      started.end((error as Error).message)
      throw error
    }
    return started
  }

  async connect(): Promise<AsyncDuckDBConnection> {
    return this.call(async (database) => {
      const connection = await database.connect()
      await connection.query(ENTER)
      return connection
    }, START_DEADLINE)
  }

  /** Settles with the work, or rejects with EngineRestarted when the engine dies or the deadline (ms) passes. */
  async call<T>(work: (database: AsyncDuckDB) => Promise<T>, deadline: number): Promise<T> {
    if (this.#dead) throw this.#dead
    this.#pending++
    const late = setTimeout(() => this.end(`it did not answer within ${Math.round(deadline / 1000)} seconds`), deadline)
    try {
      // The library's promises never settle once its worker is gone.
      return await Promise.race([work(this.#database), this.died.then((reason) => Promise.reject(reason))])
    } catch (error) {
      if (!this.#dead && isFatal((error as Error).message)) this.end((error as Error).message)
      throw this.#dead ?? error
    } finally {
      clearTimeout(late)
      this.#pending--
    }
  }

  async heapBytes(): Promise<number> {
    const answer = new Promise<number>((resolve) => {
      const listen = (event: MessageEvent<{ heapBytes?: number }>) => {
        if (event.data.heapBytes === undefined) return
        this.#port.removeEventListener('message', listen)
        resolve(event.data.heapBytes)
      }
      this.#port.addEventListener('message', listen)
      this.#port.postMessage('heap')
    })
    return this.call(() => answer, START_DEADLINE)
  }

  /** Ends this life: terminates the worker and rejects what is pending. */
  end(reason: string): void {
    if (this.#dead) return
    this.#dead = new EngineRestarted(reason)
    clearInterval(this.#pinging)
    this.#database.detach()
    this.#worker.terminate()
    this.#port.close()
    this.#die(this.#dead)
  }

  #watchLock(): void {
    void navigator.locks.request(this.#lock, () => this.end('its worker ended without a word'))
  }

  #pingWhenIdle(): void {
    if (this.#pending === 0) this.call((database) => database.ping(), PING_DEADLINE).catch(() => {})
  }
}
