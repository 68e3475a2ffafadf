import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { system } from '#lib/model/actor.ts'
import { closeDatabase, openDatabase } from '#lib/store/client.ts'
import { startSession } from '#lib/store/sessions.ts'
import { isApiAddress, judgeBy } from '../support/api-answers.ts'
import { openBrowser } from '../support/browser.ts'
import { freshDatabaseUrl } from '../support/database.ts'
import { type HostileEstate, hostileTeam, seedHostileEstate } from '../support/hostile-estate.ts'
import { type Pages, startPages } from '../support/pages.ts'

let pages: Pages
let browser: Browser
let estate: HostileEstate
let cookie = ''
const complaints: string[] = []

beforeAll(async () => {
  const databaseUrl = await freshDatabaseUrl()
  openDatabase({ url: databaseUrl, connections: 4, queryMs: 60_000 })
  const nowMs = Date.now()
  estate = await seedHostileEstate(nowMs)
  cookie = await startSession(system, { name: 'hostile', nowMs })
  pages = await startPages(databaseUrl)
  browser = await openBrowser()
}, 420_000)

afterAll(async () => {
  await browser?.close()
  await pages?.close()
  await closeDatabase()
}, 60_000)

const routesOf = ({ full, single, none, gpuPool, group }: HostileEstate) => [
  '/access',
  '/',
  '/resources',
  ...[full, single, none].map((id) => `/resources/${id}`),
  '/recommendations',
  '/costs',
  '/databases',
  '/gpu-pools',
  `/gpu-pools/${gpuPool}`,
  `/clusters/${group}`,
  '/teams',
  `/teams/${encodeURIComponent(hostileTeam)}`,
  '/scenarios',
  '/accuracy',
  '/data',
  '/policy',
  '/reviews',
  '/digests',
]

/** Adds up how much the page moves while it loads, as browsers score it. */
function watchShifts(): void {
  Reflect.set(globalThis, 'shifted', 0)
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const value = Number(Reflect.get(entry, 'value'))
      Reflect.set(globalThis, 'shifted', Number(Reflect.get(globalThis, 'shifted')) + value)
      const [source] = Reflect.get(entry, 'sources') ?? []
      Reflect.set(globalThis, 'moved', source?.node?.parentElement?.outerHTML?.slice(0, 120))
    }
  }).observe({ type: 'layout-shift', buffered: true })
}

async function openPage(width: number, colorScheme: 'light' | 'dark'): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme,
    reducedMotion: 'reduce',
  })
  await context.addCookies([{ name: 'headroom-session', value: cookie, url: pages.url }])
  await context.addInitScript(watchShifts)
  const page = await context.newPage()
  page.on('dialog', (dialog) => {
    complaints.push(`a dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  return page
}

/** Elements whose own text is wider than the window, the first few. */
function widestTexts(): string {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const found: string[] = []
  const range = document.createRange()
  while (walker.nextNode() && found.length < 5) {
    range.selectNodeContents(walker.currentNode)
    if (range.getBoundingClientRect().right <= window.innerWidth + 1) continue
    const parent = walker.currentNode.parentElement
    found.push(`${parent?.parentElement?.outerHTML.slice(0, 80)} > ${parent?.tagName}`)
  }
  return found.join(', ')
}

const nonsense = /.{0,40}(\bNaN\b|\bundefined\b|Invalid Date|\[object |\bInfinity\b).{0,40}/

/** What is wrong with a page, a sentence each. */
async function faultsOf(page: Page, route: string): Promise<string[]> {
  const response = await page.goto(`${pages.url}${route}`, { waitUntil: 'networkidle' })
  const name = route.slice(0, 40)
  const text = await page.locator('body').innerText()
  const found = await page.evaluate(() => ({
    over: document.documentElement.scrollWidth - window.innerWidth,
    injected: document.querySelectorAll('img[src="x"], body b b, h1 + h1').length,
    shifted: Number(Reflect.get(globalThis, 'shifted')),
    moved: String(Reflect.get(globalThis, 'moved')),
  }))
  const said = nonsense.exec(text)?.[0]
  const widest = found.over > 0 ? await page.evaluate(widestTexts) : ''
  return [
    ...(response?.status() === 200 ? [] : [`${name} answered ${response?.status()}`]),
    ...(said === undefined ? [] : [`${name} says ${said}`]),
    ...(found.over > 0 ? [`${name} is ${found.over} px too wide: ${widest}`] : []),
    ...(found.injected > 0 ? [`${name} has markup of a name in it`] : []),
    ...(found.shifted > 0.05 ? [`${name} moved by ${found.shifted.toFixed(3)}: ${found.moved}`] : []),
  ]
}

describe('with names of a kilobyte, right-to-left text and markup, and with resources of no, one and 15 months of samples', () => {
  test.each([
    [1440, 'light'],
    [390, 'dark'],
  ] as const)(
    'no page at %i px, %s, overflows, moves, runs a name or says NaN',
    async (width, colorScheme) => {
      const page = await openPage(width, colorScheme)
      const faults: string[] = []
      for (const route of routesOf(estate)) faults.push(...(await faultsOf(page, route)))
      expect(faults).toEqual([])
    },
    180_000,
  )

  test('the browser complained of nothing', () => {
    expect(complaints).toEqual([])
  })

  test('the API tells every name as it is, by its document', async () => {
    const ask = async (path: string) => {
      const response = await fetch(`${pages.url}${path}`, {
        headers: { cookie: `headroom-session=${cookie}` },
      })
      const contentType = response.headers.get('content-type')
      return { path, status: response.status, contentType, body: await response.text() }
    }
    const document = JSON.parse((await ask('/api/v1/openapi.json')).body)
    const paths = Object.keys(document.paths).filter((path) => isApiAddress(path) && !path.includes('{'))
    const ids = [estate.full, estate.single, estate.none].map((id) => `/api/v1/resources/${id}`)
    const answers = await Promise.all([...paths, ...ids].map(ask))
    expect(answers.flatMap(judgeBy(document))).toEqual([])
    const teams = JSON.parse(answers.find(({ path }) => path === '/api/v1/teams')?.body ?? '')
    expect(teams.items.map(({ team }: { team: string }) => team)).toContain(hostileTeam)
  }, 60_000)
})
