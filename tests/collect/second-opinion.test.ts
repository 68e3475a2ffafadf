import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dayMs, floorTo, hourMs } from '#lib/model/time.ts'
import { openEstate } from '#lib/simulate/estate/estate.ts'
import type { World } from '#lib/simulate/world.ts'
import { tinyNowMs } from '#tests/support/tiny-world.ts'
import { type Opened, openTiny } from './open.ts'
import { worldWith } from './rich-world.ts'

const estate = openEstate({ seed: 7, anchorMs: tinyNowMs })
let opened: Opened
let opinions: Awaited<ReturnType<Opened['collector']['secondOpinion']>>['opinions']

beforeAll(async () => {
  opened = await openTiny({ world: estate })
  opinions = (await opened.collector.secondOpinion(opened.account('shop-production'))).opinions
})
afterAll(() => opened.close())

/** The documented rule by hand: 99.5 % of the last 14 days' hourly maxima, and 20 % headroom. */
function neededVcpu(world: World, instanceId: string, vcpu: number): number {
  const place = { accountId: '444455556666', region: 'us-east-1', nowMs: tinyNowMs }
  const metric = world.findMetric(place, {
    namespace: 'AWS/EC2',
    name: 'CPUUtilization',
    dimensions: { InstanceId: instanceId },
  })
  if (!metric) throw new Error(`no CPU metric of ${instanceId}`)
  const toMs = floorTo(tinyNowMs, dayMs)
  const values = world.values(metric, 'Maximum', { fromMs: toMs - 14 * dayMs, toMs, periodMs: hourMs })
  const sorted = [...values].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b)
  return ((sorted[Math.ceil(0.995 * sorted.length) - 1] ?? 0) / 100 / 0.8) * vcpu
}

describe("AWS's second opinion", () => {
  test('covers instances, groups and databases, each with its ARN and its date', () => {
    const kinds = new Set(opinions.map(({ resourceArn }) => resourceArn.split(':')[2]))
    expect(kinds).toEqual(new Set(['ec2', 'autoscaling', 'rds']))
    for (const opinion of opinions) expect(opinion.asOfMs).toBe(floorTo(tinyNowMs, dayMs))
  })

  test('is of the ARNs by which inventory knows the resources', async () => {
    const { resources } = await opened.collector.inventory(opened.account('shop-production'), tinyNowMs)
    const known = new Set(resources.map(({ arn }) => arn))
    const matched = opinions.filter(({ resourceArn }) => known.has(resourceArn))
    // What is a member of something larger has an opinion of AWS and no resource of its own.
    expect(matched.length).toBeGreaterThan(0.8 * opinions.length)
  })

  test('offers the size that its documented rule asks for', () => {
    const place = { accountId: '444455556666', region: 'us-east-1', nowMs: tinyNowMs }
    const said = opinions.filter(({ resourceArn }) => resourceArn.includes(':instance/i-'))
    expect(said.length).toBeGreaterThan(10)
    for (const { resourceArn, recommendedShape } of said) {
      const id = resourceArn.split('/')[1] ?? ''
      const instance = estate.instances(place).find(({ instanceId }) => instanceId === id)
      const now = estate.instanceTypes.find(({ name }) => name === instance?.instanceType)
      if (!now) continue
      const offered = estate.instanceTypes.find(({ name }) => name === (recommendedShape ?? now.name))
      expect(offered?.family).toBe(now.family)
      if (recommendedShape)
        expect(offered?.vcpu).toBeGreaterThanOrEqual(neededVcpu(estate, id, now.vcpu) - 1e-9)
    }
  })

  test('comes from the hub for the whole organization at the payer, and only there', async () => {
    const payer = await opened.collector.secondOpinion(opened.account('org-management'))
    const hub = payer.opinions.filter(({ source }) => source === 'cost-optimization-hub')
    expect(new Set(hub.map(({ accountId }) => accountId)).size).toBeGreaterThan(1)
    for (const { savingMonthlyUsd } of hub) expect(savingMonthlyUsd).toBeGreaterThan(0)
    expect(opinions.filter(({ source }) => source === 'cost-optimization-hub')).toEqual([])
  })

  test('trap 13: savings of the hub overlap with those of Compute Optimizer and are never added', async () => {
    const payer = await opened.collector.secondOpinion(opened.account('org-management'))
    const hub = payer.opinions.filter(({ source }) => source === 'cost-optimization-hub')
    const twice = hub.filter(({ resourceArn, accountId }) =>
      opinions.some((one) => accountId === '444455556666' && one.resourceArn === resourceArn),
    )
    // The naive sum of both sources counts each of these twice: the source is kept beside every figure.
    expect(twice.length).toBeGreaterThan(0)
    const saving = (arn: string) => opinions.find(({ resourceArn }) => resourceArn === arn)?.savingMonthlyUsd
    for (const { resourceArn, savingMonthlyUsd } of twice) expect(saving(resourceArn)).toBe(savingMonthlyUsd)
  })

  test('that is refused is named by its action, and the others are read', async () => {
    const world = worldWith({ deniedActions: ['compute-optimizer:GetRDSDatabaseRecommendations'] })
    const denied = await openTiny({ world })
    const { problems } = await denied.collector.secondOpinion(denied.account('shop'))
    expect(problems.map(({ action, code }) => [action, code])).toEqual([
      ['compute-optimizer:GetRDSDatabaseRecommendations', 'aws-denied'],
      ['compute-optimizer:GetRDSDatabaseRecommendations', 'aws-denied'],
    ])
    await denied.close()
    process.env.AWS_ENDPOINT_URL = opened.simulator.endpoint
  })
})
