/** A named set of props: drawn by the gallery's tests and wherever pictures are looked at. */
export interface Example<Props> {
  /** Kebab case; the accepted picture's file name. */
  readonly name: string
  readonly props: Props
}
