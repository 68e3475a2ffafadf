import { expect, test } from 'vitest'
import { quantityOf } from '#lib/model/kubernetes-quantity.ts'

// Source of the meanings: the Quantity type of the Kubernetes API reference.
test.each([
  ['250m', 0.25],
  ['4', 4],
  ['1.5', 1.5],
  ['.5', 0.5],
  ['1e3', 1000],
  ['16Gi', 16 * 2 ** 30],
  ['129M', 129e6],
  ['128974848', 128_974_848],
  ['2Ki', 2048],
  ['1T', 1e12],
  ['100u', 1e-4],
  [110, 110],
])('%s is %d', (text, value) => {
  expect(quantityOf(text)).toBeCloseTo(value, 12)
})

test.each(['', 'a lot', '4 cores', '1mi', '-', 'Gi', undefined, Number.NaN])('%s is no quantity', (text) => {
  expect(quantityOf(text)).toBeUndefined()
})
