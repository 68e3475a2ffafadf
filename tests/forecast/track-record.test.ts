import { describe, expect, test } from 'vitest'
import { scoreForecast } from '#lib/forecast/index.ts'
import { quantileLevels } from '#lib/model/forecast.ts'
import { dayMs } from '#lib/model/time.ts'

/** Every day: median 100, 80 % interval 90 to 110, 90 % interval 85 to 115. */
const levels = [80, 85, 90, 95, 100, 105, 110, 115, 120, 125]
const known = 28

function bandOf(days: number) {
  const values = Float32Array.from(
    { length: days * quantileLevels.length },
    (_, i) => levels[i % 10] as number,
  )
  return { startMs: known * dayMs, stepMs: dayMs, values }
}

/** 28 days of weeks that alternate between 96 and 104 (the weekly naive errs by 8 each day), then `future`. */
function historyOf(future: readonly number[]) {
  const past = Array.from({ length: known }, (_, day) => (Math.floor(day / 7) % 2 === 0 ? 96 : 104))
  return { startMs: 0, peak: Float32Array.from([...past, ...future]) }
}

describe('the track record', () => {
  test('scores the stretches that have passed: error against the weekly naive, coverage, bias', () => {
    const history = historyOf([104, 112, 88, 100, 100, 120, 100, 90])
    expect(scoreForecast({ peak: bandOf(365), history })).toEqual([
      // |100 - 104| / 8; inside both; 4 too low of 104
      { horizonDays: 1, days: 1, mase: 0.5, inside80: 1, inside90: 1, bias: -4 / 104 },
      // errors 12, 12, 0, 0, 20, 0 of 6 days over 8; 112 and 88 in the 90 % interval alone, 120 in none
      { horizonDays: 7, days: 6, mase: 44 / 6 / 8, inside80: 3, inside90: 5, bias: -20 / 620 },
    ])
  })

  test('leaves out days without an observation, and a stretch that has none', () => {
    const gap = Number.NaN
    const scores = scoreForecast({
      peak: bandOf(365),
      history: historyOf([gap, 100, gap, gap, 100, gap, gap]),
    })
    expect(scores).toEqual([{ horizonDays: 7, days: 2, mase: 0, inside80: 2, inside90: 2, bias: 0 }])
  })

  test('says nothing of a stretch that has not passed in full', () => {
    expect(scoreForecast({ peak: bandOf(365), history: historyOf([]) })).toEqual([])
    const scores = scoreForecast({ peak: bandOf(365), history: historyOf(new Array(27).fill(100)) })
    expect(scores.map(({ horizonDays }) => horizonDays)).toEqual([1, 7, 14])
  })

  test('has no ratio where the naive forecast never erred', () => {
    const history = { startMs: 0, peak: new Float32Array(known + 1).fill(100) }
    expect(scoreForecast({ peak: bandOf(365), history })).toMatchObject([{ mase: null, inside80: 1 }])
  })

  test('counts a value on the end of an interval as inside, as float32 rounds it', () => {
    const history = historyOf([110])
    expect(scoreForecast({ peak: bandOf(365), history })).toMatchObject([{ inside80: 1 }])
  })
})
