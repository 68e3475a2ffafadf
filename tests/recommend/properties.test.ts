import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ResourceClass, resourceClasses, serviceTiers } from '#lib/model/resource.ts'
import { recommend } from '#lib/recommend/index.ts'
import type { ClassDefinition } from '#lib/resources/definition.ts'
import { classDefinitions } from '#lib/resources/index.ts'
import { type SizingOptions, sizingInput } from '#tests/support/sizing-input.ts'

fc.configureGlobal({ seed: 20261122 })

const share = fc.double({ min: 0.02, max: 1.3, noNaN: true })
const sigma = fc.double({ min: 0.02, max: 0.5, noNaN: true })
const growth = fc.double({ min: -0.03, max: 0.08, noNaN: true })

/** What decides the size of a class, and its capacity in the example. */
const deciding = {
  'ec2-instance': ['cpu', 8],
  asg: ['cpu', 120],
  'gpu-pool': ['gpu', 32],
  'rds-instance': ['cpu', 4],
  'opensearch-domain': ['cpu', 12],
  'msk-cluster': ['cpu', 12],
  'aurora-cluster': ['cpu', 8],
  'aurora-serverless': ['acu', 16],
  'documentdb-cluster': ['cpu', 4],
  'redshift-cluster': ['cpu', 48],
  'dynamodb-table': ['write-units', 1000],
  'dynamodb-index': ['write-units', 40_000],
  'elasticache-group': ['memory', 78.96],
  'elasticache-serverless': ['storage', 20],
  'eks-node-pool': ['cpu', 120],
  'ecs-capacity-provider': ['cpu', 80],
  'ecs-service': ['cpu', 12],
  'sagemaker-endpoint': ['gpu', 8],
} as const

type Drawn = { resourceClass: ResourceClass; options: SizingOptions; used: number }

const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    resourceClass: fc.constantFrom(...resourceClasses),
    used: share,
    sigma,
    monthlyGrowth: growth,
    observedDays: fc.integer({ min: 10, max: 400 }),
    serviceTier: fc.constantFrom(...serviceTiers),
    zoneCount: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ resourceClass, used, serviceTier, zoneCount, ...shape }) => {
    const [dimension, capacity] = deciding[resourceClass]
    return {
      resourceClass,
      used,
      options: {
        resource: { serviceTier, zoneCount },
        demand: { [dimension]: { ...shape, median: used * capacity } },
      },
    }
  })

describe('for any demand', () => {
  test('what is recommended is within policy', () => {
    let reached = 0
    fc.assert(
      fc.property(drawn, ({ resourceClass, options }) => {
        const { recommended, acceptedRisk } = recommend(sizingInput(resourceClass, options))
        if (recommended === undefined) return
        reached++
        expect(recommended.chance).toBeLessThanOrEqual(acceptedRisk)
      }),
      { numRuns: 500 },
    )
    expect(reached).toBeGreaterThan(100)
  })

  test('every shown option but the choice has a reason, and the choice has none', () => {
    fc.assert(
      fc.property(drawn, ({ resourceClass, options }) => {
        const { recommended, current, options: shown } = recommend(sizingInput(resourceClass, options))
        expect(recommended?.excuse).toBeUndefined()
        for (const option of shown) {
          if (option.id === recommended?.id) continue
          if (option.id === current?.id && recommended === undefined) continue
          expect(option.excuse?.text).toMatch(/^[A-Z0-9<>].*\.$/)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('no option that is within policy and not refused is cheaper than the choice', () => {
    let reached = 0
    fc.assert(
      fc.property(drawn, ({ resourceClass, options }) => {
        const { recommended, options: shown } = recommend(sizingInput(resourceClass, options))
        if (recommended === undefined) return
        reached++
        for (const option of shown)
          if (option.monthlyUsd < recommended.monthlyUsd - 0.005)
            expect(['dearer', 'saving-too-small', undefined]).not.toContain(option.excuse?.reason)
      }),
      { numRuns: 500 },
    )
    expect(reached).toBeGreaterThan(100)
  })

  test('options are cheapest first, each once, with the present and the recommended size among at most ten', () => {
    fc.assert(
      fc.property(drawn, ({ resourceClass, options }) => {
        const { recommended, current, options: shown } = recommend(sizingInput(resourceClass, options))
        const ids = shown.map((option) => option.id)
        expect(new Set(ids).size).toBe(ids.length)
        expect(ids.length).toBeLessThanOrEqual(10)
        expect(ids).toContain(current?.id)
        if (recommended !== undefined) expect(ids).toContain(recommended.id)
        shown.forEach((option, i) => {
          expect(option.monthlyUsd).toBeGreaterThanOrEqual(shown[i - 1]?.monthlyUsd ?? 0)
        })
      }),
      { numRuns: 300 },
    )
  })

  test('something that will probably run out always has a change or says that no size holds', () => {
    const reached = { changed: 0, unsolved: 0 }
    fc.assert(
      fc.property(drawn, ({ resourceClass, options }) => {
        const { finding, recommended, evidence } = recommend(sizingInput(resourceClass, options))
        if (finding !== 'runs-out') return
        reached[recommended === undefined ? 'unsolved' : 'changed']++
        if (recommended !== undefined) return
        expect(evidence.map((item) => item.title)).toContain('No size holds')
      }),
      { numRuns: 300 },
    )
    expect(reached.changed).toBeGreaterThan(10)
    expect(reached.unsolved).toBeGreaterThan(0)
  })

  test('the same input gives the same answer', () => {
    fc.assert(
      fc.property(drawn, ({ resourceClass, options }) => {
        const input = sizingInput(resourceClass, options)
        expect(recommend(input)).toEqual(recommend(input))
      }),
      { numRuns: 60 },
    )
  })

  test('chances are between 0 and 1, and nothing is NaN', () => {
    fc.assert(
      fc.property(drawn, ({ resourceClass, options }) => {
        const input = sizingInput(resourceClass, options)
        const { options: shown, evidence } = recommend(input)
        const { notes }: ClassDefinition = classDefinitions[resourceClass]
        for (const option of shown) {
          expect(option.chance).toBeGreaterThanOrEqual(0)
          expect(option.chance).toBeLessThanOrEqual(1)
          expect(Number.isFinite(option.monthlyUsd + option.deltaMonthlyUsd + option.expectedMinutes)).toBe(
            true,
          )
        }
        expect(evidence.length).toBeGreaterThanOrEqual(2)
        expect(evidence.length).toBeLessThanOrEqual(5 + (notes?.(input).length ?? 0))
        for (const item of evidence) expect(item.text).not.toMatch(/NaN|undefined|Infinity/)
      }),
      { numRuns: 300 },
    )
  })
})

/** Price of what would be there after following the advice. */
function costAfter(resourceClass: ResourceClass, options: SizingOptions): number | undefined {
  const input = sizingInput(resourceClass, {
    ...options,
    policy: { ...options.policy, savingFloorMonthlyUsd: 0 },
  })
  const result = recommend(input)
  const unsolved = result.evidence.some((item) => item.title === 'No size holds')
  return unsolved ? undefined : (result.recommended ?? result.current)?.monthlyUsd
}

describe('order is kept', () => {
  test.each(['ec2-instance', 'gpu-pool', 'rds-instance'] as const)(
    '%s: more demand never gives a cheaper size',
    (resourceClass) => {
      const [dimension, capacity] = deciding[resourceClass]
      let reached = 0
      fc.assert(
        fc.property(share, share, sigma, growth, (a, b, spread, monthlyGrowth) => {
          const costs = [Math.min(a, b), Math.max(a, b)].map((used) =>
            costAfter(resourceClass, {
              demand: { [dimension]: { median: used * capacity, sigma: spread, monthlyGrowth } },
            }),
          )
          const [less, more] = costs
          if (more === undefined) return
          reached++
          expect(less).toBeLessThanOrEqual(more + 0.01)
        }),
        { numRuns: 200 },
      )
      expect(reached).toBeGreaterThan(50)
    },
  )

  test('accepting more risk never gives a dearer size', () => {
    let reached = 0
    fc.assert(
      fc.property(
        share,
        sigma,
        fc.constantFrom('tier-2', 'tier-3', 'non-production'),
        (used, spread, tier) => {
          const demand = { cpu: { median: used * 8, sigma: spread } }
          const careful = costAfter('ec2-instance', { demand, resource: { serviceTier: 'tier-2' } })
          const bold = costAfter('ec2-instance', { demand, resource: { serviceTier: tier } })
          if (careful === undefined) return
          reached++
          expect(bold).toBeLessThanOrEqual(careful + 0.01)
        },
      ),
      { numRuns: 200 },
    )
    expect(reached).toBeGreaterThan(50)
  })
})
