import { describe, expect, test } from 'vitest'
import { planFan } from '#lib/forecast/fan.ts'
import { forecasters } from '#lib/forecast/models/index.ts'
import { coverMoves, isStepping } from '#lib/forecast/steps.ts'
import { medianIndex, quantileLevels } from '#lib/model/forecast.ts'

const levelCount = quantileLevels.length
const count = (hour: number) => 4 + Math.floor(hour / 100)

describe('stepping demand', () => {
  test('stays where it is in over half of all steps', () => {
    expect(isStepping(Float64Array.of(2, 2, 2, 3, 3))).toBe(true)
    expect(isStepping(Float64Array.of(2, 2, 3, 4, 4))).toBe(false)
    expect(isStepping(Float64Array.of(1, 2, 3, 4))).toBe(false)
  })

  test('is left to the models that follow steps', () => {
    const observed = Float64Array.from({ length: 600 }, (_, hour) => count(hour))
    const plan = planFan({ observed, seasons: [24, 168], horizon: 48, forecasters })
    expect(plan.forecasters.length).toBeGreaterThan(0)
    expect(plan.forecasters.every(({ followsSteps }) => followsSteps)).toBe(true)
  })

  test('may step again as it did: the outer quantiles reach the next level', () => {
    const values = Float64Array.from({ length: 600 }, (_, hour) => count(hour))
    const packed = coverMoves(new Float64Array(48 * levelCount).fill(9), { values, seasons: [24, 168] })
    // A step every 100 hours: within 24 to 48 hours it comes with a chance of 24 to 48 %, within one hour of 1 %.
    expect(packed[40 * levelCount + quantileLevels.indexOf(0.9)]).toBe(10)
    expect(packed[40 * levelCount + medianIndex]).toBe(9)
    expect(packed[quantileLevels.indexOf(0.9)]).toBe(9)
  })
})
