import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openBrowser } from '../support/browser.ts'

/**
 * Pictures of every page in both themes, wide and narrow, from a running Headroom:
 * `npm run screenshots -- --url http://127.0.0.1:3000 --out DIR`.
 */
const { values } = parseArgs({
  options: { url: { type: 'string' }, out: { type: 'string' }, only: { type: 'string' } },
})
const base = values.url ?? 'http://127.0.0.1:3000'
const out = values.out ?? '.headroom/screenshots'
const widths = [1440, 390]
mkdirSync(out, { recursive: true })

const browser = await openBrowser()
try {
  const page = await browser.newPage()
  await page.goto(`${base}/resources`)
  const detail = await page.locator('a[href^="/resources/"]').first().getAttribute('href')
  const routes = {
    overview: '/',
    resources: '/resources',
    data: '/data',
    accuracy: '/accuracy',
    costs: '/costs',
    recommendations: '/recommendations',
    'resource-detail': detail ?? '/resources',
    'sign-in': '/sign-in',
  }
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 })
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      for (const [name, route] of Object.entries(routes)) {
        if (values.only && values.only !== name) continue
        await page.goto(`${base}${route}`, { waitUntil: 'networkidle' })
        const path = join(out, `${name}-${colorScheme}-${width}.png`)
        await page.screenshot({ path, fullPage: true })
        process.stdout.write(`${path}\n`)
      }
    }
  }
} finally {
  await browser.close()
}
