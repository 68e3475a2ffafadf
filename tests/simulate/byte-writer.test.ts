import fc from 'fast-check'
import { expect, test } from 'vitest'
import { numberBytes, openWriter, reserve, writeNumber } from '#lib/simulate/cloudwatch/byte-writer.ts'

function textOf(value: number): string {
  const writer = openWriter(4)
  reserve(writer, numberBytes)
  writeNumber(writer, value)
  return Buffer.from(writer.bytes.subarray(0, writer.length)).toString()
}

test.each([
  [0, '0'],
  [7, '7'],
  [1.5, '1.5'],
  [0.1 + 0.2, '0.3'],
  [-12.25, '-12.25'],
  [99.9999999999, '100'],
  [100, '100'],
  [2 ** 40, '1099511627776'],
  [0.001, '0.001'],
  [1e-7, '1e-7'],
  [2_147_483_646, '2147483646'],
])('%f is written %s', (value, text) => {
  expect(textOf(value)).toBe(text)
})

test('every finite number stays the same float32', () => {
  const doubles = fc.double({ noNaN: true, noDefaultInfinity: true })
  const usual = fc.double({ min: -1e6, max: 1e6, noNaN: true })
  fc.assert(
    fc.property(fc.oneof(doubles, usual), (value) => {
      expect(Math.fround(JSON.parse(textOf(value)))).toBe(Math.fround(value === 0 ? 0 : value))
    }),
    { numRuns: 2000, seed: 11 },
  )
})
