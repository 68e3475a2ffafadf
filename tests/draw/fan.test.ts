import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawFan } from '#lib/draw/fan.ts'
import type { FanChart } from '#lib/draw/fan-chart.ts'
import { stackDots } from '#lib/draw/fan-crossing.ts'
import { dayMs, dayStart } from '#lib/model/time.ts'

const startMs = dayStart('2026-07-25')
const todayMs = startMs + 120 * dayMs
const rising = Array.from({ length: 180 }, (_, i) => 60 + i / 4)

function chart(overrides: Partial<FanChart> = {}): FanChart {
  const daily = Array.from({ length: 120 }, (_, i) => (i >= 40 && i < 44 ? null : 50 + i / 12))
  return {
    label: 'orders-primary, CPU: 82% chance of running out within 90 days.',
    startMs,
    todayMs,
    endMs: startMs + 300 * dayMs,
    horizon: { atMs: todayMs + 90 * dayMs, label: '90 days · 20 Feb', days: 90 },
    top: 120,
    unit: '%',
    daily,
    smooth: daily,
    gaps: [{ fromMs: startMs + 40 * dayMs, toMs: startMs + 44 * dayMs, label: '3 Sep – 6 Sep' }],
    forecast: {
      startMs: todayMs,
      median: rising,
      bands: [
        { name: 'b95', low: rising.map((v) => v - 30), high: rising.map((v) => v + 200) },
        { name: 'b80', low: rising.map((v) => v - 20), high: rising.map((v) => v + 20) },
        { name: 'b50', low: rising.map((v) => v - 10), high: rising.map((v) => v + 10) },
      ],
    },
    limit: [{ fromMs: startMs, value: 80, label: 'Safe limit 80%' }],
    capacity: [{ fromMs: startMs, value: 100, label: '8 vCPU' }],
    crossing: {
      quantileDays: Array.from({ length: 20 }, (_, i) => (i === 19 ? null : 30 + i * 6)),
      low: { days: 36, label: '28 Dec' },
      median: { days: 84, label: '14 Feb' },
      high: { days: 138, label: '9 Apr' },
      limitValue: 80,
      lines: ['When it crosses', '82% by 20 Feb'],
    },
    ...overrides,
  }
}

const count = (markup: string, pattern: RegExp) => markup.match(pattern)?.length ?? 0
const widths = [966, 620, 328]

describe('the exhaustion chart', () => {
  test.each(widths)(
    'at %i px is one picture with one sentence, and its parts from back to front',
    (width) => {
      const markup = drawFan(chart(), width)
      expect(markup).toContain('role="img"')
      expect(markup).toContain('aria-label="orders-primary, CPU: 82% chance of running out within 90 days."')
      const order = [
        'class="b95"',
        'class="b80"',
        'class="b50"',
        'class="med"',
        'class="hist"',
        'lim nf',
        'class="now"',
        'class="xl"',
      ]
      const places = order.map((part) => markup.indexOf(part))
      expect(places.every((place) => place > 0)).toBe(true)
      expect(places).toEqual([...places].sort((a, b) => a - b))
    },
  )

  test.each(widths)(
    'at %i px shows 20 dots: red to the horizon, grey after, hollow beyond the axis',
    (width) => {
      const markup = drawFan(chart(), width)
      // Days 30, 36, ... 90 are within 90 days: 11 dots; 96, ... 138 after: 8; one is later.
      expect(count(markup, /class="dr"/g)).toBe(11)
      expect(count(markup, /class="dn"/g)).toBe(8)
      expect(count(markup, /class="dl"/g)).toBe(1)
    },
  )

  test.each(widths)(
    'at %i px keeps every coordinate of lines, dots and texts inside the picture',
    (width) => {
      const markup = drawFan(chart({ crossing: undefined }), width) + drawFan(chart(), width)
      const xs = [...markup.matchAll(/ (?:x|x1|x2|cx)="(-?[\d.]+)"/g)].map((match) => Number(match[1]))
      expect(Math.min(...xs)).toBeGreaterThanOrEqual(0)
      expect(Math.max(...xs)).toBeLessThanOrEqual(width)
      expect(markup).not.toMatch(/NaN|Infinity|undefined/)
    },
  )

  test('a gap breaks the line and is a labelled block', () => {
    const markup = drawFan(chart(), 966)
    const path = markup.match(/d="([^"]*)" class="hist"/)?.[1] ?? ''
    expect(count(path, /M/g)).toBe(2)
    expect(markup).toContain('class="gap"')
    expect(markup).toContain('3 Sep – 6 Sep')
  })

  test('bands leave the frame by clipping, not by flattening', () => {
    const markup = drawFan(chart(), 966)
    const path = markup.match(/d="([^"]*)" class="b95"/)?.[1] ?? ''
    const ys = [...path.matchAll(/[ML][\d.]+ (-?[\d.]+)/g)].map((match) => Number(match[1]))
    expect(Math.min(...ys)).toBeLessThan(0)
    expect(markup).toMatch(/clip-path="url\(#fan-clip-966\)"/)
  })

  test('without a forecast it draws history, limit and capacity only', () => {
    const markup = drawFan(chart({ forecast: undefined, crossing: undefined }), 966)
    expect(markup).toContain('class="hist"')
    expect(markup).not.toMatch(/class="(b95|med|dr|xl)"/)
  })

  test('a limit that changes is drawn as a step', () => {
    const limit = [
      { fromMs: startMs, value: 40, label: 'Safe limit 80%' },
      { fromMs: startMs + 60 * dayMs, value: 80, label: 'Safe limit 80%' },
    ]
    const path = drawFan(chart({ limit }), 966).match(/d="([^"]*)" class="lim nf"/)?.[1] ?? ''
    expect(path).toMatch(/^M44 [\d.]+H[\d.]+V[\d.]+H[\d.]+$/)
  })

  test('texts that would be markup are escaped', () => {
    const markup = drawFan(chart({ label: '<script>"&' }), 966)
    expect(markup).toContain('aria-label="&lt;script&gt;&quot;&amp;"')
    expect(markup).not.toContain('<script')
  })
})

describe('stacking of dots', () => {
  test('no bin straddles the horizon, and no dot is lost', () => {
    const days = fc.array(fc.double({ min: 0, max: 365, noNaN: true }), { maxLength: 20 })
    const horizon = fc.constantFrom(30, 90, 180)
    const binDays = fc.double({ min: 0.5, max: 12, noNaN: true })
    fc.assert(
      fc.property(days, horizon, binDays, (values, horizonDays, width) => {
        const stacks = stackDots(values, horizonDays, width)
        const total = stacks.reduce((sum, stack) => sum + stack.count, 0)
        const soon = stacks.filter((stack) => stack.bin <= 0).reduce((sum, stack) => sum + stack.count, 0)
        const near = values.filter((day) => Math.abs(day - horizonDays) < 1e-6).length
        const within = values.filter((day) => day <= horizonDays).length
        expect(total).toBe(values.length)
        expect(Math.abs(soon - within)).toBeLessThanOrEqual(near)
      }),
    )
  })

  test('the label of the change is wrapped on the side of the forecast, inside the frame', () => {
    const label = 'median on db.m7g.4xlarge, from 11 Dec'
    const markup = drawFan(
      chart({ after: { fromMs: todayMs, values: rising.map((v) => v / 2), label } }),
      328,
    )
    const lines = [...markup.matchAll(/<text ([^>]*aft-t[^>]*)>([^<]*)</g)].map(
      ([, attributes, content]) => ({
        x: Number(/x="([\d.]+)"/.exec(attributes ?? '')?.[1]),
        end: attributes?.includes('text-anchor="end"'),
        content: content ?? '',
      }),
    )
    expect(lines.map(({ content }) => content).join(' ')).toBe(label)
    expect(lines.length).toBeGreaterThan(1)
    for (const { x, end, content } of lines) {
      expect(end).toBe(true)
      // 40 % of the frame is history.
      expect(x - content.length * 6.4).toBeGreaterThan(36 + 0.35 * (328 - 46))
    }
  })
})
