import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DotAxis, drawDotAxis, drawDots, placeDots } from '#lib/draw/dots.ts'

fc.configureGlobal({ seed: 20_261_122 })

const axis: DotAxis = { asOfMs: Date.UTC(2026, 10, 22), horizonDays: 90, axisDays: 180, width: 304 }

function countOf(markup: string, className: string): number {
  return markup.split(`class="${className}"`).length - 1
}

const anyDay = fc.option(fc.double({ min: 0, max: 365, noNaN: true }), { nil: null })
const twentyDays = fc.array(anyDay, { minLength: 20, maxLength: 20 })

describe('dots', () => {
  test('are red up to and on the horizon, grey after it, hollow beyond the axis', () => {
    const days = [0, 1, 45, 90, 90.5, 180, 181, null]
    const markup = drawDots({ days, lowDays: 0, medianDays: 45, highDays: null, label: 'x' }, axis)
    expect([countOf(markup, 'dr'), countOf(markup, 'dn'), countOf(markup, 'dl')]).toEqual([4, 2, 2])
  })

  test('no bin holds days from both sides of the horizon', () => {
    const horizons = fc.integer({ min: 7, max: 365 })
    fc.assert(
      fc.property(twentyDays, horizons, fc.integer({ min: 120, max: 600 }), (days, horizonDays, width) => {
        const { dots } = placeDots(days, { ...axis, horizonDays, axisDays: 2 * horizonDays, width })
        const sides = new Map<number, boolean>()
        for (const { bin, soon } of dots) {
          if (bin === undefined) continue
          expect(sides.get(bin) ?? soon).toBe(soon)
          sides.set(bin, soon)
        }
      }),
    )
  })

  test('a day exactly on the horizon stands left of it at every width', () => {
    for (let width = 150; width < 500; width++) {
      const [on, after] = placeDots([90, 90.001], { ...axis, width }).dots
      expect((on?.bin ?? 0) + 1).toBe(after?.bin)
    }
  })

  test('a narrow distribution gets half-size dots that stay dots', () => {
    const { dots, fine } = placeDots(Array<number>(20).fill(12), axis)
    expect(fine).toBe(true)
    expect(Math.max(...dots.map(({ level }) => level))).toBe(9)
    expect(new Set(dots.map(({ bin, level }) => `${bin}/${level}`)).size).toBe(20)
    const wide = Array.from({ length: 20 }, (_, i) => 5 + i * 4)
    expect(placeDots(wide, axis).fine).toBe(false)
  })

  test('every dot is drawn once and none leaves the picture', () => {
    fc.assert(
      fc.property(twentyDays, (days) => {
        const markup = drawDots({ days, lowDays: 1, medianDays: 2, highDays: 3, label: 'x' }, axis)
        const circles = [...markup.matchAll(/<circle cx="([\d.-]+)" cy="([\d.-]+)" r="([\d.]+)"/g)]
        expect(circles).toHaveLength(20)
        for (const [, cx, cy, r] of circles) {
          expect(Number(cx) - Number(r)).toBeGreaterThanOrEqual(0)
          expect(Number(cx) + Number(r)).toBeLessThanOrEqual(axis.width)
          expect(Number(cy) - Number(r)).toBeGreaterThanOrEqual(0)
          expect(Number(cy) + Number(r)).toBeLessThanOrEqual(45.6)
        }
      }),
    )
  })

  test('an interval that begins beyond the axis has no line; an open end reaches the axis end', () => {
    const far = drawDots({ days: [], lowDays: 200, medianDays: 300, highDays: null, label: 'x' }, axis)
    expect(countOf(far, 'ivl')).toBe(0)
    const open = drawDots({ days: [], lowDays: 100, medianDays: null, highDays: null, label: 'x' }, axis)
    expect(countOf(open, 'ivl')).toBe(1)
    expect(countOf(open, 'ivm')).toBe(0)
  })

  test('the head names today, the horizon, months and the column for later', () => {
    const head = drawDotAxis(axis, { horizon: '90 days · 20 Feb', label: 'Time axis' })
    for (const word of ['today', '90 days · 20 Feb', 'Jan 2027', 'later']) expect(head).toContain(word)
  })
})
