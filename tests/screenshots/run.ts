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
  /** The first link of a list to one of its things. */
  const firstOf = async (list: string, path: string) => {
    await page.goto(`${base}${list}`)
    const link = page.locator(`main a[href^="${path}"]`).first()
    return (await link.count()) > 0 ? await link.getAttribute('href') : null
  }
  const week = await firstOf('/reviews', '/reviews/')
  const details = {
    'resource-detail': await firstOf('/resources', '/resources/'),
    'gpu-pool': await firstOf('/gpu-pools', '/gpu-pools/'),
    scenario: await firstOf('/scenarios', '/scenarios/'),
    team: await firstOf('/teams', '/teams/'),
    review: week,
    'review-item': week && `${week}/1`,
  }
  const routes = {
    overview: '/',
    resources: '/resources',
    data: '/data',
    accuracy: '/accuracy',
    costs: '/costs',
    recommendations: '/recommendations',
    databases: '/databases',
    'gpu-pools': '/gpu-pools',
    scenarios: '/scenarios',
    reviews: '/reviews',
    teams: '/teams',
    digests: '/digests',
    policy: '/policy',
    'sign-in': '/sign-in',
    ...details,
  }
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 })
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      for (const [name, route] of Object.entries(routes)) {
        if (route === null || (values.only && values.only !== name)) continue
        await page.goto(`${base}${route}`, { waitUntil: 'networkidle' })
        const path = join(out, `${name}-${colorScheme}-${width}.png`)
        // Of a table that holds only the rows around the view, the view is the picture.
        const isLong = (await page.locator('table[aria-rowcount]').count()) > 0
        await page.screenshot({ path, fullPage: !isLong })
        process.stdout.write(`${path}\n`)
      }
    }
  }
} finally {
  await browser.close()
}
