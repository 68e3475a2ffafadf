import { describe, expect, test } from 'vitest'
import { silenceAsZero } from '#lib/model/silence.ts'
import { hourMs } from '#lib/model/time.ts'

const gap = Number.NaN
const series = (...values: number[]) => ({ startMs: 0, stepMs: hourMs, values: Float64Array.from(values) })
const hours = (from: number, to: number) => ({ fromMs: from * hourMs, toMs: to * hourMs })
const filled = (
  values: number[],
  covered: { fromMs: number; toMs: number } | undefined,
  aliveMs?: number,
) => [...silenceAsZero(series(...values), { covered, aliveMs }).values]

describe('a counter that sends nothing at zero', () => {
  test('counted nothing where it was asked and was there', () => {
    expect(filled([gap, 5, gap, gap, 7, gap], hours(0, 6), 0)).toEqual([0, 5, 0, 0, 7, 0])
  })

  test('is not known outside of what was asked for', () => {
    expect(filled([gap, 5, gap, gap], hours(1, 3), 0)).toEqual([gap, 5, 0, gap])
    expect(filled([gap, 5, gap], undefined, 0)).toEqual([gap, 5, gap])
  })

  test('did not count before it was there', () => {
    expect(filled([gap, gap, gap, 5], hours(0, 4), 2 * hourMs)).toEqual([gap, gap, 0, 5])
  })

  test('is there since its first sample where nobody says since when', () => {
    expect(filled([gap, 5, gap], hours(0, 3))).toEqual([gap, 5, 0])
    expect(filled([gap, gap], hours(0, 2))).toEqual([gap, gap])
  })

  test('that never spoke while it was there counted nothing at all', () => {
    expect(filled([gap, gap], hours(0, 2), -hourMs)).toEqual([0, 0])
  })
})
