import { describe, expect, test } from 'vitest'
import { dayMs } from '#lib/model/time.ts'
import {
  chance,
  chanceWord,
  dateOrAfter,
  dateRange,
  day,
  dayInWords,
  duration,
  middleCut,
  minutes,
  percentRange,
  plural,
  quantity,
  sizeLabel,
  usd,
  usdAxis,
  usdDelta,
  usdShort,
} from '#lib/present/format.ts'

const nowMs = Date.UTC(2026, 10, 22, 14, 5)

describe('money', () => {
  test.each([
    [0, '$0'],
    [0.2, '<$1'],
    [164_288.4, '$164,288'],
    [-8196, '\u2212$8,196'],
  ])('%s exactly is %s', (value, text) => expect(usd(value)).toBe(text))

  test.each([
    [940, '$940'],
    [999.6, '$1k'],
    [164_288, '$164k'],
    [1_268_000, '$1.27M'],
    [999_499, '$999k'],
    [-66_233, '\u2212$66.2k'],
  ])('%s on a tile is %s', (value, text) => expect(usdShort(value)).toBe(text))

  test.each([
    [569, '+$569'],
    [-8196, '\u2212$8,196'],
    [0, '\u2013'],
    [0.3, '\u2013'],
  ])('a change of %s is %s', (value, text) => expect(usdDelta(value)).toBe(text))

  test('the ticks of one axis share the unit of the highest', () => {
    const tick = usdAxis(1_400_000)
    expect([0, 800_000, 1_000_000, -200_000].map(tick)).toEqual(['$0', '$0.8M', '$1.0M', '\u2212$0.2M'])
    expect(usdAxis(40_000)(20_000)).toBe('$20k')
  })
})

describe('chance', () => {
  test.each([
    [0, '<1%'],
    [0.004, '<1%'],
    [0.005, '1%'],
    [0.82, '82%'],
    [0.994, '99%'],
    [0.995, '>99%'],
    [1, '>99%'],
  ])('%s is never certain: %s', (value, text) => expect(chance(value)).toBe(text))

  test.each([
    [0.95, 'almost certain'],
    [0.949, 'almost certain'],
    [0.94, 'likely'],
    [0.66, 'likely'],
    [0.65, 'about even'],
    [0.34, 'about even'],
    [0.33, 'unlikely'],
    [0.05, 'unlikely'],
    [0.04, 'very unlikely'],
  ])('%s is %s', (value, word) => expect(chanceWord(value)).toBe(word))
})

describe('dates', () => {
  test.each([
    [Date.UTC(2027, 0, 14), '14 Jan'],
    [Date.UTC(2026, 1, 3), '3 Feb'],
    [Date.UTC(2025, 11, 31), '31 Dec 2025'],
    [Date.UTC(2028, 0, 1), '1 Jan 2028'],
  ])('%d carries its year only when it is neither of this year nor of the next twelve months', (ms, text) => {
    expect(day(ms, nowMs)).toBe(text)
  })

  test('a sentence spells the month out', () => {
    expect(dayInWords(Date.UTC(2027, 1, 20), nowMs)).toBe('20 February')
    expect(dayInWords(Date.UTC(2028, 1, 20), nowMs)).toBe('20 February 2028')
  })

  const axis = { asOfMs: Date.UTC(2026, 10, 22), axisDays: 180, nowMs }

  test('what lies beyond the axis is said by its last month', () => {
    expect(dateOrAfter(53, axis)).toBe('14 Jan')
    expect(dateOrAfter(181, axis)).toBe('after May')
    expect(dateOrAfter(null, axis)).toBe('after May')
    expect(dateOrAfter(180, axis)).toBe('21 May')
  })

  test('an interval keeps both ends, and one word when both are beyond the axis', () => {
    expect(dateRange(34, 125, axis)).toBe('26 Dec – 27 Mar')
    expect(dateRange(79, null, axis)).toBe('9 Feb – after May')
    expect(dateRange(null, null, axis)).toBe('after May')
  })
})

describe('other quantities', () => {
  test('durations use two units at most', () => {
    expect(duration(35_000)).toBe('35 s')
    expect(duration((6 * 60 + 20) * 60_000)).toBe('6 h 20 min')
    expect(duration(2 * dayMs)).toBe('2 d')
  })

  test('minutes above the limit keep a decimal while they are few', () => {
    expect([0, 0.2, 1.3, 380].map(minutes)).toEqual(['0 min', '<1 min', '1.3 min', '6 h 20 min'])
  })

  test('amounts carry the unit of their dimension', () => {
    expect(quantity(17.83, 'memory')).toBe('17.8 GiB')
    expect(quantity(3000, 'iops')).toBe('3,000 IOPS')
  })

  test('labels of options get the multiplication sign only before a number', () => {
    expect(sizeLabel('c7g.4xlarge x 12')).toBe('c7g.4xlarge × 12')
    expect(sizeLabel('x 1e x large')).toBe('x 1e x large')
  })

  test('ranges, plurals and cuts', () => {
    expect(percentRange(0.75, 0.8)).toBe('75–80%')
    expect(percentRange(0.751, 0.754)).toBe('75%')
    expect(plural(1, 'change')).toBe('1 change')
    expect(plural(5739, 'change')).toBe('5,739 changes')
    expect(middleCut('arn:aws:rds:us-east-1:111122223333:db:orders', 21)).toBe('arn:aws:rd…:db:orders')
  })
})
