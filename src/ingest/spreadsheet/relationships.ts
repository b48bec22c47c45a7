import { resolvePath, type Package } from './package'
import { scanXml } from './scan-xml'
import { OPEN } from './xml-scanner'

export interface Relationship {
  /** The last word of its type: worksheet, chartsheet, sharedStrings, table… */
  readonly kind: string
  /** Path of the part it leads to. */
  readonly path: string
}

/** What a part refers to, by id; empty where it refers to nothing. */
export async function readRelationships(pack: Package, path: string, signal: AbortSignal): Promise<ReadonlyMap<string, Relationship>> {
  const found = new Map<string, Relationship>()
  const entry = pack.find(path.replace(/([^/]*)$/, '_rels/$1.rels'))
  if (!entry) return found
  await scanXml(pack.unchecked(entry, signal), pack.label(entry), (xml, kind) => {
    if (kind !== OPEN || !xml.is('Relationship')) return
    const attributes = xml.attributes()
    const target = attributes.get('Target')
    if (target === undefined || attributes.get('TargetMode') === 'External') return
    found.set(attributes.get('Id') ?? '', { kind: attributes.get('Type')?.split('/').at(-1) ?? '', path: resolvePath(path, target) })
  })
  return found
}
