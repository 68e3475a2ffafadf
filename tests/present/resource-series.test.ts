import { describe, expect, test } from 'vitest'
import { quantileLevels } from '#lib/model/forecast.ts'
import { dayMs, dayStart } from '#lib/model/time.ts'
import { chartParts } from '#lib/present/resource-chart.ts'
import { seriesCsv } from '#lib/present/resource-csv.ts'
import { chanceAbove, hoverPoints } from '#lib/present/resource-hover.ts'
import { type Levels, levelOf, peakSeries, weekMedian } from '#lib/present/resource-series.ts'
import { blockName, hclString } from '#lib/present/resource-terraform.ts'
import { detailFixture } from '#tests/support/detail-fixture.ts'
import { forecastOf, historyOf, nowMs, paths } from '#tests/support/detail-series.ts'

describe('the 7-day median', () => {
  test('is the trailing one of seven days', () => {
    // Windows of the last values: 1..7 has median 4, 2..8 has 5, 3..9 has 6.
    expect(weekMedian([1, 2, 3, 4, 5, 6, 7, 8, 9]).slice(6)).toEqual([4, 5, 6])
  })

  test('a day that was not observed has none, and is not bridged', () => {
    const values = [1, 1, 1, 1, null, 1, 1]
    expect(weekMedian(values)[4]).toBeNull()
  })

  test('after a long gap it waits for three days', () => {
    const values = [5, 5, 5, null, null, null, null, null, null, null, 9, 9, 9]
    expect(weekMedian(values).slice(10)).toEqual([null, null, 9])
  })

  test('of an even number of days is the mean of the middle two', () => {
    expect(weekMedian([1, 2, 3, 4])[3]).toBe(2.5)
  })
})

describe('the drawn window', () => {
  const series = peakSeries(historyOf(paths.cpu), forecastOf(paths.cpu), nowMs)

  test('begins 120 days before the forecast and aligns with the history by day', () => {
    expect(series.startMs).toBe(dayStart('2026-11-22') - 120 * dayMs)
    expect(series.daily).toHaveLength(120)
    const history = historyOf(paths.cpu)
    expect(series.daily[119]).toBe(history.peak[199])
  })

  test('days before the history are null', () => {
    const short = { ...historyOf(paths.cpu), startMs: dayStart('2026-11-12') }
    const daily = peakSeries(short, forecastOf(paths.cpu), nowMs).daily
    expect(daily.slice(0, 110).every((value) => value === null)).toBe(true)
    expect(daily[110]).not.toBeNull()
  })

  test('the forecast continues the measured median: its first day is six sevenths history', () => {
    const last = series.smooth[119] ?? 0
    expect(Math.abs((series.levels?.median[0] ?? 0) / last - 1)).toBeLessThan(0.03)
  })

  test('a level is unpacked by its index', () => {
    const values = Float32Array.from({ length: 3 * quantileLevels.length }, (_, i) => i)
    expect(levelOf({ startMs: 0, stepMs: dayMs, values }, 4, 365)).toEqual([4, 14, 24])
    expect(levelOf({ startMs: 0, stepMs: dayMs, values }, 4, 2)).toEqual([4, 14])
  })
})

describe('what the pointer finds', () => {
  const item = { dimension: 'cpu', history: historyOf(paths.cpu), forecast: forecastOf(paths.cpu) } as const
  const parts = chartParts({ item, horizonDays: 90, nowMs })
  const points = hoverPoints(parts)

  test('is one point for each observed day and each day ahead, in order of time', () => {
    // 120 days less 4 missing ones and 180 ahead; after the gap the median waits for three days: none of them lost.
    expect(points.length).toBeGreaterThanOrEqual(290)
    expect(points.length).toBeLessThanOrEqual(296)
    const times = points.map((point) => point.ms)
    expect(times).toEqual([...times].sort((a, b) => a - b))
  })

  test('says date, median, 80 % interval and the chance above the limit, in that order', () => {
    const last = points.at(-1)
    expect(last?.title).toBe('Thu 20 May 2027')
    expect(last?.lines.map(([term]) => term)).toEqual(['Median', '80% interval', 'Above 80%'])
  })

  test.each([
    [1, '<3%'],
    [0.5, '50%'],
    [0.3, '70%'],
    [0.1, '90%'],
    [0, '>97%'],
  ])('the chance above the %s quantile of a day is %s', (level, expected) => {
    // Quantiles that equal their level: the limit at value v is passed with a chance of 1 - v.
    const values = { q025: 0.025, q10: 0.1, q25: 0.25, median: 0.5, q75: 0.75, q90: 0.9, q975: 0.975 }
    const levels = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value]]))
    expect(chanceAbove({ startMs: 0, ...levels } as unknown as Levels, 0, level)).toBe(expected)
  })
})

describe('the series as CSV', () => {
  const csv = seriesCsv(detailFixture(), 'cpu') ?? ''
  const lines = csv.trimEnd().split('\r\n')

  test('has a header with units, and a line for each day measured and forecast', () => {
    expect(lines[0]).toBe(
      `day,kind,mean (vCPU),peak (vCPU),maximum (vCPU),capacity (vCPU),${quantileLevels.map((q) => `peak q${q} (vCPU)`).join(',')}`,
    )
    expect(lines.filter((line) => line.includes(',measured,'))).toHaveLength(200)
    expect(lines.filter((line) => line.includes(',forecast,'))).toHaveLength(365)
    const widths = new Set(lines.map((line) => line.split(',').length))
    expect([...widths]).toEqual([16])
  })

  test('a missing day is empty and not zero', () => {
    expect(lines.find((line) => line.startsWith('2026-09-03'))).toBe(
      `2026-09-03,measured,,,,8${','.repeat(10)}`,
    )
  })

  test('no cell begins like a formula', () => {
    expect(csv).not.toMatch(/(^|,|\n)[=+\-@\t]/)
  })

  test('of a dimension that is not there is nothing', () => {
    expect(seriesCsv(detailFixture(), 'gpu')).toBeUndefined()
  })
})

describe('Terraform text', () => {
  test.each([
    ['orders-primary', 'orders_primary'],
    ['1st', 'r_1st'],
    ['--', 'r_'],
    ['i-0abc', 'i_0abc'],
  ])('%s becomes the block name %s', (name, expected) => {
    expect(blockName(name)).toBe(expected)
  })

  test.each([
    ['db.m7g.large', '"db.m7g.large"'],
    ['a"b\\c', '"a\\"b\\\\c"'],
    ['\u0024{file("/x")}', '"\u0024$\u007bfile(\\"/x\\")}"'],
    ['%{if true}', '"%%{if true}"'],
    ['a\nb', '"a b"'],
  ])('%j is quoted as %s', (text, expected) => {
    expect(hclString(text)).toBe(expected)
  })
})
