import fc from 'fast-check'
import { expect, test } from 'vitest'
import { traceNumber } from '#lib/simulate/replay/trace-number.ts'

const read = (text: string) => traceNumber(Buffer.from(text), 0, text.length)

test.each<[string, number | undefined]>([
  ['', Number.NaN],
  ['0', 0],
  ['-0.5', -0.5],
  ['.25', 0.25],
  ['12.', 12],
  ['1e-3', 0.001],
  ['12345678901234567000', 12345678901234567000],
  ['nan', Number.NaN],
  ['Infinity', Number.NaN],
  ['1e999', Number.NaN],
  [' 7 ', 7],
  ['1.2.3', undefined],
  ['-', undefined],
  ['x', undefined],
])("'%s' is %s", (text, value) => {
  expect(read(text)).toBe(value)
})

test('every decimal is read as JavaScript reads it', () => {
  const decimals = fc.tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 999_999 }))
  fc.assert(
    fc.property(decimals, ([whole, fraction]) => {
      const text = `${whole}.${fraction}`
      expect(read(text)).toBe(Number(text))
    }),
    { seed: 3, numRuns: 500 },
  )
})
