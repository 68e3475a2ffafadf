import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildDigest } from '#lib/deliver/build-digest.ts'
import { closeDatabase, openDatabase } from '#lib/store/client.ts'
import { freePort } from '#lib/store/embedded.ts'
import { startSession } from '#lib/store/sessions.ts'
import { openBrowser } from '../support/browser.ts'
import { freshDatabaseUrl } from '../support/database.ts'
import { digestInput } from '../support/digest-fixture.ts'
import { type OpenIdProvider, openOpenIdProvider } from '../support/openid-provider.ts'
import { type Pages, startPages } from '../support/pages.ts'
import { canary, ids, ownTeam, seedTwoTeams } from '../support/two-teams.ts'

let pages: Pages
let provider: OpenIdProvider
let browser: Browser
let context: BrowserContext
let page: Page
const complaints: string[] = []

const config = `
access:
  rules:
    - { group: alpha-developers, role: editor, teams: [${ownTeam}] }
`

beforeAll(async () => {
  const databaseUrl = await freshDatabaseUrl()
  openDatabase({ url: databaseUrl, connections: 4, queryMs: 60_000 })
  await seedTwoTeams()
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  provider = await openOpenIdProvider(`${url}/sign-in/callback`, ['alpha-developers'])
  const environment = {
    PUBLIC_URL: url,
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: 'headroom',
    OIDC_CLIENT_SECRET: 'secret',
  }
  pages = await startPages(databaseUrl, { config, port, environment })
  browser = await openBrowser()
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
  page = await context.newPage()
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
}, 420_000)

afterAll(async () => {
  await browser?.close()
  await pages?.close()
  await provider?.close()
  await closeDatabase()
}, 60_000)

const text = async (path: string) => {
  await page.goto(`${pages.url}${path}`, { waitUntil: 'networkidle' })
  return page.locator('main').innerText()
}

async function violations(path: string): Promise<string[]> {
  await page.goto(`${pages.url}${path}`, { waitUntil: 'networkidle' })
  const builder = new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .exclude('iframe')
  const found = (await builder.analyze()).violations
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  return [
    ...found.map(({ id, nodes }) => `${path} ${id}: ${nodes[0]?.html.slice(0, 160)}`),
    ...(over > 0 ? [`${path} is ${over} px too wide`] : []),
  ]
}

describe('an editor who signs in at the identity provider', () => {
  test('is led there and back, and sees the own team alone', async () => {
    expect(await text('/')).toContain('Sign in at 127.0.0.1')
    await page.getByRole('link', { name: /^Sign in at/ }).click()
    await page.waitForURL(`${pages.url}/`)
    expect(await page.locator('main').innerText()).toContain('1 of 1 shared resources')
    expect(await page.content()).not.toContain(canary)
    const cookies = await context.cookies(pages.url)
    expect(cookies.find(({ name }) => name === 'headroom-session')).toMatchObject({
      httpOnly: true,
      sameSite: 'Lax',
    })
  })

  test('finds what the team has to decide, its resources and its spend', async () => {
    expect(await text('/teams')).toContain(ownTeam)
    await page.getByRole('link', { name: ownTeam, exact: true }).click()
    await page.waitForURL(`${pages.url}/teams/${ownTeam}`)
    await page.waitForLoadState('networkidle')
    const said = await page.locator('main').innerText()
    for (const part of [
      'Decide next',
      'alpha-visible',
      'Spend against budget',
      'of this month’s budget of $7k',
      'Share of shared clusters',
      'What accepted changes did',
      'Cost and capacity per unit',
    ]) {
      expect(said).toContain(part)
    }
  })

  test('decides, and the decision stands on the page', async () => {
    await text(`/resources/${ids.own}`)
    const form = await page.request.post(`${pages.url}/decisions`, {
      form: {
        resource: ids.own,
        kind: 'capacity',
        verdict: 'reject',
        option: '',
        reason: 'Retiring it',
        back: `/resources/${ids.own}`,
      },
      headers: { origin: pages.url },
    })
    expect(form.ok()).toBe(true)
    expect(await text(`/resources/${ids.own}`)).toContain('Retiring it')
  })

  test('reads the digest as it was sent', async () => {
    await text(`/digests/2026-W48?team=${ownTeam}`)
    expect(await page.frameLocator('iframe').locator('body').innerText()).toContain('alpha digest')
  })

  test.each(['light', 'dark'] as const)(
    'meets no barrier, %s, wide and narrow',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme })
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 900 })
        for (const path of ['/teams', `/teams/${ownTeam}`, '/digests', `/digests/2026-W48?team=${ownTeam}`]) {
          expect(await violations(path)).toEqual([])
        }
      }
      await page.setViewportSize({ width: 1440, height: 900 })
    },
    120_000,
  )

  test('leaves, and is a stranger again', async () => {
    await text('/')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL(`${pages.url}/sign-in`)
    expect(await text('/teams')).toContain('Sign in at')
  })
})

test('an admin’s page of access meets no barrier either', async () => {
  const secret = await startSession(
    { id: 'a', role: 'admin', teams: 'all' },
    { name: 'A', nowMs: Date.now() },
  )
  await context.addCookies([{ name: 'headroom-session', value: secret, url: pages.url }])
  expect(await text('/access')).toContain('session.open')
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 })
    expect(await violations('/access')).toEqual([])
  }
})

test('stopping messages takes a click, not a look', async () => {
  const answer = await page.request.get(`${pages.url}/unsubscribe/unknown`)
  expect(await answer.text()).toContain('<form method="post">')
  expect((await page.request.post(`${pages.url}/unsubscribe/unknown`)).status()).toBe(404)
})

test('nothing broke the content security policy, and nothing else complained', () => {
  expect(complaints.filter((complaint) => !complaint.includes('404'))).toEqual([])
})

test.each([375, 600, 800])('the e-mail fits a window of %i px, light and dark', async (width) => {
  const { html, images } = buildDigest(digestInput())
  const shown = images.reduce(
    (text, { cid, base64 }) => text.replaceAll(`cid:${cid}`, `data:image/png;base64,${base64}`),
    html,
  )
  await page.goto('about:blank')
  await page.setViewportSize({ width, height: 900 })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.setContent(shown)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    const colours = await page.evaluate(() => {
      const style = (selector: string) => getComputedStyle(document.querySelector(selector) ?? document.body)
      return [style('.bg-card').backgroundColor, style('.bg-card b').color]
    })
    const expected = {
      light: ['rgb(255, 255, 255)', 'rgb(16, 21, 28)'],
      dark: ['rgb(18, 22, 29)', 'rgb(237, 240, 245)'],
    }
    expect(colours).toEqual(expected[colorScheme])
  }
})
