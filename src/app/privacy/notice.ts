/** Work of others in this page, and the terms it comes under. */
export interface Notice {
  readonly name: string
  readonly version: string
  /** SPDX identifier. */
  readonly licence: string
  readonly text: string
}
