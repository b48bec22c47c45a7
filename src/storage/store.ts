/** A kept file: the key is the SHA-256 of its bytes. */
export interface KeptSource {
  readonly hash: string
  readonly bytes: number
}

/** Where sources are kept. Each method may reject with what the browser says; `sources.ts` puts it in words and checks what was written. */
export interface SourceStore {
  put(hash: string, source: Blob): Promise<void>
  get(hash: string): Promise<Blob | null>
  list(): Promise<KeptSource[]>
  erase(hash: string): Promise<void>
}
