import { fileBytes, type Reach } from '../look/byte-source'
import { guessEncoding } from '../look/encoding'
import { ImportFailed } from '../failures'

/** The text of a file in chunks, without its byte order mark. JSON is UTF-8 by definition; what is not is refused rather than guessed. */
export async function* decodedText(file: File, reach: Reach, signal: AbortSignal): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined
  let rested = performance.now()
  for await (const bytes of fileBytes(file, false, reach, signal)) {
    if (!decoder) {
      const { name } = guessEncoding([bytes])
      decoder = new TextDecoder(name.startsWith('utf-16') ? name : 'utf-8', { fatal: true })
    }
    yield decode(file, decoder, bytes, true)
    if (performance.now() - rested > 200) {
      // Lets a call to cancel come in between.
      await new Promise((resume) => setTimeout(resume))
      signal.throwIfAborted()
      rested = performance.now()
    }
  }
  if (decoder) yield decode(file, decoder, new Uint8Array(0), false)
}

function decode(file: File, decoder: TextDecoder, bytes: Uint8Array, isMore: boolean): string {
  try {
    return decoder.decode(bytes, { stream: isMore })
  } catch {
    throw new ImportFailed(`${file.name} is not UTF-8, as JSON has to be.`, 'Save it as UTF-8, and choose it again.')
  }
}
