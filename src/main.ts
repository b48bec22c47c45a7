import { mount } from 'svelte'
import './app/tokens.css'
import './app/fonts.css'
import './ui/base.css'
import './app/print.css'
import App from './app/App.svelte'
import { Busy } from './app/busy.svelte'
import { fetchDemos } from './app/demos/fetch-demos'
import { parseHash } from './app/place'
import { printWhole } from './app/print-whole'
import { restoreTheme } from './app/theme'
import { notedName } from './app/workbooks/device'
import { connectWorkbench } from './connect'
import { setLocale } from './shared/format'

restoreTheme()
printWhole()
setLocale(navigator.language)

const busy = new Busy()
const painted = busy.begin()
const demos = fetchDemos(parseHash(location.hash), notedName() !== null)
mount(App, { target: document.getElementById('app')!, props: { workbench: connectWorkbench(demos), busy, demos } })
painted()
