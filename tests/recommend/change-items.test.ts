import { describe, expect, test } from 'vitest'
import { dayMs } from '#lib/model/time.ts'
import { recommend, summarize } from '#lib/recommend/index.ts'
import { nowMs } from '#tests/support/evidence.ts'
import { sizingInput } from '#tests/support/sizing-input.ts'

type Input = Parameters<typeof recommend>[0]

function textOf(input: Input, title: string): string {
  return recommend(input).evidence.find((item) => item.title === title)?.text ?? ''
}

/** 8 vCPU of a previous generation, used so that only as many of a newer one do. */
function previousGeneration(cpuMedian: number): Input {
  return sizingInput('rds-instance', {
    resource: { shape: 'db.m5.2xlarge' },
    capacity: { cpu: 8, memory: 32, connections: 2730, iops: 12_000 },
    demand: { cpu: { median: cpuMedian } },
  })
}

describe('the price of a change', () => {
  test('what saves says so', () => {
    const input = sizingInput('ec2-instance', { demand: { cpu: { median: 1.6 }, memory: { median: 9 } } })
    // 0.2016 x 730
    expect(textOf(input, 'The change')).toMatch(/^m7i\.xlarge saves \$147\/mo and /)
  })

  test('a larger maximum costs nothing now', () => {
    const demand = { 'group-maximum': { median: 26, monthlyGrowth: 0.05 }, cpu: { median: 60 } }
    expect(textOf(sizingInput('asg', { demand }), 'The change')).toMatch(
      /^Raising the group's maximum to 45 members at no cost now cuts the chance of a breach from 51% to <1% and holds/,
    )
  })

  test('a cheaper size is cheaper than the one recommended, or than the present one', () => {
    const demand = { cpu: { median: 1.6 }, memory: { median: 9 } }
    expect(textOf(sizingInput('ec2-instance', { demand }), 'Why not cheaper')).toContain(
      'cheaper than the recommended size.',
    )
    expect(textOf(sizingInput('ec2-instance'), 'Why not cheaper')).toContain('cheaper than the present size.')
  })
})

describe('the same size in another family', () => {
  test('is a cheaper generation, and nothing of it is too large', () => {
    const input = previousGeneration(4.5)
    const { recommended } = recommend(input)
    expect(recommended).toMatchObject({
      shape: 'db.m7g.2xlarge',
      sameSize: true,
      action: 'Moving to the cheaper generation db.m7g.2xlarge',
    })
    // (0.684 - 0.648) x 2 x 730
    expect(textOf(input, 'The change')).toMatch(
      /^Moving to the cheaper generation db\.m7g\.2xlarge \(8 vCPU and 32 GiB as now\) saves \$53\/mo and /,
    )
    expect(summarize(recommend(input), input.outcomes).recommended?.sameSize).toBe(true)
  })

  test('another size is not', () => {
    const { recommended } = recommend(previousGeneration(3.2))
    expect(recommended?.shape).toBe('db.r7g.xlarge')
    expect(recommended?.sameSize).toBeUndefined()
    expect(recommended?.action).toBeUndefined()
  })
})

describe('what decides the size', () => {
  test('of a class is none of what its volume decides', () => {
    const input = previousGeneration(3.2)
    const kept = { ...input, shapes: input.shapes.filter(({ name }) => name === 'db.m5.2xlarge') }
    expect([recommend(kept).finding, recommend(kept).bindingDimension]).toEqual(['right-sized', 'storage'])
    const changed = recommend(input)
    expect([changed.finding, changed.bindingDimension]).toEqual(['oversized', 'cpu'])
    expect(changed.evidence[0]?.text).toMatch(/it needs \d\.\d+ vCPU of db\.m5 for a 3% chance/)
  })
})

describe('demand that was cut off by spent credits', () => {
  const starved = sizingInput('ec2-instance', {
    resource: { shape: 't3.xlarge' },
    capacity: { cpu: 4, memory: 16, network: 1.024, throughput: 83 },
    demand: { cpu: { median: 1.6, sigma: 0.02, meanShare: 1 }, memory: { median: 8 } },
    signals: { 'credit-balance': { min: 0, p50: 0.4, max: 20 } },
  })

  test('makes the chance of every other size an understatement, and that is said', () => {
    const { recommended, current, options } = recommend(starved)
    expect(recommended?.note).toContain('Its need is above what was measured: the chance is understated')
    for (const option of options)
      expect(option.chanceUnderstated).toBe(option.id === current?.id ? undefined : true)
    const text = textOf(starved, 'The change')
    expect(text).toContain('its need is above what was measured: watch CPU after the change')
    expect(text).not.toContain('cuts the chance')
  })

  test('is not assumed where CPU goes above its baseline: then the surplus is billed', () => {
    const outcomes = sizingInput('ec2-instance', {
      capacity: { cpu: 4, memory: 16, network: 1.024, throughput: 83 },
      demand: { cpu: { median: 2.4, meanShare: 0.8 }, memory: { median: 8 } },
    }).outcomes
    const result = recommend({ ...starved, outcomes })
    expect(result.evidence.map(({ text }) => text).join(' ')).toContain(
      'CPU credits are spent and CPU is not held at its baseline of 1.6 vCPU: if unlimited mode is on, surplus credits are billed.',
    )
    expect(result.chanceByHorizon).toBeLessThan(1)
    for (const option of result.options) expect(option.chanceUnderstated).toBeUndefined()
  })
})

describe('where no size holds', () => {
  test('the setting that helps is the recommendation', () => {
    const facts = { ...sizingInput('rds-instance').resource.facts, engine: 'postgres' }
    const input = sizingInput('rds-instance', {
      resource: { facts },
      capacity: { connections: 3604 },
      demand: { connections: { median: 5200, sigma: 0.05 } },
    })
    const prices = input.prices.map((price) => ({ ...price, key: price.key.replace('mysql', 'postgres') }))
    expect(recommend({ ...input, prices }).remedy).toBe('Raise max_connections, or pool connections')
  })

  test('IOPS of the volume are provisioned', () => {
    const input = sizingInput('rds-instance', {
      resource: { shape: 'db.r7g.4xlarge' },
      capacity: { cpu: 16, memory: 128, connections: 10_922, iops: 12_000 },
      demand: { iops: { median: 12_500 } },
    })
    expect(recommend(input).recommended).toBeUndefined()
    expect(recommend(input).remedy).toBe('Provision more IOPS')
  })

  test('and where one does there is none', () => {
    expect(recommend(sizingInput('rds-instance')).remedy).toBeUndefined()
    const demand = { storage: { median: 430, sigma: 0.03, monthlyGrowth: 0.06 } }
    expect(recommend(sizingInput('rds-instance', { demand })).remedy).toBeUndefined()
  })
})

describe('what put a resource on watch', () => {
  test.each([
    ['its safe limit', { cpu: { median: 5.32 } }, 'non-production', 'safe-limit', 0.11],
    ['a breach', { cpu: { median: 5.32 } }, 'tier-2', 'breach', 0.11],
  ] as const)('%s', (_title, demand, serviceTier, reason, chance) => {
    const result = recommend(sizingInput('ec2-instance', { demand, resource: { serviceTier } }))
    expect(result.finding).toBe('watch')
    expect([result.watchReason, result.watchDimension]).toEqual([reason, 'cpu'])
    expect(result.watchChance).toBeCloseTo(chance, 2)
  })

  test('a zone that may be lost, although the chances as it is are below one in a hundred', () => {
    const input = sizingInput('asg', { demand: { cpu: { median: 70, sigma: 0.12 } } })
    const result = recommend(input)
    expect(result.current?.chance).toBeLessThan(0.01)
    expect([result.watchReason, result.watchDimension]).toEqual(['zone-loss', 'cpu'])
    expect(result.watchChance).toBeGreaterThan(0.4)
    expect(textOf(input, 'The change')).toContain('holds with one of 3 zones lost')
    // Nothing else is due within a year: 90 - 7 days.
    expect(result.decideByText).toBe('a zone may be lost on any day, 20 Feb less 7 days for the change')
    expect(result.decideByMs).toBe(nowMs + 83 * dayMs)
    expect(summarize(result, input.outcomes).watchReason).toBe('zone-loss')
  })

  test('and what is not on watch has none', () => {
    expect(recommend(sizingInput('ec2-instance')).watchChance).toBeUndefined()
  })
})

test('the summary keeps what the run before said of the date, so that pages can tell what is overdue', () => {
  const input = sizingInput('gpu-pool', { demand: { gpu: { median: 27 } } })
  const recommendation = recommend(input)
  expect(recommendation.decideByText).toBe('it may be due today, and delivery takes 56 days')
  expect(recommendation.leadDays).toBe(56)
  const previous = { ...recommendation, decideByMs: nowMs - 5 }
  expect(summarize(recommendation, input.outcomes, previous).previous?.decideByMs).toBe(nowMs - 5)
})
