import { createHash } from 'node:crypto'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { CostDay } from '#lib/model/cost.ts'
import { dayMs, isoDay } from '#lib/model/time.ts'
import { closeDatabase, database, openDatabase } from '#lib/store/client.ts'
import { noteRestatements } from '#lib/store/cost-notes.ts'
import { saveCosts } from '#lib/store/costs.ts'
import { pdfPages } from './pdf-pages.ts'
import type { Product } from './product.ts'

type Meeting = { readonly product: Product; readonly page: Page }

/** A capacity review in a real browser, from its agenda to its minutes and its PDF, on the running product. */
export function reviewMeeting(meeting: () => Meeting): void {
  let week = ''
  let frozen = ''
  const at = (path = '') => `${meeting().product.url}/reviews/${week}${path}`
  // Through the browser, which asks again where the server has closed an idle connection.
  const read = (path: string) => meeting().page.evaluate(async (url) => (await fetch(url)).text(), at(path))

  test('is made by itself, and its hash is that of its bytes', async () => {
    const { page, product } = meeting()
    await expect
      .poll(
        async () => {
          await page.goto(`${product.url}/reviews`)
          const href = await page
            .locator('a[href^="/reviews/2"]')
            .first()
            .getAttribute('href', { timeout: 1_000 })
          week = href?.split('/')[2] ?? ''
          return week
        },
        { timeout: 240_000, interval: 3_000 },
      )
      .toMatch(/^\d{4}-W\d\d$/)
    frozen = await read('/pack.json')
    await page.goto(at(), { waitUntil: 'networkidle' })
    expect(await page.locator('.rv-hash').innerText()).toBe(
      `sha256 ${createHash('sha256').update(frozen).digest('hex')}`,
    )
  }, 260_000)

  test('is walked through by keys', async () => {
    const { page } = meeting()
    await page.goto(at('/1'), { waitUntil: 'networkidle' })
    for (const [key, path] of [
      ['j', '/2'],
      ['j', '/3'],
      ['k', '/2'],
    ] as const) {
      await page.keyboard.press(key)
      await page.waitForURL(at(path))
    }
  })

  test('takes each answer on its page, and leads to the next question', async () => {
    const { page } = meeting()
    const answers = [
      { key: 't', fill: { approver: 'Priya Rao', reason: 'the sale ends on Monday' } },
      { key: 'a', fill: { owner: 'Sven Lund' } },
      { key: 's', fill: { reason: 'after the migration' } },
      { key: 'r', fill: { reason: 'Retiring it' } },
    ] as const
    let number = 1
    for (const { key, fill } of answers) {
      await page.goto(at(`/${number}`), { waitUntil: 'networkidle' })
      while ((await page.locator(`input[data-key="${key}"]`).count()) === 0) {
        await page.goto(at(`/${++number}`), { waitUntil: 'networkidle' })
      }
      await page.keyboard.press(key)
      expect(await page.locator(`input[data-key="${key}"]`).isChecked()).toBe(true)
      for (const [name, value] of Object.entries(fill))
        await page.locator(`form.dbar [name="${name}"]`).fill(value)
      await page.locator('form.dbar button[type="submit"]').click()
      await page.waitForURL(at(`/${++number}`))
    }
    expect(await page.locator('.rvbar').innerText()).toMatch(/^[\s\S]*\b4 of \d+ decided/)
    const log = await page.locator('.rvl').innerText()
    for (const said of ['Priya Rao', 'Sven Lund', 'after the migration', 'Retiring it'])
      expect(log).toContain(said)
  }, 120_000)

  test('leaves minutes with every decision, who makes it and why', async () => {
    const minutes = await read('/minutes.md')
    for (const said of [
      'Risk accepted',
      'Accepted',
      'Snoozed',
      'Rejected',
      'Priya Rao',
      'Sven Lund',
      'Retiring it',
    ])
      expect(minutes).toContain(said)
  })

  test('is a PDF: each question on one page with its whole chart, no empty page, the decisions at the end', async () => {
    const { page } = meeting()
    await page.emulateMedia({ media: 'print', colorScheme: 'light' })
    await page.goto(at(), { waitUntil: 'networkidle' })
    const squeeze = (text: string) => text.replace(/\s+/g, '')
    const charts = await page.evaluate(() =>
      [...document.querySelectorAll('.item-sheet')].map((sheet) => ({
        title: sheet.querySelector('h2')?.textContent ?? '',
        labels: [...sheet.querySelectorAll('svg text')]
          .filter((label) => (label as SVGElement).getClientRects().length > 0)
          .map((label) => label.textContent ?? ''),
      })),
    )
    const pages = pdfPages(await page.pdf({ preferCSSPageSize: true, printBackground: true }))
    expect(charts.length).toBeGreaterThan(5)
    for (const { title, labels } of charts) {
      const own = pages.filter((text) => text.includes(squeeze(title)))
      expect(own, title).toHaveLength(1)
      expect(labels.length).toBeGreaterThan(5)
      expect(labels.filter((label) => !own[0]?.includes(squeeze(label)))).toEqual([])
    }
    // The head of the first page, one page a question at least, and the lists behind them.
    expect(pages.length).toBeGreaterThanOrEqual(charts.length + 8)
    expect(pages.length).toBeLessThan(charts.length + 20)
    const alone = pages.filter(
      (text) => /^(\d+of\d+)?Frozen.*estate(\d+of\d+)?$/.test(text) && text.length < 160,
    )
    expect(alone).toEqual([])
    expect(pages[0]).toContain(squeeze(`Capacity review ${week}`))
    for (const part of ['Runs out', 'Since the last review', 'Spend against budget', 'What ends'])
      expect(
        pages.some((text) => text.includes(squeeze(part))),
        part,
      ).toBe(true)
    const last = pages.find((text) => text.includes('Decisionsandowners')) ?? ''
    for (const said of ['PriyaRao', 'SvenLund', 'Retiringit']) expect(last).toContain(said)
    await page.emulateMedia({ media: null })
  }, 120_000)

  test('keeps its bytes when AWS restates its costs, and says so beside it', async () => {
    const { page, product } = meeting()
    openDatabase({ url: product.databaseUrl(), connections: 2, queryMs: 60_000 })
    const { rows } = await database().pool.query<CostDay>(
      `SELECT DISTINCT ON (account_id, key) day::text AS day, account_id AS "accountId", grouping, key, usd,
         amortized_usd AS "amortizedUsd", net_usd AS "netUsd", estimated
       FROM cost_day WHERE grouping = 'service' AND source = 'cost-explorer'
         AND day = (SELECT max(day) - 20 FROM cost_day WHERE grouping = 'service')
       ORDER BY account_id, key, observed_day DESC`,
    )
    expect(rows.length).toBeGreaterThan(5)
    const observed = isoDay(Date.now() + dayMs)
    await saveCosts(
      rows.map((row) => ({ ...row, usd: row.usd + 100 })),
      observed,
    )
    await noteRestatements(observed, 'cost-explorer')
    await closeDatabase()
    expect(await read('/pack.json')).toBe(frozen)
    await page.goto(at(), { waitUntil: 'networkidle' })
    expect(await page.locator('.notice').allInnerTexts()).toContainEqual(
      expect.stringMatching(
        /^AWS restated the cost of .* This review keeps the figures it was frozen with\.$/,
      ),
    )
  }, 60_000)

  test('is decided by nothing that another site sends', async () => {
    const { page, product } = meeting()
    const cookies = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    const body = new URLSearchParams({ verdict: 'reject' })
    const origins: readonly Readonly<Record<string, string>>[] = [
      {},
      { origin: 'null' },
      { origin: 'https://evil.example' },
    ]
    for (const origin of origins) {
      const headers = { cookie: cookies, ...origin }
      const answer = await fetch(`${product.url}/decisions`, {
        method: 'POST',
        headers,
        body,
        redirect: 'manual',
      })
      expect(`${JSON.stringify(origin)} ${answer.status}`).toBe(`${JSON.stringify(origin)} 403`)
    }
  })
}
