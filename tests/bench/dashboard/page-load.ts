import type { Page, Response } from 'playwright-core'
import { openBrowser } from '../../support/browser.ts'

const loads = 5

export type PageLoad = { readonly lcpMs: number; readonly jsInitialKb: number; readonly jsTotalKb: number }

/** Median of five cold loads at 1440 without throttling, and the compressed JavaScript of the last. */
export async function measureLoads(url: string): Promise<PageLoad> {
  const measured: PageLoad[] = []
  for (let i = 0; i < loads; i++) measured.push(await coldLoad(url))
  const lcp = measured.map(({ lcpMs }) => lcpMs).sort((a, b) => a - b)
  const last = measured.at(-1)
  return {
    lcpMs: Math.round(lcp[loads >> 1] ?? Number.NaN),
    jsInitialKb: last?.jsInitialKb ?? Number.NaN,
    jsTotalKb: last?.jsTotalKb ?? Number.NaN,
  }
}

/** A browser of its own: nothing is in its cache. */
async function coldLoad(url: string): Promise<PageLoad> {
  const browser = await openBrowser()
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.addInitScript(observePaint)
    const scripts: Response[] = []
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') scripts.push(response)
    })
    const html = (await (await page.goto(url, { waitUntil: 'networkidle' }))?.text()) ?? ''
    const sizes = await Promise.all(scripts.map(scriptSize))
    const named = sizes.filter(({ path }) => html.includes(path))
    return {
      lcpMs: await largestPaint(page),
      jsInitialKb: kb(named),
      jsTotalKb: kb(sizes),
    }
  } finally {
    await browser.close()
  }
}

declare global {
  interface Window {
    lastPaintMs?: number
  }
}

function observePaint(): void {
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) window.lastPaintMs = startTime
  }).observe({ type: 'largest-contentful-paint', buffered: true })
}

/** The browser tells of a paint after it: on a busy machine some time after the last answer. */
async function largestPaint(page: Page): Promise<number> {
  await page.waitForFunction(() => window.lastPaintMs !== undefined, undefined, { timeout: 15_000 })
  return page.evaluate(() => window.lastPaintMs ?? Number.NaN)
}

/** As sent, compressed. A script that the page's HTML names counts as needed before the first paint. */
async function scriptSize(response: Response): Promise<{ path: string; bytes: number }> {
  const { responseBodySize } = await response.request().sizes()
  return { path: new URL(response.url()).pathname, bytes: responseBodySize }
}

function kb(sizes: readonly { readonly bytes: number }[]): number {
  return Math.round(sizes.reduce((sum, { bytes }) => sum + bytes, 0) / 100) / 10
}
