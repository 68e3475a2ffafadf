import { describe, expect, test } from 'vitest'
import type { Dimension } from '#lib/model/capacity.ts'
import { adviseInHindsight, recommend } from '#lib/recommend/index.ts'
import { sizingInput } from '../support/sizing-input.ts'

/** 14 days of hours at one level, three of them (0.9 %) at another: above the 99.5th percentile. */
function hours(level: number, peak = level): Float64Array {
  const values = new Float64Array(14 * 24).fill(level)
  values.fill(peak, 100, 103)
  return values
}

const calm = (cpu: number, memory: number) =>
  new Map<Dimension, Float64Array>([
    ['cpu', hours(cpu)],
    ['memory', hours(memory)],
  ])

describe('advice in hindsight', () => {
  const input = sizingInput('ec2-instance', { demand: { cpu: { median: 1 }, memory: { median: 6 } } })

  test('is what the recommendation says, with the demand that counts as a breach of each size', () => {
    const { recommended, current } = recommend(input)
    const { sizes } = adviseInHindsight(input, calm(1, 6))
    expect(sizes?.advised.label).toBe(recommended?.label)
    expect(sizes?.kept).toMatchObject({ label: 'm7i.2xlarge', monthlyUsd: current?.monthlyUsd })
    // m7i.2xlarge: 8 vCPU and 32 GiB, of which 20 % and 10 % stay free
    expect(sizes?.kept.levels).toMatchObject({ cpu: 8 * 0.8, memory: 32 * 0.9 })
  })

  test('has a reason where nothing was measured', () => {
    const demand = { cpu: undefined, memory: undefined, network: undefined, throughput: undefined }
    const advice = adviseInHindsight(sizingInput('ec2-instance', { demand }), new Map())
    expect(advice.sizes).toBeUndefined()
    expect(advice.reason).toMatch(/\.$/)
  })
})

describe('the percentile rule', () => {
  const input = sizingInput('ec2-instance')
  const rule = (cpu: number, memory: number) => adviseInHindsight(input, calm(cpu, memory)).sizes?.rule

  test.each([
    // need / 0.8: of 8 vCPU and 32 GiB
    { name: 'keeps the size that is just filled', cpu: 6.4, memory: 25.6, vcpu: 8 },
    { name: 'goes up a little above it', cpu: 6.5, memory: 12, vcpu: 16 },
    { name: 'goes down where half is enough', cpu: 3.1, memory: 12.7, vcpu: 4 },
  ])('$name', ({ cpu, memory, vcpu }) => {
    const found = rule(cpu, memory)
    expect((found?.levels.cpu ?? 0) / 0.8).toBeGreaterThanOrEqual(cpu / 0.8 - 1e-9)
    expect(found?.monthlyUsd).toBeGreaterThan(0)
    const shape = input.shapes.find(({ name }) => name === found?.label)
    expect(shape?.capacity.cpu).toBe(vcpu)
    expect(shape?.arch).toBe('x86_64')
    expect(shape?.burstable).toBe(false)
  })

  test('does not see what is rarer than one hour in 200', () => {
    const rare = new Map<Dimension, Float64Array>([['cpu', new Float64Array(336).fill(1)]])
    rare.get('cpu')?.fill(30, 0, 1)
    expect(adviseInHindsight(input, rare).sizes?.rule.levels.cpu).toBeLessThan(30)
  })

  test('keeps groups as they are', () => {
    const group = sizingInput('asg', { demand: { cpu: { median: 4 }, memory: { median: 20 } } })
    const { sizes } = adviseInHindsight(group, calm(4, 20))
    expect(sizes?.rule.label).toBe(sizes?.kept.label)
  })
})
