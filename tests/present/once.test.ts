import { expect, test } from 'vitest'
import { oncePer } from '#lib/present/once.ts'

test('the same object is worked on once, an equal one again', () => {
  let calls = 0
  const total = oncePer((values: readonly number[]) => {
    calls++
    return values.reduce((sum, value) => sum + value, 0)
  })
  const values = [1, 2, 3]
  expect([total(values), total(values), total([1, 2, 3])]).toEqual([6, 6, 6])
  expect(calls).toBe(2)
})

test('a result that is undefined is remembered too', () => {
  let calls = 0
  const nothing = oncePer((_: object) => {
    calls++
    return undefined
  })
  const key = {}
  expect([nothing(key), nothing(key)]).toEqual([undefined, undefined])
  expect(calls).toBe(1)
})
