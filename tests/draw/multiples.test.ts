import { describe, expect, test } from 'vitest'
import { drawIntervalBar } from '#lib/draw/interval-bar.ts'
import { drawMultiple, type Multiple } from '#lib/draw/multiples.ts'

const multiple: Multiple = {
  label: 'Memory: p95 70% of capacity, <1% chance of running out by 20 Feb.',
  stepDays: 3,
  historyDays: 120,
  forecastDays: 180,
  horizonDays: 90,
  history: Array.from({ length: 40 }, (_, i) => (i === 12 ? null : 0.7)),
  low: Array.from({ length: 60 }, () => 0.6),
  median: Array.from({ length: 60 }, () => 0.7),
  high: Array.from({ length: 60 }, () => 0.9),
  limit: 0.9,
}

describe('a small multiple', () => {
  test('has history with its gap, 80 % band, median, limit and horizon, and no text', () => {
    const markup = drawMultiple(multiple)
    const path = markup.match(/d="([^"]*)" class="hist s"/)?.[1] ?? ''
    expect(path.match(/M/g)).toHaveLength(2)
    for (const part of ['class="b80"', 'class="med s"', 'class="lim s"', 'class="now"'])
      expect(markup).toContain(part)
    expect(markup).not.toContain('<text')
    expect(markup).toContain('&lt;1% chance')
  })

  test('the same share of capacity stands at the same height in every one', () => {
    const limitY = (markup: string) => markup.match(/y1="([\d.]+)"[^>]*class="lim s"/)?.[1]
    const other = { ...multiple, history: multiple.history.map(() => 0.1), high: multiple.high.map(() => 3) }
    expect(limitY(drawMultiple(multiple))).toBe(limitY(drawMultiple(other)))
    // 132.5 px stand for 108 % of capacity, so 90 % is 132.5 x (1 - 0.9 / 1.08) = 22.1 px below the top.
    expect(limitY(drawMultiple(multiple))).toBe('22.1')
  })

  test('without a forecast or a limit it is the measured line', () => {
    const markup = drawMultiple({ ...multiple, low: [], median: [], high: [], limit: undefined })
    expect(markup).not.toMatch(/class="(b80|lim s)"/)
    expect(markup).not.toContain('NaN')
  })
})

describe('the interval bar', () => {
  const bar = {
    label: 'x',
    width: 172,
    fromDays: -120,
    toDays: 180,
    lowDays: 30,
    medianDays: 60,
    highDays: 200,
  }

  test('spans the 80 % interval, held inside the axis, with a ring at the median', () => {
    const markup = drawIntervalBar(bar)
    // 162 px for 300 days from x = 5: day 30 is at 86, day 60 at 102.2, day 200 is held at 167.
    expect(markup).toContain('x1="86" y1="7" x2="167"')
    expect(markup).toContain('cx="102.2"')
  })

  test('an interval that begins after the axis leaves it empty', () => {
    const markup = drawIntervalBar({ ...bar, lowDays: null, medianDays: null, highDays: null })
    expect(markup).not.toMatch(/class="(rb|bfd)"/)
  })
})
