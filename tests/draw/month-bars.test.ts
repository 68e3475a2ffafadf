import { describe, expect, test } from 'vitest'
import { drawMonthBars } from '#lib/draw/month-bars.ts'
import { usdAxis } from '#lib/present/format.ts'

const bar = (usd: number, changes = {}) => ({ name: 'Nov 2026', usd, partial: false, ...changes })
const draw = (bars: ReturnType<typeof bar>[]) =>
  drawMonthBars({ bars, tickText: usdAxis(100), label: 'Billed by month', width: 600 })
const heights = (markup: string) =>
  [...markup.matchAll(/<rect [^>]*height="([\d.]+)"/g)].map(([, height]) => Number(height))

describe('bars of months', () => {
  test('begin at zero: heights are as the amounts', () => {
    const [half = 0, whole = 0] = heights(draw([bar(50), bar(100)]))
    expect(half / whole).toBeCloseTo(0.5, 1)
  })

  test('mark the month that is not over, and the budget of the months that have one', () => {
    const markup = draw([bar(50, { budgetUsd: 80 }), bar(20, { partial: true })])
    expect(markup.match(/class="lim"/g)).toHaveLength(1)
    expect(markup.match(/class="c-mut"/g)).toHaveLength(1)
    expect(markup).toContain('aria-label="Billed by month"')
  })

  test('stand also where nothing is billed', () => {
    expect(draw([])).not.toContain('NaN')
    expect(heights(draw([bar(0)]))).toEqual([0])
  })
})
