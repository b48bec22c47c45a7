/** What `npm start`, `npm test`, `npm run build`, `npm run check` and `npm run bench` do on a machine that has only Node. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { constants, setPriority, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
process.chdir(root)

const [task, ...rest] = process.argv.slice(2)
requireNode()
ensurePackages()
if (task === 'start') await start()
else if (task === 'test') await test()
else if (task === 'build') build()
else if (task === 'check') await check()
else if (task === 'bench') await bench()
else fail(`unknown task ${task}`)

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) fail(`Clientele needs Node 20.19 or newer; this is ${process.versions.node}.`)
}

/** Installs exactly the locked packages when they are missing or older than the lockfile. No install scripts run. */
function ensurePackages() {
  const marker = join('node_modules', '.package-lock.json')
  if (existsSync(marker) && statSync(marker).mtimeMs >= statSync('package-lock.json').mtimeMs) return
  console.log('Installing packages…')
  must('npm', ['ci', '--ignore-scripts', '--no-fund', '--no-audit'])
}

async function start() {
  bin('vite', ['build', '--logLevel', 'warn'])
  const { serveFolder } = await import('./serve-folder.mjs')
  const wanted = Number(process.env.PORT ?? 4173)
  const served = await serveFolder('dist', { port: wanted }).catch(() => serveFolder('dist'))
  console.log(`\n  Clientele is at ${served.url}\n  Stop it with Ctrl C.\n`)
}

/** Everything: the browser's tests first in line, and what needs no browser in the time they leave. With words of Vitest's own: those, in one run. */
async function test() {
  const { ensureBrowser } = await import('./find-browser.mjs')
  process.env.CHROMIUM_PATH = ensureBrowser()
  const folder = mkdtempSync(join(tmpdir(), 'clientele-'))
  const runs =
    rest.length > 0
      ? [heard('vitest', reported('all', rest), { isShown: true })]
      : [
          heard('vitest', reported('browser', ['--project', 'browser']), { isShown: true }),
          heard('vitest', reported('node', ['--project', 'node']), { isLast: true }),
        ]
  const ended = await Promise.all(runs)
  for (const { said } of ended) if (said) console.log(said)

  const counts = { passed: 0, failed: 0, skipped: 0 }
  for (const file of readdirSync(folder)) {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    counts.passed += numPassedTests
    counts.failed += numFailedTests
    counts.skipped += numPendingTests + numTodoTests
  }
  console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
  process.exit(Math.max(...ended.map(({ status }) => status)))

  function reported(name, words) {
    return ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${join(folder, `${name}.json`)}`, ...words]
  }
}

/** `--demo FILE…`: workbook files that the page shows; `--embed-in ORIGIN…`: pages that may show it in a frame. Anything else is Vite's. */
function build() {
  const options = { '--demo': [], '--embed-in': [] }
  const others = []
  let into = others
  for (const word of rest) {
    if (word in options) into = options[word]
    else if (word.startsWith('--')) (into = others).push(word)
    else into.push(word)
  }
  const { '--demo': demos, '--embed-in': origins } = options
  for (const origin of origins)
    if (!/^https?:\/\/[^\s;,'"/]+$/.test(origin)) fail(`--embed-in takes origins such as https://example.org, not ${origin}`)
  for (const demo of demos) if (!existsSync(demo)) fail(`There is no file ${demo}.`)
  if (origins.length > 0) process.env.CLIENTELE_EMBED_IN = origins.join(' ')
  bin('vite', ['build', ...others])
  if (demos.length > 0) must(process.execPath, [join('test', 'support', 'run-module.mjs'), 'test/support/add-demos.ts', ...demos])
}

/** Two at a time, the longest first; what each says is shown when it has ended. */
async function check() {
  const waiting = [
    ['eslint', ['.', '--max-warnings', '0']],
    ['svelte-check', ['--threshold', 'warning']],
    ['prettier', ['--check', '--log-level', 'warn', '.']],
    ['tsc', ['--noEmit']],
    ['knip', []],
    ['vitest', ['run', '--project', 'node', 'test/architecture.test.ts']],
  ]
  let hasFailed = false
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { status, said } = await heard(...next)
      if (said) console.log(said)
      if (status !== 0) {
        console.error(`${next[0]} ended with ${status}`)
        hasFailed = true
      }
    }
  }
  await Promise.all([work(), work()])
  if (hasFailed) process.exit(1)
}

/** Runs a program of the packages and keeps what it says, or shows it. One that `isLast` takes what time others leave. */
function heard(name, args, { isShown = false, isLast = false } = {}) {
  return new Promise((resolve) => {
    const out = isShown ? 'inherit' : 'pipe'
    const child = spawn(process.execPath, [binPath(name), ...args], { stdio: ['ignore', out, out] })
    if (isLast) setPriority(child.pid, constants.priority.PRIORITY_LOW)
    let said = ''
    if (!isShown) for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (said += piece))
    child.on('close', (status) => resolve({ status: status ?? 1, said: said.trim() }))
  })
}

async function bench() {
  const { ensureBrowser } = await import('./find-browser.mjs')
  process.env.CHROMIUM_PATH = ensureBrowser()
  bin('vite', ['build', '--logLevel', 'warn'])
  must(process.execPath, [join('test', 'support', 'run-module.mjs'), 'test/bench/bench.ts', ...rest])
}

function bin(name, args) {
  const status = binStatus(name, args)
  if (status !== 0) process.exit(status)
}

function binStatus(name, args) {
  return spawnSync(process.execPath, [binPath(name), ...args], { stdio: 'inherit' }).status ?? 1
}

function binPath(name) {
  const folder = join('node_modules', name === 'tsc' ? 'typescript' : name)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(folder, typeof bin === 'string' ? bin : bin[name])
}

function must(command, args) {
  const status = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' }).status
  if (status !== 0) process.exit(status ?? 1)
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
