import { describe, expect, test } from 'vitest'
import type { ExcuseReason, Option } from '#lib/model/recommendation.ts'
import type { ResourceClass } from '#lib/model/resource.ts'
import { dayMs } from '#lib/model/time.ts'
import { recommend } from '#lib/recommend/index.ts'
import { nowMs } from '#tests/support/evidence.ts'
import { type SizingOptions, sizingInput } from '#tests/support/sizing-input.ts'

/** Little CPU and memory: half the size would do. */
const small = { cpu: { median: 1.6 }, memory: { median: 9 } }

function optionNamed(options: readonly Option[], id: string): Option {
  const found = options.find((option) => option.id === id)
  if (found === undefined) throw new Error(`${id} is not shown: ${options.map((one) => one.id).join(' ')}`)
  return found
}

type Case = [ResourceClass, SizingOptions, id: string, ExcuseReason | undefined, text: string]

const cases: Case[] = [
  ['ec2-instance', { demand: small }, 'm7i.xlarge', undefined, ''],
  [
    'ec2-instance',
    { demand: { cpu: { median: 3 }, memory: { median: 9 } } },
    'm7i.xlarge',
    'chance-above-policy',
    '33% chance of a breach of CPU by 20 Feb, policy 3%.',
  ],
  [
    'ec2-instance',
    { demand: { ...small, memory: undefined } },
    'm7i.xlarge',
    'dimension-unknown',
    'Memory would shrink from 32 GiB to 16 GiB and its demand is not measured.',
  ],
  [
    'ec2-instance',
    { demand: { cpu: { median: 1.6, observedDays: 20 }, memory: { median: 9 } } },
    'm7i.xlarge',
    'history-too-short',
    '20 of the 35 days observed that a smaller size needs.',
  ],
  [
    'ec2-instance',
    { demand: small, source: 'assumed' },
    'm7i.xlarge',
    'capacity-assumed',
    'The capacity until 22 Nov is assumed: demand of 90 days cannot be told from it.',
  ],
  [
    'ec2-instance',
    {
      demand: { cpu: { median: 1.6, allTimePeak: 4.1 }, memory: { median: 9 } },
      resource: { serviceTier: 'tier-1' },
    },
    'm7i.xlarge',
    'peak-not-seen',
    'The peak of 4.1 vCPU on 28 Nov 2025 is above its safe limit of 3.2 vCPU.',
  ],
  [
    'ec2-instance',
    {
      demand: { cpu: { median: 1.6, observedDays: 120 }, memory: { median: 9 } },
      resource: { serviceTier: 'tier-1' },
    },
    'm7i.xlarge',
    'peak-not-seen',
    "Last year's peak was not seen: the history is 120 days long, tier 1 needs 365.",
  ],
  [
    'ec2-instance',
    { demand: small, resource: { exempt: 'dr' } },
    'm7i.xlarge',
    'exempt',
    'Kept for disaster recovery (tag headroom:exempt=dr): its use today is not its need.',
  ],
  [
    'ec2-instance',
    { demand: small },
    't3.xlarge',
    'burstable',
    // 1.6 x 0.6 mean, 90 % quantile x exp(0.15 x 1.2816) = 1.163 of m7i, x 23,274 / 13,646 = 1.98 of t3
    'Steady load of 1.98 vCPU is above its baseline of 1.6 vCPU: CPU credits would run out.',
  ],
  [
    'ec2-instance',
    { demand: { ...small, cpu: { median: 0.2 } }, resource: { serviceTier: 'tier-1' } },
    't3.large',
    'burstable',
    'Tier 1 does not move to t3, which lives on CPU credits.',
  ],
  [
    'ec2-instance',
    { demand: small },
    'm7g.xlarge',
    'other-architecture',
    'From x86_64 to arm64: images have to be rebuilt and tested first.',
  ],
  [
    'ec2-instance',
    { demand: small, policy: { savingFloorMonthlyUsd: 200 } },
    'm7i.xlarge',
    'saving-too-small',
    'Saves $147/mo, less than the $200/mo that a change has to save.',
  ],
  ['ec2-instance', {}, 'm7i.4xlarge', 'dearer', 'Within policy, +$294/mo against m7i.2xlarge.'],
  [
    'rds-instance',
    {},
    'db.m7g.xlarge',
    'working-set-unknown',
    '16 GiB of memory for 357 GiB of data: the working set is not known. Probe on a replica first.',
  ],
  [
    'rds-instance',
    { demand: { storage: { median: 320, sigma: 0.03, observedDays: 400 }, cpu: { median: 3.4 } } },
    'db.m5.2xlarge',
    'previous-generation',
    'Family db.m5 is of a previous generation.',
  ],
  [
    'rds-instance',
    { demand: { storage: { median: 30, sigma: 0.03 } } },
    'db.r7g.xlarge+100GiB',
    'storage-never-shrinks',
    'RDS storage cannot shrink: 500 GiB allocated, 30.5 GiB in use.',
  ],
  [
    'asg',
    { demand: { cpu: { median: 40 }, memory: { median: 180 } } },
    'c7i.xlarge-x30',
    'chance-above-policy',
    '11% chance of a breach of memory by 20 Feb, policy 3%.',
  ],
  [
    'gpu-pool',
    {},
    'p5.48xlarge-x3',
    'chance-above-policy',
    '26% chance of a breach by 20 Feb (GPUs 19% and GPU memory 8%), policy 3%.',
  ],
  [
    'gpu-pool',
    // 24 GPUs in 3 nodes: breach at 24 has 1.1 %, the safe limit of 22.8 is reached with a chance of 9 %
    { demand: { gpu: { median: 20.5, sigma: 0.069 }, 'gpu-memory': { median: 900 } } },
    'p5.48xlarge-x3',
    'chance-above-policy',
    'chance that GPUs reaches the safe limit of 22.8 GPUs by 20 Feb, at most 5% after a change.',
  ],
]

describe('why a size is refused', () => {
  test.each(cases)('%s %o: %s is refused for %s', (resourceClass, options, id, reason, text) => {
    const { options: shown } = recommend(sizingInput(resourceClass, options))
    const { excuse } = optionNamed(shown, id)
    expect(excuse?.reason).toBe(reason)
    if (reason !== undefined) expect(excuse?.text).toContain(text)
  })

  test('a class that was never measured is refused, for a vCPU is not a vCPU', () => {
    const input = sizingInput('rds-instance', { demand: { cpu: { median: 3.4 } } })
    const shapes = input.shapes.map((shape) =>
      shape.family.endsWith('m7g') ? { ...shape, family: 'db.m9z', cpuScorePerVcpu: undefined } : shape,
    )
    const { options } = recommend({ ...input, shapes })
    expect(optionNamed(options, 'db.m7g.2xlarge').excuse).toEqual({
      reason: 'dimension-unknown',
      dimension: 'cpu',
      text: 'No measured CPU score for both db.r7g and db.m9z: 1 vCPU of one is not 1 vCPU of the other.',
    })
  })

  test('assumed capacity before the lookback refuses nothing', () => {
    const input = sizingInput('ec2-instance', { demand: small })
    const [now] = input.changes
    if (now === undefined) throw new Error('no capacity timeline')
    const before = { ...now, source: 'assumed' as const }
    const changes = [before, { ...now, fromMs: nowMs - 91 * dayMs }]
    expect(recommend({ ...input, changes }).recommended?.id).toBe('m7i.xlarge')
    const later = [before, { ...now, fromMs: nowMs - 89 * dayMs }]
    expect(recommend({ ...input, changes: later }).recommended).toBeUndefined()
  })

  test('what is not shown is counted by its reason, and shapes without a price as not offered', () => {
    const input = sizingInput('ec2-instance')
    const prices = input.prices.filter((price) => !price.shape.startsWith('r7i'))
    const { options, refusedCounts } = recommend({ ...input, prices })
    const hidden = Object.values(refusedCounts).reduce((sum, count) => sum + count, 0)
    expect(refusedCounts['not-offered']).toBe(4)
    expect(options.length + hidden).toBe(input.shapes.filter((shape) => shape.service === 'ec2').length - 1)
  })
})
