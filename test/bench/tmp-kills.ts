import { serveFolder } from '../support/serve-folder.mjs'
import { ACTS, killDuring } from '../browser/killed-browser'
export async function main(rest: readonly string[]) {
  const served = await serveFolder('/tmp/p/dist2')
  for (let at = 0; at < Number(rest[0]); at++) {
    const o = await killDuring(ACTS[at % 3]!, Math.round(Math.random() * 2500), served.url).catch((e) => ({
      error: String(e).slice(0, 300),
    }))
    console.log(JSON.stringify(o))
  }
  await served.close()
}
