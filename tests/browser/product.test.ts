import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isWorkerSecret } from '#lib/env.ts'
import { tourApi } from '../support/api-tour.ts'
import { openBrowser } from '../support/browser.ts'
import { pagesToLookAt } from '../support/pages-to-look-at.ts'
import { processes, processesOf } from '../support/processes.ts'
import { type Product, startProduct } from '../support/product.ts'
import { reviewMeeting } from '../support/review-meeting.ts'
import { tenQuestions } from '../support/ten-questions.ts'
import { violationsOf } from '../support/violations.ts'

/** A busy machine may take its time; what never comes is told. */
const patient = { timeout: 15_000 }

let product: Product
let browser: Browser
let page: Page
const complaints: string[] = []

beforeAll(async () => {
  product = await startProduct()
  browser = await openBrowser()
  page = await (
    await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
  ).newPage()
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
}, 420_000)

afterAll(async () => {
  await browser?.close()
  await product?.close()
}, 60_000)

/** What a reader sees of the page. */
async function readText(route: string): Promise<string> {
  await page.goto(`${product.url}${route}`, { waitUntil: 'networkidle' })
  return page.locator('body').innerText()
}

/** Rows of the resources page's CSV, by column name. */
async function exportRows(query = ''): Promise<Record<string, string>[]> {
  const response = await page.request.get(`${product.url}/api/resources.csv${query}`)
  expect(response.status()).toBe(200)
  const [head = '', ...lines] = (await response.text()).trim().split(/\r?\n/)
  const names = head.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i] ?? '', cell])))
}

describe('the whole product on the simulated estate', () => {
  test('says while it starts what it does, with counts', () => {
    expect(product.said()).toContain('collecting a simulated estate')
    expect(product.said()).toMatch(/forecast: done in [\d.]+ s; .*forecasts \d+/)
    expect(product.said()).toMatch(/recommend: done in/)
  })

  test('answers the overview with what runs out, when, and what to change', async () => {
    const text = await readText('/')
    expect(text).toMatch(/\d+ of 279 shared resources will probably reach their safe limit by \d+ \w+/)
    const [first] = await exportRows('?finding=runs-out')
    expect(text).toContain(first?.name)
    expect(text).toMatch(/right-sizing changes give back \$[\d,]+\/mo/)
    expect(text).not.toMatch(/NaN|undefined|Invalid Date|\[object/)
  })

  test('lists what inventory does not explain of the bill by usage type', async () => {
    const text = await readText('/data')
    expect(text).toContain('What inventory does not explain')
    expect(text).toMatch(/\bBoxUsage\b/)
    expect(text).not.toContain('not itemised')
  })

  test('says that an account denies access, and which action is missing', async () => {
    await page.goto(product.url, { waitUntil: 'networkidle' })
    await page.locator('details summary').first().click()
    const text = await page.locator('body').innerText()
    expect(text).toContain('ec2:DescribeInstances')
    expect(text).toContain('999988887777')
  })

  test('counts on the overview what the export lists', async () => {
    const rows = await exportRows()
    expect(rows).toHaveLength(279)
    const runsOut = rows.filter(({ finding }) => finding === 'runs-out').length
    expect(await readText('/')).toContain(`${runsOut} of 279 shared resources`)
    expect(await exportRows('?finding=runs-out')).toHaveLength(runsOut)
  })

  test('shows in the table the money and chance of the export', async () => {
    const rows = await exportRows('?q=etl-warehouse-pg')
    const row = rows.find(({ name }) => name === 'etl-warehouse-pg')
    const text = await readText('/resources?q=etl-warehouse-pg')
    const monthly = Math.round(Number(row?.usd_per_month)).toLocaleString('en-US')
    expect(text).toContain(`$${monthly}`)
    expect(Number(row?.chance_by_horizon)).toBeGreaterThan(0.5)
  })

  test('explains one resource: date, change, refusals, data', async () => {
    await readText('/resources?q=orders-primary')
    await page.getByRole('link', { name: 'orders-primary', exact: true }).first().click()
    await page.waitForURL(/\/resources\/[a-z2-7]{10}/)
    await page.waitForLoadState('networkidle')
    const text = await page.locator('body').innerText()
    expect(text).toMatch(/Storage will probably reach its safe limit around/)
    expect(text).toMatch(/cuts the chance of a breach by .* from \d+% to/)
    expect(text).toContain('Candidate sizes')
    expect(text).toMatch(/policy \d/)
    expect(text).toContain('455 days')
    expect(text).not.toMatch(/NaN|undefined|Invalid Date|\[object/)
  })

  test('keeps the view in the URL: the same address gives the same page', async () => {
    await page.getByRole('link', { name: 'CPU' }).first().click()
    await page.waitForURL(/dim=cpu/)
    const address = page.url()
    const here = await page.locator('main').innerText()
    await page.goto(address, { waitUntil: 'networkidle' })
    expect(await page.locator('main').innerText()).toBe(here)
  })

  test('answers on the data page what it explains, whether it ties and what it costs', async () => {
    const text = await readText('/data')
    expect(text).toMatch(/\d+% of what the covered services billed: \$[\d,]+ of \$[\d,]+/)
    expect(text).toMatch(/Yes\. \d+ of \d+ months add up to the net unblended bill/)
    expect(text).toMatch(/in 30 days for [\d,]+ calls.* It writes nothing to AWS\./)
    expect(text).toContain('Access denied in 999988887777/eu-west-1')
    expect(text).not.toMatch(/NaN|undefined|Invalid Date|\[object/)
    const jobs = await page.request.get(`${product.url}/api/data.csv?table=jobs`)
    const names = (await jobs.text()).split('\r\n').map((line) => line.split(',')[0])
    expect(names).toContain('forecast')
    expect(await page.locator('.da-jobs tbody tr').count()).toBe(names.length - 2)
  })

  test('opens a row by keyboard', async () => {
    await readText('/resources')
    const isOnRow = () => page.evaluate(() => document.activeElement?.closest('tr') !== null)
    await expect
      .poll(async () => {
        await page.keyboard.press('j')
        return isOnRow()
      })
      .toBe(true)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/resources\/[a-z2-7]{10}/)
    expect(await page.locator('h1').innerText()).not.toBe('')
  })

  test('keeps the rows around the view in the page, and reaches the last one', async () => {
    await readText('/resources')
    const table = page.locator('.rsx')
    const inPage = () => table.locator('tbody tr:not(.gap)').count()
    const lines = Number(await table.getAttribute('aria-rowcount'))
    expect(lines).toBeGreaterThan(279)
    await expect.poll(inPage, patient).toBeLessThanOrEqual(80)
    const last = page.locator(`.rsx tr[aria-rowindex="${lines}"] a.rid`)
    await expect
      .poll(async () => {
        await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
        return last.count()
      }, patient)
      .toBe(1)
    expect(await inPage()).toBeLessThanOrEqual(80)
    const rows = await exportRows()
    expect(await last.innerText()).toBe(rows.at(-1)?.name)
  })

  test('finds a resource by its name from the keyboard, and gives the focus back', async () => {
    await readText('/costs')
    const field = page.getByRole('combobox')
    await expect
      .poll(async () => {
        await page.keyboard.press('Control+k')
        return field.isVisible()
      }, patient)
      .toBe(true)
    await page.keyboard.type('orders-prim')
    await page.getByRole('option', { name: 'orders-primary' }).first().waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/resources\/[a-z2-7]{10}/)
    expect(await page.locator('h1').innerText()).toContain('orders-primary')
    expect(await page.locator('dialog[open]').count()).toBe(0)
  })

  test('lists its keys, goes to the filter, and leaves fields alone', async () => {
    await readText('/resources')
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('/')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('filter')
    await page.keyboard.type('jk?')
    expect(await page.locator('#filter').inputValue()).toBe('jk?')
    expect(await page.locator('dialog[open]').count()).toBe(0)
  })

  test('copies the address of the view with its filter and order', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await readText('/resources?class=rds-instance&sort=-cost')
    await page.getByRole('button', { name: 'Copy link to this view' }).click()
    await page.getByText('Link copied').waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      `${product.url}/resources?class=rds-instance&sort=-cost`,
    )
  })

  test('signs in once by the link that it printed, and not twice', async () => {
    const response = await page.goto(product.signInUrl)
    expect(response?.ok()).toBe(true)
    const cookies = await page.context().cookies()
    expect(cookies.find(({ name }) => name === 'headroom-session')).toMatchObject({
      httpOnly: true,
      sameSite: 'Lax',
    })
    await page.goto(product.signInUrl)
    expect(page.url()).toContain('/sign-in?failed=1')
  })

  test('has no accessibility violation, light and dark, wide and narrow', async () => {
    const [row] = await exportRows('?q=orders-primary')
    const [group] = await exportRows('?class=asg')
    const [pool] = await exportRows('?class=gpu-pool')
    const found: string[] = []
    for (const route of pagesToLookAt({ resource: row?.id, group: group?.id, pool: pool?.id })) {
      await page.goto(`${product.url}${route}`, { waitUntil: 'networkidle' })
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 900 })
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme })
          found.push(...(await violationsOf(page, `${route} ${width} ${colorScheme}`)))
        }
        const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        if (over > 0) found.push(`${route} ${width}: ${over} px too wide`)
      }
      await page.setViewportSize({ width: 1440, height: 900 })
    }
    await page.emulateMedia({ colorScheme: 'light' })
    expect(found).toEqual([])
  }, 300_000)

  describe('a capacity review', () => reviewMeeting(() => ({ product, page })))

  test('answers 404 for what does not exist and 200 for its health', async () => {
    expect((await page.request.get(`${product.url}/resources/aaaaaaaaaa`)).status()).toBe(404)
    expect((await page.request.get(`${product.url}/healthz`)).status()).toBe(200)
    expect((await page.request.get(`${product.url}/readyz`)).status()).toBe(200)
  })

  test.each(tenQuestions)(
    'answers in the first hour: $question ($where)',
    async ({ open, answer }) => {
      const idOf = async (name: string) => (await exportRows(`?q=${name}`))[0]?.id ?? ''
      await expect
        .poll(() => open({ page, read: readText, idOf }), { timeout: 120_000, interval: 2_000 })
        .toMatch(answer)
    },
    130_000,
  )

  test('answers every address of its API as the document says', async () => {
    const ask = async (path: string) => {
      const response = await page.request.get(`${product.url}${path}`)
      const contentType = response.headers()['content-type'] ?? null
      return { path, status: response.status(), contentType, body: await response.text() }
    }
    const tour = await tourApi(ask, async (query) => (await exportRows(query))[0]?.id ?? '')
    expect(tour).toEqual({ wrong: [], refused: [] })
  }, 60_000)

  test('wrote no error to the console of the browser', () => {
    expect(complaints.filter((text) => !text.includes('404'))).toEqual([])
  })

  test('gives the web process none of the worker’s secrets: of AWS, of mail, of GitHub', () => {
    const namesOf = (script: string) => {
      const found = processes().find(({ command }) => command.includes(script) && command.includes('node'))
      return (found?.environment ?? '').split('\0').map((entry) => entry.split('=')[0] ?? '')
    }
    expect(namesOf('worker.ts').filter(isWorkerSecret)).toEqual(
      expect.arrayContaining(['SMTP_URL', 'GITHUB_TOKEN', 'AWS_ENDPOINT_URL']),
    )
    expect(namesOf('web.ts')).toContain('DATABASE_URL')
    expect(namesOf('web.ts').filter(isWorkerSecret)).toEqual([])
  })

  test('ends with Ctrl-C, status 0, and leaves no process behind', async () => {
    const before = processesOf(product.dir)
    expect(before.length).toBeGreaterThanOrEqual(4)
    expect(await product.interrupt()).toBe(0)
    expect(
      before.filter(({ pid, command }) => processes().some((p) => p.pid === pid && p.command === command)),
    ).toEqual([])
  }, 60_000)
})
