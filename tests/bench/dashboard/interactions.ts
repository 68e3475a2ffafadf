import type { Page } from 'playwright-core'
import { openBrowser } from '../../support/browser.ts'

declare global {
  interface Window {
    longestInputMs?: number
    longestTaskMs?: number
  }
}

export type InputDelays = Readonly<Record<'filter' | 'sort' | 'palette' | 'rowKeys', number>>

/** Worst time from an input to the next paint of each kind, on the page of resources at 1440. */
export async function measureInputs(url: string): Promise<InputDelays> {
  const browser = await openBrowser()
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.addInitScript(observeInputs)
    const worst = async (act: (page: Page) => Promise<void>) => {
      await page.goto(`${url}/resources`, { waitUntil: 'networkidle' })
      await act(page)
      await page.waitForLoadState('networkidle')
      await page.waitForTimeout(300)
      return page.evaluate(() => window.longestInputMs ?? Number.NaN)
    }
    return {
      filter: await worst(filter),
      sort: await worst(sort),
      palette: await worst(palette),
      rowKeys: await worst(rowKeys),
    }
  } finally {
    await browser.close()
  }
}

/** Durations are rounded to 8 ms by the browser; shorter ones than 16 are not told. */
function observeInputs(): void {
  window.longestInputMs = 0
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      window.longestInputMs = Math.max(window.longestInputMs ?? 0, entry.duration)
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit)
}

async function filter(page: Page): Promise<void> {
  await page.locator('#filter').click()
  await page.keyboard.type('orders', { delay: 40 })
  await page.keyboard.press('Enter')
  await page.waitForURL(/q=orders/)
  await page.locator('.facet a').nth(1).click()
  await page.waitForURL(/finding=/)
}

async function sort(page: Page): Promise<void> {
  for (const column of ['$/mo', 'Resource', 'Decide by']) {
    await page.locator('.rsx thead a', { hasText: column }).first().click()
    await page.waitForURL(/sort=/)
    await page.waitForLoadState('networkidle')
  }
}

async function palette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').waitFor()
  await page.keyboard.type('payments', { delay: 40 })
  await page.getByRole('option').first().waitFor()
  for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowDown', { delay: 40 })
  await page.keyboard.press('Escape')
}

async function rowKeys(page: Page): Promise<void> {
  for (const key of ['j'.repeat(40), 'k'.repeat(15)]) await page.keyboard.type(key, { delay: 60 })
}

export type Scrolling = {
  readonly rowsInDomMax: number
  readonly longestTaskMs: number
  readonly rows: number
}

/** From the first row to the last in steps of a wheel: rows in the page, and the longest task of its thread. */
export async function measureScrolling(url: string): Promise<Scrolling> {
  const browser = await openBrowser()
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(`${url}/resources`, { waitUntil: 'networkidle' })
    await page.evaluate(observeTasks)
    await page.mouse.move(700, 600)
    let rowsInDomMax = 0
    for (let i = 0; i < 60; i++) {
      await page.mouse.wheel(0, i < 40 ? 900 : 24_000)
      await page.waitForTimeout(60)
      rowsInDomMax = Math.max(rowsInDomMax, await page.locator('.rsx tbody tr:not(.gap)').count())
    }
    const rows = Number(await page.locator('.rsx').getAttribute('aria-rowcount'))
    return {
      rowsInDomMax,
      rows,
      longestTaskMs: await page.evaluate(() => Math.round(window.longestTaskMs ?? 0)),
    }
  } finally {
    await browser.close()
  }
}

/** Tasks under 50 ms are not told, and count as 0. */
function observeTasks(): void {
  window.longestTaskMs = 0
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      window.longestTaskMs = Math.max(window.longestTaskMs ?? 0, duration)
    }
  }).observe({ type: 'longtask' })
}
