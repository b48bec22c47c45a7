/** A file that could not be read: `message` says what happened and where, `advice` what to do about it. Nothing of it was kept. */
export class ImportFailed extends Error {
  override readonly name = 'ImportFailed'
  constructor(
    message: string,
    readonly advice: string,
  ) {
    super(message)
  }
}
