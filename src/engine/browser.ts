import { Connection } from './connection'
import { setVariables, type Engine } from './database'
import { EngineProcess, type EngineParts } from './process'

/** What happens around an engine that may die at any moment. */
export interface Supervision {
  /** Puts the data into a fresh engine. Called again when the engine dies under it. */
  refill(engine: Engine): Promise<void>
  /** The engine died for `reason`, was replaced and is full again. */
  restarted(reason: string, milliseconds: number): void
  /** A fresh engine runs, but the data could not be brought back into it; or none could be started. */
  failed(message: string): void
}

interface Life {
  readonly process: EngineProcess
  readonly main: Connection
}

/** Fresh engines that are tried before the data are given up. */
const ATTEMPTS = 3

/** The engine of the page: DuckDB in a nested worker, replaced and refilled when it dies. Calls made meanwhile wait. */
export async function startEngine(parts: EngineParts, supervision: Supervision): Promise<Engine> {
  const first = await begin(parts)
  let life = Promise.resolve(first)
  supervise(first)
  return engineOn(() => life)

  function supervise({ process }: Life): void {
    void process.died.then((death) => {
      life = revive(death.message)
      life.catch((error: Error) => supervision.failed(error.message))
    })
  }

  async function revive(reason: string): Promise<Life> {
    const since = performance.now()
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const next = await refilled()
      if (!next) continue
      supervise(next)
      supervision.restarted(reason, performance.now() - since)
      return next
    }
    const empty = await begin(parts)
    supervise(empty)
    supervision.failed(`The engine stopped (${reason}), and stopped again each time the data were read back.`)
    return empty
  }

  /** Null when the new engine died as well, or cannot take the data. */
  async function refilled(): Promise<Life | null> {
    let next: Life | undefined
    try {
      const started = (next = await begin(parts))
      await supervision.refill(engineOn(async () => started))
      return started
    } catch (error) {
      next?.process.end((error as Error).message)
      return null
    }
  }
}

/**
 * A second engine beside the page's, which nobody revives, until `signal` ends it. What the browser compiles well for one engine it
 * has for all that are made of the same parts; data they share none.
 */
export async function startSpareEngine(parts: EngineParts, signal: AbortSignal): Promise<Engine> {
  const process = await EngineProcess.start(parts, SPARE_MEMORY, 'spare engine')
  const end = () => process.end('it is not needed any more')
  signal.addEventListener('abort', end)
  if (signal.aborted) end()
  const life = { process, main: new Connection(process, await process.connect()) }
  return engineOn(async () => life)
}

const SPARE_MEMORY = '256MB'

async function begin(parts: EngineParts): Promise<Life> {
  const process = await EngineProcess.start(parts, memoryLimit(), 'engine')
  return { process, main: new Connection(process, await process.connect()) }
}

// Buffers that pass through the heap are outside DuckDB's own accounting: the limit stays well under wasm's 4 GB.
function memoryLimit(): string {
  const { deviceMemory = 8 } = navigator as { deviceMemory?: number }
  return deviceMemory <= 4 ? '1GB' : '3300MB'
}

function engineOn(life: () => Promise<Life>): Engine {
  return {
    rows: async (query, variables) => (await life()).main.rows(query, variables),
    execute: async (sql) => (await life()).main.execute(sql),
    insertArrow: async (table, bytes, create) => (await life()).main.insertArrow(table, bytes, create),
    heapBytes: async () => (await life()).process.heapBytes(),
    async open(variables = {}, signal) {
      const { process } = await life()
      const session = new Connection(process, await process.connect(), signal)
      if (Object.keys(variables).length > 0) await session.execute(setVariables(variables))
      return session
    },
    close: async () => (await life()).main.close(),
  }
}
