import { describe, expect, test } from 'vitest'
import { cpuConversion, levelAfterCrossing, processorOf, scoresByFamily } from '#lib/recommend/cpu.ts'
import { shapes } from '#tests/support/catalogue.ts'

function shapeOf(name: string) {
  const found = shapes.find((shape) => shape.name === name)
  if (found === undefined) throw new Error(`no ${name} in the catalogue`)
  return found
}

describe('CPU across families', () => {
  test.each([
    ['c7i', '7i'],
    ['m7i-flex', '7i'],
    ['db.r7g', '7g'],
    ['c7gn', '7g'],
    ['m6id', '6i'],
    ['m6a', '6a'],
    ['m5d', '5'],
    ['t3', '3'],
    ['t3a', '3a'],
  ])('%s runs on processor %s', (family, processor) => {
    expect(processorOf(family)).toBe(processor)
  })

  test.each([
    // CoreMark per vCPU (2025-12-10): m5 14,704, m7g 25,725, m7i 23,274
    ['m5.xlarge', 'm7g.xlarge', 25_725 / 14_704, true],
    ['m7g.xlarge', 'm5.xlarge', 14_704 / 25_725, true],
    ['m5.xlarge', 'm7i.xlarge', 23_274 / 14_704, true],
    ['m7i.xlarge', 'c7i.xlarge', 1, false],
    ['db.m7g.large', 'db.r7g.2xlarge', 1, false],
  ])('one vCPU of %s is worth so much in %s', (from, to, factor, crossed) => {
    const found = cpuConversion(shapeOf(from), shapeOf(to), new Map())
    expect(found?.factor).toBeCloseTo(factor, 9)
    expect(found?.crossed).toBe(crossed)
  })

  test('a class takes the score of its EC2 twin, and without any there is no conversion', () => {
    const unmeasured = { ...shapeOf('db.m7g.large'), cpuScorePerVcpu: undefined }
    const from = shapeOf('db.m5.large')
    expect(cpuConversion(from, unmeasured, new Map())).toBeUndefined()
    expect(cpuConversion(from, unmeasured, scoresByFamily(shapes))?.factor).toBeCloseTo(25_725 / 14_704, 9)
  })

  test('crossing adds 15 % of spread: 1 + 1.3 / 1.15 = 2.13, and nothing below the median', () => {
    expect(levelAfterCrossing(2.3, 1)).toBeCloseTo(2.1304, 4)
    expect(levelAfterCrossing(0.8, 1)).toBe(0.8)
  })
})
