import { describe, expect, test } from 'vitest'
import type { Option } from '#lib/model/recommendation.ts'
import { recommend } from '#lib/recommend/index.ts'
import { type SizingOptions, sizingInput } from '#tests/support/sizing-input.ts'

const fixed = { minSize: 30, maxSize: 30, desired: 30, zones: 3 }

function fleet(options: SizingOptions = {}) {
  return recommend(sizingInput('asg', options))
}

function optionNamed(options: readonly Option[], id: string): Option {
  const found = options.find((option) => option.id === id)
  if (found === undefined) throw new Error(`${id} is not shown: ${options.map((one) => one.id).join(' ')}`)
  return found
}

describe('a group that scales', () => {
  test('other sizes keep the CPU and memory of the maximum: 30 m7i.xlarge = 15 m7i.2xlarge = 60 m7i.large', () => {
    const { options } = fleet()
    expect(optionNamed(options, 'm7i.2xlarge-x15').settings).toEqual({ minimum: 3, maximum: 15 })
    expect(optionNamed(options, 'm7i.large-x60').settings).toEqual({ minimum: 12, maximum: 60 })
  })

  test('where memory is not measured a size with half of it per vCPU needs twice the members', () => {
    const { options, refusedCounts } = fleet({ demand: { memory: undefined } })
    for (const option of options) expect(option.memoryGib * option.count).toBeGreaterThanOrEqual(480)
    expect(refusedCounts['dimension-unknown'] ?? 0).toBe(0)
  })

  test('members become at most twice as many and four times as large', () => {
    const { options, refusedCounts } = fleet()
    for (const option of options) {
      expect(option.count).toBeLessThanOrEqual(60)
      expect(option.count).toBeGreaterThanOrEqual(7)
    }
    expect(refusedCounts['not-offered']).toBeUndefined()
  })

  test('fewer, larger members are never fewer than one a zone', () => {
    const facts = { minSize: 3, maxSize: 30, desired: 10, zones: 3 }
    const { options } = fleet({ resource: { facts } })
    for (const option of options)
      if (option.settings.minimum !== undefined) expect(option.settings.minimum).toBeGreaterThanOrEqual(3)
  })

  test('burstable members are judged by the load of those in service, not by the maximum', () => {
    // 10 members on average carry 27 vCPU of mean load, 2.7 each; t3.xlarge sustains 1.6
    const input = sizingInput('asg', { demand: { cpu: { median: 45 }, memory: { median: 60 } } })
    const shapes = input.shapes.filter(({ name }) => name === 'm7i.xlarge' || name.startsWith('t3'))
    const { options } = recommend({ ...input, shapes })
    const burstable = options.filter((option) => option.shape.startsWith('t3'))
    expect(burstable.length).toBeGreaterThan(0)
    for (const option of burstable) expect(option.excuse?.reason).toBe('burstable')
  })
})

describe('memory of one member', () => {
  /** 10 members on average that use so much memory each; the total at the maximum of 30 stays far below. */
  function usingGib(gib: number) {
    const input = sizingInput('asg', { demand: { memory: { median: 90, meanShare: gib / 9 } } })
    return recommend({
      ...input,
      shapes: input.shapes.filter(({ family }) => ['m7i', 'c7i'].includes(family)),
    })
  }

  test('half the memory for each member is fine while each uses less than its safe limit: 5 of 7.2 GiB', () => {
    expect(usingGib(5).recommended?.id).toBe('c7i.xlarge-x30')
  })

  test('and is not when each uses more, although the group at its maximum has plenty', () => {
    const { recommended, options } = usingGib(7.5)
    expect(recommended).toBeUndefined()
    const { excuse } = optionNamed(options, 'c7i.xlarge-x30')
    expect(excuse?.reason).toBe('chance-above-policy')
    expect(excuse?.text).toBe(
      'A member would use 7.5 GiB, above the safe limit of 7.2 GiB of one c7i.xlarge.',
    )
  })
})

describe('a group of fixed size', () => {
  const quiet = { cpu: { median: 30 }, memory: { median: 80 }, 'group-maximum': { median: 30, sigma: 0.001 } }

  test('its maximum runs out of nothing, and fewer members of the same shape are offered', () => {
    const result = fleet({ resource: { facts: fixed }, demand: quiet })
    expect(result.finding).toBe('oversized')
    expect(result.current?.dimensions.map((one) => one.dimension)).toEqual(['cpu', 'memory'])
    expect(result.recommended?.shape).toBe('m7i.xlarge')
    expect(result.recommended?.count).toBeLessThan(30)
  })

  test('of a previous generation may grow with the shape it has', () => {
    const demand = { cpu: { median: 60 }, 'group-maximum': { median: 26, monthlyGrowth: 0.05 } }
    const { recommended } = fleet({ resource: { shape: 'm5.xlarge' }, demand })
    expect(recommended?.shape).toBe('m5.xlarge')
    expect(recommended?.settings.maximum).toBeGreaterThan(30)
  })

  test('is not replaced by a swarm of members with a fraction of the memory', () => {
    const input = sizingInput('asg', { resource: { facts: fixed }, demand: quiet })
    const [model] = input.shapes
    const [price] = input.prices
    if (model === undefined || price === undefined) throw new Error('the catalogue is empty')
    const tiny = {
      ...model,
      name: 'm7i.nano',
      family: 'm7i',
      currentGeneration: true,
      capacity: { cpu: 4, memory: 0.5 },
    }
    const result = recommend({
      ...input,
      shapes: [...input.shapes, tiny],
      prices: [...input.prices, { ...price, shape: 'm7i.nano', hourlyUsd: 0.001 }],
    })
    expect(result.options.map((option) => option.shape)).not.toContain('m7i.nano')
  })

  test('one member less than recommended is refused with its number', () => {
    const result = fleet({ resource: { facts: fixed }, demand: quiet })
    const less = optionNamed(result.options, `m7i.xlarge-x${(result.recommended?.count ?? 0) - 1}`)
    expect(less.excuse?.text).toMatch(/\d%/)
  })
})

describe('a pool of GPU nodes', () => {
  test('gives nodes back only with the chance that they may not be obtainable again', () => {
    const result = recommend(
      sizingInput('gpu-pool', { demand: { gpu: { median: 9 }, 'gpu-memory': { median: 500 } } }),
    )
    expect(result.recommended).toMatchObject({
      id: 'p5.48xlarge-x2',
      settings: { count: 2 },
      reversible: false,
    })
    expect(result.recommended?.note).toContain('May not be obtainable again.')
    expect(result.recommended?.deltaMonthlyUsd).toBeCloseTo(-2 * 55.04 * 730, 2)
  })

  test('never offers another GPU model', () => {
    const { options } = recommend(sizingInput('gpu-pool'))
    expect(new Set(options.map((option) => option.shape))).toEqual(new Set(['p5.48xlarge']))
  })

  test('GPU memory that is held ahead of use is no need, and that is said with how busy the GPUs are', () => {
    // 2250 x 0.6 GB on 32 x 0.6 held GPUs = 70.3 of 80 GB each, the same every day.
    const demand = { gpu: { median: 32 }, 'gpu-memory': { median: 2250, swing: 0 } }
    const signals = { 'gpu-utilization': { min: 3, p50: 8, max: 21 } }
    const result = recommend(sizingInput('gpu-pool', { demand, signals }))
    const memory = result.current?.dimensions.find(({ dimension }) => dimension === 'gpu-memory')
    expect(memory?.chance).toBeNull()
    expect(result.evidence[0]?.text).toContain(
      'each with 70.3 GB of memory that has not moved for 30 days: memory is preallocated and the need is not known. The GPUs are 8% busy',
    )
  })

  test('GPU memory can decide where the count of GPUs does not', () => {
    const result = recommend(
      sizingInput('gpu-pool', {
        demand: { gpu: { median: 9 }, 'gpu-memory': { median: 2250, swing: 0.05 } },
      }),
    )
    expect(result.bindingDimension).toBe('gpu-memory')
    expect(result.recommended?.count).toBe(5)
  })
})
