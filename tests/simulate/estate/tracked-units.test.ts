import { expect, test } from 'vitest'
import { type TrackedUnits, trackedUnits } from '#lib/simulate/estate/tracked-units.ts'

const day = 288
/** What is used by the hour; nothing varies below it. */
function machineOver(hourly: (hour: number) => number): ReturnType<typeof trackedUnits> {
  const signal: TrackedUnits['signal'] = {
    seed: 1,
    hourly: (fromHour, count) => Float64Array.from({ length: count }, (_, i) => hourly(fromHour + i)),
    ceiling: Number.POSITIVE_INFINITY,
    ripple: 0,
    flutter: 0,
    spread: 0,
    resolution: 0.001,
  }
  return trackedUnits({ signal, target: 0.7, least: 10, most: 1000 })
}

test('grow to the target at once and shrink a quarter of an hour after 20 points below it', () => {
  // 350 of 500 units are 70 %; 140 are 28 % of them.
  const units = machineOver((hour) => (hour % 24 < 12 ? 350 : 140))
  const from = 100 * 7 * day
  const found = units(from, day)
  expect(found[0]).toBe(500)
  expect(found[143]).toBe(500)
  expect([...found.slice(144, 149)]).toEqual([500, 500, 500, 200, 200])
  // The same whichever block is asked from.
  expect([...units(from + 140, 10)]).toEqual([...found.slice(140, 150)])
})

test('stay where they are used at more than 20 points below the target, and within their bounds', () => {
  const calm = machineOver((hour) => (hour % 24 < 12 ? 350 : 255))
  expect(new Set(calm(100 * 7 * day, day))).toEqual(new Set([500]))
  expect(Math.max(...machineOver(() => 5000)(0, day))).toBe(1000)
  expect(Math.min(...machineOver(() => 0.1)(0, day))).toBe(10)
})

test('shrink four times a day at any time, and then an hour after the last', () => {
  // Up for half an hour at the start of each hour would be a decrease an hour: hourly steps here, 12 falls a day.
  const units = machineOver((hour) => (hour % 2 === 0 ? 350 : 70))(100 * 7 * day, day)
  const falls = [...units].filter((value, i) => i > 0 && value < (units[i - 1] as number))
  expect(falls.length).toBe(12)
})
