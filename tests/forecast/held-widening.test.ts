import { describe, expect, test } from 'vitest'
import { applyHeldWidening, heldWidenings, heldWideningTexts } from '#lib/forecast/held-widening.ts'
import { medianIndex, quantileLevels } from '#lib/model/forecast.ts'
import { dayMs } from '#lib/model/time.ts'
import type { TrackRow } from '#lib/model/track-record.ts'

const levelCount = quantileLevels.length

/** Forecasts of a kind, 28 days scored of each distance 29 to 56, `inside` of them inside. */
function rows(count: number, inside: number, changes: Partial<TrackRow> = {}): TrackRow[] {
  return Array.from({ length: count }, (_, i) => ({
    resourceId: `r${i % 4}`,
    name: 'r',
    resourceClass: 'gpu-pool',
    dimension: 'gpu',
    asOfMs: i * 7 * dayMs,
    origin: 'hindsight',
    horizonDays: 56,
    days: 28,
    mase: 1,
    inside80: inside,
    inside90: inside,
    bias: 0,
    ...changes,
  }))
}

const found = (list: readonly TrackRow[]) => heldWidenings(list).get('gpu-pool')?.gpu

describe('forecasts that do not hold', () => {
  test.each([
    // 22 of 28 = 79 %
    { name: 'what holds is left', list: rows(40, 22) },
    { name: 'what holds too often is left', list: rows(40, 28) },
    { name: 'few forecasts prove nothing', list: rows(8, 5) },
    { name: 'one resource proves nothing of its kind', list: rows(40, 5, { resourceId: 'r' }) },
    { name: 'short stretches prove nothing', list: rows(40, 1, { days: 2 }) },
  ])('$name', ({ list }) => {
    expect(found(list)).toBeUndefined()
  })

  test('are widened by what a normal distribution is short of, less where few tell it', () => {
    // half of the days inside: z(0.9) / z(0.75) = 1.2816 / 0.6745 = 1.900; 36 forecasts of 36 + 12 count
    const [widening] = found(rows(36, 14)) ?? []
    expect(widening).toMatchObject({ fromDay: 29, toDay: 56, share80: 0.5, days: 36 * 28 })
    expect(widening?.factor).toBeCloseTo(1 + (0.9 * 36) / 48, 3)
    const [less] = found(rows(12, 14)) ?? []
    expect(less?.factor).toBeCloseTo(1 + 0.9 / 2, 3)
  })

  test('never beyond 2.5 times, and only at the distance that failed', () => {
    const held = rows(200, 22, { horizonDays: 7, days: 28 })
    expect(found([...held, ...rows(200, 1)])).toHaveLength(1)
    expect(found([...held, ...rows(200, 1)])?.[0]?.factor).toBe(2.5)
  })

  test('what was widened already and holds since keeps about its width: the answer does not swing', () => {
    const before = found(rows(36, 14))?.[0]?.factor ?? 0
    const after = rows(36, 22, { origin: 'published', widening: before })
    const now = found([...rows(36, 14), ...after])?.[0]?.factor ?? 0
    expect(Math.abs(now / before - 1)).toBeLessThan(0.15)
  })
})

describe('widening a fan', () => {
  const widening = { fromDay: 2, toDay: 90, factor: 1.5, share80: 0.6, days: 900 }
  const fan = () =>
    Float64Array.from({ length: 100 * levelCount }, (_, i) => 100 + 10 * ((i % levelCount) - medianIndex))

  test('stretches its days around the median and leaves the others', () => {
    const packed = applyHeldWidening(fan(), [widening])
    const day = (number: number) => [...packed.subarray((number - 1) * levelCount, number * levelCount)]
    expect(day(1)).toEqual([...fan().subarray(0, levelCount)])
    expect(day(2)).toEqual([40, 55, 70, 85, 100, 115, 130, 145, 160, 175])
    // beyond the last distance as there
    expect(day(100)).toEqual(day(2))
  })

  test('does not cross, and does not fall below zero', () => {
    const low = fan().map((value) => value - 95)
    const packed = applyHeldWidening(
      low.map((value) => Math.max(0, value)),
      [widening],
    )
    for (let i = 0; i < packed.length; i++) {
      expect(packed[i]).toBeGreaterThanOrEqual(0)
      if (i % levelCount > 0) expect(packed[i]).toBeGreaterThanOrEqual(packed[i - 1] as number)
    }
  })

  test('is said with its numbers', () => {
    expect(heldWideningTexts([widening])).toEqual([
      'For days 2 to 90 ahead only 60% of the days were inside the 80% interval of earlier forecasts of this kind: it is 50% wider.',
    ])
  })
})
