import type { Tokeniser } from '../tokenise/tokeniser'

/** Bytes tokenised at a time: they stay in the processor's cache while the columns are read out of them. */
const STRETCH = 512 * 1024

/** Feeds UTF-8 text to a tokeniser, whose records hold until the next stretch. `skip`: bytes before the first record. */
export async function* stretches(text: AsyncIterable<Uint8Array>, tokens: Tokeniser, skip: number): AsyncGenerator<Tokeniser> {
  let toSkip = skip
  for await (const chunk of text) {
    const skipped = Math.min(toSkip, chunk.length)
    toSkip -= skipped
    for (let at = skipped; at < chunk.length; at += STRETCH) {
      tokens.feed(chunk.subarray(at, at + STRETCH))
      tokens.scan(false)
      yield tokens
    }
  }
  tokens.feed(new Uint8Array(0))
  tokens.scan(true)
  yield tokens
}
