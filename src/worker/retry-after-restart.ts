import { EngineRestarted } from '../engine/failures'

/** Does work that changes nothing until it is complete, and does it once more when the engine died under it. */
export async function retryAfterRestart<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof EngineRestarted) return work()
    throw error
  }
}
