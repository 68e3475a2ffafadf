import { describe, test } from 'vitest'
import type { ResourceClass } from '#lib/model/resource.ts'
import { recommend } from '#lib/recommend/index.ts'
import { expectGolden } from '#tests/support/golden.ts'
import { type SizingOptions, sizingInput } from '#tests/support/sizing-input.ts'

const stories: readonly [ResourceClass, SizingOptions][] = [
  ['ec2-instance', { demand: { cpu: { median: 1.6 }, memory: undefined } }],
  ['asg', { demand: { 'group-maximum': { median: 26, monthlyGrowth: 0.05 }, cpu: { median: 60 } } }],
  ['gpu-pool', { demand: { gpu: { median: 31, monthlyGrowth: 0.02 } } }],
  ['rds-instance', { demand: { storage: { median: 430, sigma: 0.03, monthlyGrowth: 0.06 } } }],
]

describe('whole recommendations (rewrite with GOLDEN=1)', () => {
  test.each(stories)('%s', (resourceClass, options) => {
    expectGolden(`recommend/${resourceClass}`, recommend(sizingInput(resourceClass, options)))
  })
})
