import { describe, expect, test } from 'vitest'
import { drawHeadroomBar } from '#lib/draw/headroom-bar.ts'
import { drawSpark } from '#lib/draw/spark.ts'
import { drawSpend } from '#lib/draw/spend.ts'
import { drawStrip } from '#lib/draw/strip.ts'
import { drawWaterfall, type Waterfall } from '#lib/draw/waterfall.ts'
import { dayMs } from '#lib/model/time.ts'

function rectangles(markup: string, className: string): { x: number; width: number }[] {
  const found = markup.matchAll(/<rect x="([\d.-]+)" y="[\d.-]+" width="([\d.-]+)"[^>]* class="([\w-]+)"/g)
  return [...found]
    .filter(([, , , name]) => name === className)
    .map(([, x, width]) => ({ x: Number(x), width: Number(width) }))
}

describe('headroom bar', () => {
  test('shows use, limit and forecast as shares of 0 to 100 %', () => {
    const bar = drawHeadroomBar({ used: 0.5, limit: 0.8, atHorizon: [0.6, 0.7, 0.9], label: 'x', width: 100 })
    expect(rectangles(bar, 'buf')).toEqual([{ x: 0, width: 50 }])
    expect(rectangles(bar, 'bu1')).toEqual([{ x: 80, width: 20 }])
    expect(bar).toContain('<line x1="60" y1="8" x2="90" y2="8" class="buw"/>')
  })

  test('a forecast above capacity stays inside the bar', () => {
    const bar = drawHeadroomBar({ used: 1.4, limit: 0.8, atHorizon: [1.2, 1.5, 2], label: 'x', width: 100 })
    expect(rectangles(bar, 'buf')).toEqual([{ x: 0, width: 100 }])
    expect(bar).toContain('cx="97"')
  })

  test('what is not known is not drawn', () => {
    const bar = drawHeadroomBar({ used: null, limit: null, atHorizon: null, label: 'x' })
    expect(bar).not.toMatch(/class="(buf|bul|buw|bud|bu1)"/)
  })
})

describe('spark', () => {
  const flat = Array<number>(13).fill(0.4)
  const spark = { history: flat, low: flat, median: flat, high: flat, limit: 0.8 }

  test('breaks at weeks without data', () => {
    const gap = drawSpark({ ...spark, history: [0.3, 0.3, null, 0.3, ...Array<number>(9).fill(0.3)] }, 'x')
    const line = /<path d="([^"]+)" class="hist s"/.exec(gap)?.[1] ?? ''
    expect(line.split('M')).toHaveLength(3)
  })

  test('without a last week it has no dot at today and still draws the forecast', () => {
    const missing = drawSpark({ ...spark, history: [...flat.slice(1), null] }, 'x')
    expect(missing).not.toContain('<circle')
    expect(missing).toContain('class="med s"')
  })

  test('has only finite coordinates when everything is zero', () => {
    const zero = Array<number>(13).fill(0)
    expect(drawSpark({ history: zero, low: zero, median: zero, high: zero, limit: 0 }, 'x')).not.toMatch(
      /NaN|Infinity/,
    )
  })
})

describe('waterfall', () => {
  const chart: Waterfall = {
    steps: [
      { name: 'A', count: 3, deltaUsd: -60, amount: '−$60' },
      { name: 'B', count: 1, deltaUsd: -40, amount: '−$40' },
      { name: 'Upsizes', count: 2, deltaUsd: 25, amount: '+$25' },
    ],
    net: { deltaUsd: -75, amount: '−$75' },
    tickText: String,
    label: 'x',
    width: 476,
  }

  test('each step begins where the one before ended; upsizes go back; the net bar ends at the total', () => {
    const markup = drawWaterfall(chart)
    const [a, b] = rectangles(markup, 'c-save')
    const [up] = rectangles(markup, 'c-risk')
    const [net] = rectangles(markup, 'c-ink')
    // The frame is 198 to 398: 200 pixels for the 100 dollars saved at most.
    expect(a).toEqual({ x: 198, width: 120 })
    expect(b).toEqual({ x: 318, width: 80 })
    expect(up).toEqual({ x: 348, width: 50 })
    expect(net).toEqual({ x: 198, width: 150 })
  })

  test('when upsizes outweigh the savings the net bar goes left of today', () => {
    const steps = [
      { name: 'A', count: 1, deltaUsd: -50, amount: '−$50' },
      { name: 'Upsizes', count: 1, deltaUsd: 150, amount: '+$150' },
    ]
    const [net] = rectangles(
      drawWaterfall({ ...chart, steps, net: { deltaUsd: 100, amount: '+$100' } }),
      'c-ink',
    )
    expect(net?.x).toBe(198)
    expect(net?.width).toBeCloseTo(133.3, 1)
  })
})

describe('strip', () => {
  test('has one dot per resource, in its colour, and stacks those in one place', () => {
    const dots = [
      { scaled: 40, tone: 'later' },
      { scaled: 40, tone: 'later' },
      { scaled: 96, tone: 'risk' },
      { scaled: 250, tone: 'risk' },
    ] as const
    const markup = drawStrip({ rows: [{ name: 'RDS', count: 4, dots }], label: 'x', width: 350 })
    const circles = [...markup.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map(
      ([, x, y]) => `${x},${y}`,
    )
    expect(new Set(circles).size).toBe(4)
    expect(markup.split('class="dr"')).toHaveLength(3)
    expect(Math.max(...circles.map((one) => Number(one.split(',')[0])))).toBeLessThanOrEqual(341)
  })
})

describe('spend', () => {
  const start = Date.UTC(2026, 0, 1)
  const points = Array.from({ length: 20 }, (_, i) => ({
    ms: start + i * 7 * dayMs,
    usdPerMonth: 1000 + 10 * i,
    estimated: i === 19,
  }))

  test('what is estimated is dotted and joins what is known', () => {
    const markup = drawSpend({ points, tickText: String, nowText: 'now', label: 'x', width: 580 })
    expect(markup).toContain('class="est"')
    const known = /<path d="([^"]+)" class="hist"/.exec(markup)?.[1] ?? ''
    expect(known.split('L')).toHaveLength(19)
  })

  test('has only finite coordinates for a flat line', () => {
    const flat = points.map((point) => ({ ...point, usdPerMonth: 0, estimated: false }))
    expect(drawSpend({ points: flat, tickText: String, nowText: 'now', label: 'x', width: 580 })).not.toMatch(
      /NaN|Infinity/,
    )
  })
})
