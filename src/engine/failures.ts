/** The query was stopped on request; nothing changed. */
export class QueryCancelled extends Error {
  override readonly name = 'QueryCancelled'
}

/** The statement was refused or failed; the engine is well. `message` may quote customer data: show it, never send it. */
export class QueryFailed extends Error {
  override readonly name = 'QueryFailed'
  constructor(
    message: string,
    readonly sql: string,
  ) {
    super(message)
  }
}

/** The engine died under this call. It is being replaced and refilled; the call may be made again. */
export class EngineRestarted extends Error {
  override readonly name = 'EngineRestarted'
}
