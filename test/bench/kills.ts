import { serveFolder } from '../support/serve-folder.mjs'
import { ACTS, killDuring } from '../browser/killed-browser'

const KILLS = 20
const LONGEST = 1500

/** Kills the browser at random moments of import, save and replace, and counts what came back. */
export async function killBrowsers(kills = KILLS): Promise<void> {
  const served = await serveFolder('dist')
  const outcomes = []
  for (let at = 0; at < kills; at++) {
    const outcome = await killDuring(ACTS[at % ACTS.length]!, Math.round(Math.random() * LONGEST), served.url)
    console.log(
      `${outcome.act} killed after ${outcome.after} ms: ${outcome.said ? 'said saved' : 'not yet said saved'}, came back as ${outcome.found}`,
    )
    outcomes.push(outcome)
  }
  await served.close()
  const lost = outcomes.filter(({ said, found }) => !['before', 'after'].includes(found) || (said && found !== 'after'))
  console.log(
    `\n${outcomes.length} kills: ${outcomes.filter(({ said }) => said).length} after it was said saved, ${lost.length} lost anything`,
  )
  if (lost.length > 0) process.exitCode = 1
}
