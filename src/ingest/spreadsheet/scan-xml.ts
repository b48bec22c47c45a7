import { ImportFailed } from '../failures'
import { MORE, XmlScanner } from './xml-scanner'

/** Gives every tag and text of a document to `take`, as its bytes come. False from `take` ends it early. */
export async function scanXml(
  source: AsyncIterable<Uint8Array>,
  what: string,
  take: (xml: XmlScanner, kind: number) => boolean | void,
): Promise<void> {
  const xml = new XmlScanner(what)
  for await (const chunk of asUtf8(source)) {
    xml.feed(chunk)
    for (let kind = xml.next(); kind !== MORE; kind = xml.next()) if (take(xml, kind) === false) return
  }
  if (xml.isCutShort())
    throw new ImportFailed(`${what} is cut short.`, 'Copy or download the workbook again, or save it again in the program that wrote it.')
}

/** XML is UTF-8 unless its first bytes say otherwise. */
async function* asUtf8(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let decoder: TextDecoder | null | undefined
  const encoder = new TextEncoder()
  for await (const chunk of source) {
    if (decoder === undefined) decoder = decoderFor(chunk)
    const isMarked = chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf
    yield decoder ? encoder.encode(decoder.decode(chunk, { stream: true })) : isMarked ? chunk.subarray(3) : chunk
  }
}

function decoderFor(head: Uint8Array): TextDecoder | null {
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le')
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be')
  const declared = /^\s*<\?xml[^>]*\sencoding=["']([\w.-]+)["']/.exec(new TextDecoder('latin1').decode(head.subarray(0, 200)))
  if (!declared || /^utf-?8$/i.test(declared[1]!)) return null
  try {
    return new TextDecoder(declared[1])
  } catch {
    return null
  }
}
