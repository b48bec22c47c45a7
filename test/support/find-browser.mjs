import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge']
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** Flags under which a headless Chromium stays off the network and runs in containers. */
export const BROWSER_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The path of a Chromium or Chrome on this machine, or null. CHROMIUM_PATH overrules. */
export function findBrowser() {
  const asked = process.env.CHROMIUM_PATH
  if (asked) return existsSync(asked) ? asked : null
  const folders = (process.env.PATH ?? '').split(delimiter)
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...onPath, ...PLACES].find((path) => existsSync(path)) ?? downloaded()
}

/** Finds a browser or installs one: the system's package manager where it needs no password, else Playwright's download. */
export function ensureBrowser() {
  const found = findBrowser()
  if (found) return found
  const isRoot = process.getuid?.() === 0
  if (isRoot && succeeds('apt-get', ['--version'])) {
    console.log('No Chromium found: installing it with apt-get.')
    run('apt-get', ['update', '-qq'])
    run('apt-get', ['install', '-y', '-qq', 'chromium'])
  } else if (isRoot && succeeds('apk', ['--version'])) {
    run('apk', ['add', 'chromium'])
  } else {
    console.log("No Chromium found: asking Playwright's download.")
    run(process.execPath, [join('node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium'])
  }
  const installed = findBrowser()
  if (installed) return installed
  console.error(
    'The tests need a Chromium or Chrome, and none could be found or installed.\n' +
      'Install one (Debian: apt-get install chromium; macOS: brew install --cask chromium) or set CHROMIUM_PATH to it, then run this again.',
  )
  process.exit(1)
}

function downloaded() {
  const probe = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', "import { chromium } from 'playwright-core'; console.log(chromium.executablePath())"],
    { encoding: 'utf8' },
  )
  const path = probe.status === 0 ? probe.stdout.trim() : ''
  return path && existsSync(path) ? path : null
}

function succeeds(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0
}

function run(command, args) {
  return spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
}
