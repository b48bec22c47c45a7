import init, { ParquetFile } from 'parquet-wasm/esm'

/** A Parquet file whose rows can be read a batch at a time. */
export interface OpenedParquet {
  readonly rows: number
  /** The schema as an Arrow IPC stream without rows. */
  readonly schema: Uint8Array
  /** Each batch as an Arrow IPC stream, in the order of the file. */
  batches(): AsyncGenerator<Uint8Array>
  close(): void
}

/** Rows decoded at a time: what is read ahead of the engine has to fit beside it. */
const BATCH_ROWS = 65_536

let handedOver: (bytes: BufferSource) => void
const bytes = new Promise<BufferSource>((resolve) => (handedOver = resolve))
let ready: Promise<unknown> | undefined

/** The reader's code, which the page fetches before its network closes. It is compiled when the first Parquet file comes. */
export function provideParquetReader(code: BufferSource): void {
  handedOver(code)
}

/** Rejects with the reader's own words when the bytes are no Parquet file, or a damaged one. */
export async function openParquet(file: Blob): Promise<OpenedParquet> {
  await (ready ??= bytes.then((code) => init({ module_or_path: code })))
  const parquet = await ParquetFile.fromFile(file)
  const metadata = parquet.metadata()
  const groups = metadata.numRowGroups()
  const described = metadata.fileMetadata()
  const rows = described.numRows()
  described.free()
  metadata.free()
  return {
    rows,
    schema: parquet.schema().intoIPCStream(),
    async *batches() {
      for (let group = 0; group < groups; group++) {
        const stream = await parquet.stream({ batchSize: BATCH_ROWS, rowGroups: [group] })
        const reader = stream.getReader() as ReadableStreamDefaultReader<{ intoIPCStream(): Uint8Array }>
        try {
          for (;;) {
            const { done, value } = await reader.read()
            if (done) break
            yield value.intoIPCStream()
          }
        } finally {
          await reader.cancel().catch(() => undefined)
        }
      }
    },
    close: () => parquet.free(),
  }
}
