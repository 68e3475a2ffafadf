import { describe, expect, test } from 'vitest'
import {
  amountText,
  chanceText,
  dayText,
  deltaText,
  dimensionText,
  listText,
  numberText,
  riskText,
  usdText,
} from '#lib/recommend/wording.ts'

const now = Date.UTC(2026, 10, 22)

describe('numbers in sentences', () => {
  test.each([
    [0, '<1%'],
    [0.0099, '<1%'],
    [0.224, '22%'],
    [0.991, '>99%'],
    [1, '>99%'],
  ])('a chance of %d is %s', (chance, text) => expect(chanceText(chance)).toBe(text))

  test.each([
    [0.03, '3%'],
    [0.015, '1.5%'],
    [0.125, '13%'],
    [0.25, '25%'],
  ])('an accepted risk of %d is %s', (risk, text) => expect(riskText(risk)).toBe(text))

  test.each([
    [Date.UTC(2027, 0, 14), '14 Jan'],
    [Date.UTC(2026, 2, 3), '3 Mar'],
    [Date.UTC(2025, 10, 28), '28 Nov 2025'],
    [Date.UTC(2028, 0, 14), '14 Jan 2028'],
  ])('day %d is %s', (ms, text) => expect(dayText(ms, now)).toBe(text))

  test.each([
    [6.254, '6.25'],
    [17.84, '17.8'],
    [99.97, '100'],
    [1395.6, '1,396'],
    [0, '0'],
  ])('%d is %s', (value, text) => expect(numberText(value)).toBe(text))

  test.each([
    [-8196.2, '−$8,196/mo'],
    [569, '+$569/mo'],
    [0.3, '$0/mo'],
  ])('a difference of %d is %s', (usd, text) => expect(deltaText(usd)).toBe(text))

  test('money, amounts, names and lists', () => {
    expect(usdText(1396)).toBe('$1,396/mo')
    expect(amountText(1200, 'storage')).toBe('1,200 GiB')
    expect(dimensionText('gpu-memory')).toBe('GPU memory')
    expect(dimensionText('read-units')).toBe('read units')
    expect(listText(['a', 'b', 'c'])).toBe('a, b and c')
    expect(listText(['a'])).toBe('a')
  })
})
